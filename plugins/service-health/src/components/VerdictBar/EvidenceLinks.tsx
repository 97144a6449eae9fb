/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Link from '@material-ui/core/Link';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { Evidence } from '@openpolicy/plugin-service-health-common';
import { evidenceElementId } from '../../text/names';
import { serviceHealthTranslationRef } from '../../translation';

const MOST_SHOWN = 3;

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'baseline',
      gap: theme.spacing(0, 1.5),
    },
    link: { textAlign: 'left', overflowWrap: 'anywhere' },
  }),
  { name: 'ServiceHealthEvidenceLinks' },
);

/**
 * Buttons that lead from the verdict to the things on the page that it rests on.
 *
 * @internal
 */
export function EvidenceLinks({ evidence }: { evidence: Evidence[] }) {
  const { t } = useTranslationRef(serviceHealthTranslationRef);
  const classes = useStyles();
  if (evidence.length === 0) {
    return null;
  }
  const show = ({ kind, id }: Evidence) => {
    const element = document.getElementById(evidenceElementId(kind, id));
    // Old events are folded away.
    element?.closest('details')?.setAttribute('open', '');
    element?.scrollIntoView?.({ block: 'center' });
    element?.focus({ preventScroll: true });
  };
  return (
    <div className={classes.root}>
      <Typography variant="caption" color="textSecondary">
        {t('verdict.evidence')}
      </Typography>
      {evidence.slice(0, MOST_SHOWN).map(item => (
        <Link
          key={`${item.kind}/${item.id}`}
          component="button"
          variant="caption"
          className={classes.link}
          onClick={() => show(item)}
        >
          {item.text}
        </Link>
      ))}
    </div>
  );
}
