/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity, RELATION_OWNED_BY } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  EntityRefLinks,
  getEntityRelations,
} from '@backstage/plugin-catalog-react';
import Paper from '@material-ui/core/Paper';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { StatusWord, toneColor } from '../../status';
import { serviceHealthTranslationRef } from '../../translation';
import { Age, CardModel, CardFrame, SourceNotices } from '../CardFrame';
import { ClampedText } from '../ClampedText';
import { AxesStrip } from './AxesStrip';
import { EvidenceLinks } from './EvidenceLinks';
import { VerdictModel } from './presentVerdict';

const useStyles = makeStyles<Theme, { verdict: VerdictModel | undefined }>(
  theme => ({
    root: {
      padding: theme.spacing(1.25, 2),
      borderLeft: ({ verdict }) =>
        `6px solid ${toneColor(theme, verdict?.look.tone ?? 'unknown')}`,
      display: 'flex',
      flexWrap: 'wrap',
      justifyContent: 'space-between',
      alignItems: 'flex-start',
      gap: theme.spacing(1, 4),
    },
    main: { flex: '1 1 320px', minWidth: 0 },
    said: {
      display: 'flex',
      alignItems: 'baseline',
      gap: theme.spacing(0, 2),
      [theme.breakpoints.down('xs')]: { flexWrap: 'wrap' },
    },
    headline: { flexShrink: 0 },
    cause: { minWidth: 0 },
    facts: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0, 2),
      color: theme.palette.text.secondary,
    },
  }),
  { name: 'ServiceHealthVerdictBar' },
);

/**
 * Is it healthy, why not, since when, how old is the data, and whose is it.
 *
 * @internal
 */
export function VerdictBar(props: {
  entity: Entity;
  verdict: VerdictModel | undefined;
  /** Its state while there is no verdict. */
  card: CardModel;
  onRetry: () => void;
}) {
  const { t } = useTranslationRef(serviceHealthTranslationRef);
  const { verdict } = props;
  const classes = useStyles({ verdict });
  if (!verdict) {
    return (
      <CardFrame
        title={t('verdict.label')}
        card={props.card}
        lines={2}
        onRetry={props.onRetry}
      />
    );
  }
  return (
    <Paper
      component="section"
      aria-label={t('verdict.label')}
      className={classes.root}
    >
      <div className={classes.main}>
        {/* Only headline and cause are announced, never ages that change every second. */}
        <div aria-live="polite" aria-atomic="true" className={classes.said}>
          <Typography component="h2" className={classes.headline}>
            <StatusWord
              look={verdict.look}
              size="large"
              data-testid="verdict-headline"
            />
          </Typography>
          <div className={classes.cause}>
            <ClampedText
              text={verdict.cause}
              variant="body1"
              data-testid="verdict-cause"
            />
          </div>
        </div>
        <Typography variant="body2" component="div" className={classes.facts}>
          <Age
            at={verdict.since}
            format={age =>
              `${verdict.look.word} ${t('verdict.since', { age })}`
            }
          />
          <Age
            at={verdict.dataAsOf}
            format={age => t('verdict.dataAge', { age })}
          />
          <Owners entity={props.entity} />
        </Typography>
        <EvidenceLinks evidence={verdict.evidence} />
        {verdict.connection && <SourceNotices notices={[verdict.connection]} />}
      </div>
      <AxesStrip axes={verdict.axes} />
    </Paper>
  );
}

function Owners({ entity }: { entity: Entity }) {
  const { t } = useTranslationRef(serviceHealthTranslationRef);
  const owners = getEntityRelations(entity, RELATION_OWNED_BY);
  return (
    <span>
      {t('verdict.owner')}:{' '}
      {owners.length > 0 ? (
        <EntityRefLinks entityRefs={owners} defaultKind="group" />
      ) : (
        t('verdict.noOwner')
      )}
    </span>
  );
}
