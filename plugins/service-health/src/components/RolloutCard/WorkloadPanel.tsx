/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { NOTICE_LOOKS, StatusWord } from '../../status';
import { serviceHealthTranslationRef } from '../../translation';
import { Age, Notice } from '../CardFrame';
import { WorkloadModel } from './presentRollout';
import { ReplicaBar } from './ReplicaBar';

const useStyles = makeStyles(
  theme => ({
    root: { marginBottom: theme.spacing(1), overflowWrap: 'anywhere' },
    head: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'baseline',
      gap: theme.spacing(0, 1.5),
    },
    muted: { color: theme.palette.text.secondary },
    summary: { cursor: 'pointer' },
  }),
  { name: 'ServiceHealthWorkloadPanel' },
);

/**
 * One workload: what kubectl says of its rollout, its replicas, images, replica sets and autoscaler.
 *
 * @internal
 */
export function WorkloadPanel({ workload }: { workload: WorkloadModel }) {
  const { t } = useTranslationRef(serviceHealthTranslationRef);
  const classes = useStyles();
  const { stuck } = workload;
  return (
    <div className={classes.root} id={workload.elementId} tabIndex={-1}>
      <div className={classes.head}>
        <Typography variant="body2">
          <strong>{workload.title}</strong>
        </Typography>
        <StatusWord look={workload.health} />
        <Typography
          variant="body2"
          component="span"
          data-testid="rollout-replicas"
        >
          {workload.readyText}
        </Typography>
        <Typography
          variant="caption"
          component="span"
          className={classes.muted}
        >
          {workload.cluster}
        </Typography>
      </div>
      <Typography variant="body2" data-testid="rollout-phase">
        {workload.message}
      </Typography>
      {workload.healthMessage && (
        <Typography variant="body2" className={classes.muted}>
          {workload.healthMessage}
        </Typography>
      )}
      {stuck && (
        <Notice
          look={NOTICE_LOOKS.warning}
          title={t('rollout.stuck', { reason: stuck.reason })}
        >
          <Age at={stuck.since} format={age => t('verdict.since', { age })} />
          {workload.deadline && ` · Kubernetes ${workload.deadline}`}
        </Notice>
      )}
      <ReplicaBar segments={workload.segments} />
      <Typography variant="caption" component="p" className={classes.muted}>
        {[
          workload.images.join(', '),
          workload.autoscaler &&
            `${t('rollout.autoscaler')} ${workload.autoscaler}`,
        ]
          .filter(Boolean)
          .join(' · ')}
      </Typography>
      {workload.autoscalerProblem && (
        <Notice look={NOTICE_LOOKS.warning} title={t('rollout.autoscaler')}>
          {workload.autoscalerProblem}
        </Notice>
      )}
      {workload.replicaSets.length > 1 && (
        <details>
          <summary className={classes.summary}>
            <Typography variant="caption" component="span">
              {t('rollout.replicaSets')} ({workload.replicaSets.length})
            </Typography>
          </summary>
          {workload.replicaSets.map(text => (
            <Typography key={text} variant="caption" component="p">
              {text}
            </Typography>
          ))}
        </details>
      )}
    </div>
  );
}
