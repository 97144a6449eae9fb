/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import { UnverifiedClaim } from '@openpolicy/plugin-service-health-common';
import { NOTICE_LOOKS } from '../../status';
import { evidenceElementId } from '../../text/names';
import { serviceHealthTranslationRef } from '../../translation';
import { CopySnippet, Notice } from '../CardFrame';

const useStyles = makeStyles(
  theme => ({ root: { padding: theme.spacing(0.5, 2) } }),
  { name: 'ServiceHealthUnverifiedClaims' },
);

/**
 * Annotations of the entity that the other side does not confirm, with what to write where. Nothing of the claimed object is shown.
 *
 * @internal
 */
export function UnverifiedClaims({ claims }: { claims: UnverifiedClaim[] }) {
  const { t } = useTranslationRef(serviceHealthTranslationRef);
  const classes = useStyles();
  if (claims.length === 0) {
    return null;
  }
  return (
    <Paper
      component="section"
      aria-label={t('claims.title')}
      className={classes.root}
    >
      {claims.map(claim => {
        const text = `${claim.annotation}: ${claim.value}`;
        return (
          <div
            key={text}
            id={evidenceElementId(
              'claim',
              `${claim.annotation}=${claim.value}`,
            )}
            tabIndex={-1}
            data-testid="unverified-claim"
          >
            <Notice
              look={NOTICE_LOOKS.warning}
              title={`${t('claims.title')}: ${claim.annotation}`}
            >
              {claim.reason} {claim.nextStep}
              <CopySnippet text={text} />
            </Notice>
          </div>
        );
      })}
    </Paper>
  );
}
