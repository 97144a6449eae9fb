/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { PreviewFinding } from '@openpolicy/plugin-golden-path-common';
import { Remark, SEVERITY_TONES } from '../../status';
import { goldenPathTranslationRef } from '../../translation';
import { focusField, pageOf, topOf } from './formFields';
import { sortFindings } from './presentPreview';

const useStyles = makeStyles(
  theme => ({
    list: { listStyle: 'none', margin: 0, padding: theme.spacing(0, 1) },
    summary: { cursor: 'pointer', padding: theme.spacing(0.5, 1) },
    fix: { color: theme.palette.text.secondary },
  }),
  { name: 'GoldenPathFindingsList' },
);

/**
 * What the rules say, each with the way to its field.
 *
 * @internal
 */
export function FindingsList(props: {
  findings: readonly PreviewFinding[];
  /** Fields of the page that is open; others are named with their page. */
  fieldsHere: readonly string[];
}) {
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const classes = useStyles();
  const { problems, notes } = sortFindings(props.findings);
  const list = (findings: readonly PreviewFinding[]) => (
    <ul className={classes.list}>
      {findings.map(finding => (
        <li
          key={[finding.ruleId, finding.entityRef, finding.path].join(' ')}
          data-testid="preview-finding"
        >
          <FindingText finding={finding} fieldsHere={props.fieldsHere} />
        </li>
      ))}
    </ul>
  );
  return (
    <section
      aria-label={t('preview.findings', { number: String(problems.length) })}
    >
      <Typography
        variant="subtitle2"
        component="h4"
        className={classes.summary}
        style={{ cursor: 'inherit' }}
      >
        {t('preview.findings', { number: String(problems.length) })}
      </Typography>
      {problems.length === 0 ? (
        <div className={classes.list}>
          <Remark tone="good">{t('preview.noFindings')}</Remark>
        </div>
      ) : (
        list(problems)
      )}
      {notes.length > 0 && (
        <details>
          <Typography
            variant="body2"
            component="summary"
            className={classes.summary}
          >
            {t('preview.notes', { number: String(notes.length) })}
          </Typography>
          {list(notes)}
        </details>
      )}
    </section>
  );
}

function FindingText(props: {
  finding: PreviewFinding;
  fieldsHere: readonly string[];
}) {
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const classes = useStyles();
  const { ruleId, severity, message, fix, field, waiver } = props.finding;
  return (
    <Remark tone={waiver ? 'quiet' : SEVERITY_TONES[severity]}>
      <strong>
        {t(`common.${severity}`)} {ruleId}
      </strong>
      : {message}. <span className={classes.fix}>{fix}</span>{' '}
      {field !== undefined && (
        <FieldLink
          field={field}
          isHere={props.fieldsHere.includes(topOf(field))}
        />
      )}
    </Remark>
  );
}

/** The stepper lets nobody jump to another page, so that one is named. */
function FieldLink(props: { field: string; isHere: boolean }) {
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const { field, isHere } = props;
  const page = pageOf(field);
  if (isHere) {
    return (
      <Button size="small" color="primary" onClick={() => focusField(field)}>
        {t('preview.goTo', { field })}
      </Button>
    );
  }
  return (
    <em>
      {page
        ? t('preview.onPage', { field, page: t(`pages.${page}`) })
        : t('preview.inField', { field })}
    </em>
  );
}
