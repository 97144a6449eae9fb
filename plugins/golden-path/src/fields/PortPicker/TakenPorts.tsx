/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { TakenPort } from '../../api/GoldenPathApi';
import { goldenPathTranslationRef } from '../../translation';
import { holderOf } from './presentPorts';

const useStyles = makeStyles(
  theme => ({
    summary: { cursor: 'pointer', margin: theme.spacing(0.5, 0) },
    scroll: { maxHeight: 240, overflow: 'auto' },
  }),
  { name: 'GoldenPathTakenPorts' },
);

/** The ports that are not free, as a table. @internal */
export function TakenPorts({ ports }: { ports: readonly TakenPort[] }) {
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const classes = useStyles();
  return (
    <details>
      <Typography
        variant="body2"
        component="summary"
        className={classes.summary}
      >
        {t('port.taken', { number: String(ports.length) })}
      </Typography>
      {/* What scrolls has to be reached by the keyboard. */}
      <div
        className={classes.scroll}
        role="region"
        aria-label={t('port.takenCaption')}
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
      >
        <Table size="small" aria-label={t('port.takenCaption')}>
          <TableHead>
            <TableRow>
              <TableCell>{t('port.port')}</TableCell>
              <TableCell>{t('port.state')}</TableCell>
              <TableCell>{t('port.by')}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {ports.map(entry => (
              <TableRow key={entry.port}>
                <TableCell>{entry.port}</TableCell>
                <TableCell>{t(`port.${entry.state}`)}</TableCell>
                <TableCell>{holderOf(entry)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
    </details>
  );
}
