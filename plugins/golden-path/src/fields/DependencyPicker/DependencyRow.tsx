/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Checkbox from '@material-ui/core/Checkbox';
import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import TableCell from '@material-ui/core/TableCell';
import TableRow from '@material-ui/core/TableRow';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import DeleteIcon from '@material-ui/icons/Delete';
import { PreviewFinding } from '@openpolicy/plugin-golden-path-common';
import { Remark, SEVERITY_TONES } from '../../status';
import { goldenPathTranslationRef } from '../../translation';
import { KIND_ICONS } from './kindIcons';
import { DependencyKind } from './presentDependencies';
import { DependencyEntry } from './schema';

const useStyles = makeStyles(
  theme => ({
    what: {
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(1),
      overflowWrap: 'anywhere',
    },
    timeout: { width: 88 },
    findings: { borderBottom: 'none', paddingTop: 0, paddingBottom: 0 },
  }),
  { name: 'GoldenPathDependencyRow' },
);

/** A dependency with what may be said about it, and what the rules say. @internal */
export function DependencyRow(props: {
  /** Begins the ids of its fields, as `root_dependencies_1`. */
  id: string;
  entry: DependencyEntry;
  title: string;
  kind?: DependencyKind;
  findings: readonly PreviewFinding[];
  disabled?: boolean;
  onChange: (entry: DependencyEntry) => void;
  onRemove: () => void;
}) {
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const classes = useStyles();
  const { id, entry, title, kind, findings, disabled } = props;
  const Icon = KIND_ICONS[kind ?? 'unknown'];
  const remarksId = `${id}_findings`;
  const described = findings.length > 0 ? remarksId : undefined;
  return (
    <>
      <TableRow data-testid="dependency-row">
        <TableCell component="th" scope="row">
          <span className={classes.what}>
            <Icon
              fontSize="small"
              titleAccess={t(`dependencies.${kind ?? 'unknown'}`)}
            />
            <span>
              {title}
              {title !== entry.ref && (
                <Typography
                  variant="caption"
                  component="div"
                  color="textSecondary"
                >
                  {entry.ref}
                </Typography>
              )}
            </span>
          </span>
        </TableCell>
        <TableCell>
          <TextField
            id={`${id}_timeout`}
            className={classes.timeout}
            value={entry.timeout ?? ''}
            disabled={disabled}
            placeholder={t('dependencies.timeoutHint')}
            error={findings.some(({ field }) => field?.endsWith('.timeout'))}
            inputProps={{
              'aria-label': t('dependencies.timeoutOf', { name: title }),
              'aria-describedby': described,
            }}
            onChange={event =>
              props.onChange({
                ...entry,
                timeout: event.target.value || undefined,
              })
            }
          />
        </TableCell>
        <TableCell>
          <Checkbox
            id={`${id}_critical`}
            checked={entry.critical ?? true}
            disabled={disabled}
            color="primary"
            inputProps={{
              'aria-label': t('dependencies.criticalOf', { name: title }),
              'aria-describedby': described,
            }}
            onChange={(_, critical) => props.onChange({ ...entry, critical })}
          />
        </TableCell>
        <TableCell align="right">
          <IconButton
            size="small"
            disabled={disabled}
            aria-label={t('dependencies.remove', { name: title })}
            onClick={props.onRemove}
          >
            <DeleteIcon fontSize="small" />
          </IconButton>
        </TableCell>
      </TableRow>
      {findings.length > 0 && (
        <TableRow>
          <TableCell colSpan={4} className={classes.findings}>
            <div id={remarksId} data-testid="dependency-findings">
              {findings.map(({ ruleId, severity, path, message, fix }) => (
                <Remark
                  key={`${ruleId} ${path} ${message}`}
                  tone={SEVERITY_TONES[severity]}
                >
                  {t(`common.${severity}`)} {ruleId}: {message}. {fix}
                </Remark>
              ))}
            </div>
          </TableCell>
        </TableRow>
      )}
    </>
  );
}
