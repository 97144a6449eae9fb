/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import { SourceFreshness } from '@openpolicy/plugin-service-health-common';
import { NOTICE_LOOKS, StatusWord, SYNC_LOOKS } from '../../status';
import { evidenceElementId } from '../../text/names';
import { serviceHealthTranslationRef } from '../../translation';
import { Age, sourceTitle } from '../CardFrame';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0, 3),
      margin: 0,
      padding: 0,
      listStyle: 'none',
      fontSize: '0.8125rem',
      // Backstage's grey for lesser text is too light for the grey of its pages.
      color: theme.palette.text.primary,
    },
  }),
  { name: 'ServiceHealthSourcesFooter' },
);

/**
 * All sources of the page with the age of what they said last.
 *
 * @internal
 */
export function SourcesFooter({ sources }: { sources: SourceFreshness[] }) {
  const { t } = useTranslationRef(serviceHealthTranslationRef);
  const classes = useStyles();
  const unique = new Map(
    sources.map(source => [`${source.source}/${source.instance}`, source]),
  );
  if (unique.size === 0) {
    return null;
  }
  return (
    <ul className={classes.root} aria-label={t('sources.label')}>
      {[...unique].map(([id, source]) => (
        <li
          key={id}
          id={evidenceElementId('source', id)}
          tabIndex={-1}
          data-testid="source"
          data-source-state={source.state}
        >
          <StatusWord
            look={
              source.state === 'live'
                ? SYNC_LOOKS.Synced
                : NOTICE_LOOKS[source.state]
            }
          >
            {sourceTitle(source)}
          </StatusWord>{' '}
          <Age at={source.observedAt} format={age => t('card.asOf', { age })} />
        </li>
      ))}
    </ul>
  );
}
