/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Manifest, RenderContext } from '../types';
import { stableRelease, workloadOf } from '../workload';
import { jobSpec } from './jobSpec';
import { workloadMetadata } from './workloadMetadata';

/** A run that could not begin for this long, in seconds, is left out. */
const STARTING_DEADLINE = 600;

/** Time for which the pods of a run, and their logs, stay: a week in seconds. */
const KEEP_FINISHED = 604_800;

/**
 * The CronJob of a service that runs by a schedule.
 *
 * Without a deadline for the start, a CronJob that missed a hundred runs (its
 * controller was down, or it was suspended) never runs again.
 *
 * @internal
 */
export function renderCronJob(context: RenderContext): Manifest[] {
  const { service } = context;
  const { workload } = service.spec;
  if (workloadOf(service.spec).kind !== 'CronJob') {
    return [];
  }
  const metadata = workloadMetadata(context, stableRelease(service));
  return [
    {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata,
      spec: {
        schedule: workload.schedule,
        timeZone: workload.timeZone,
        concurrencyPolicy: workload.concurrency,
        startingDeadlineSeconds: STARTING_DEADLINE,
        suspend: false,
        successfulJobsHistoryLimit: 3,
        failedJobsHistoryLimit: 3,
        jobTemplate: {
          // So that whoever selects by them finds the runs too.
          metadata: { labels: metadata.labels },
          spec: { ttlSecondsAfterFinished: KEEP_FINISHED, ...jobSpec(context) },
        },
      },
    },
  ];
}
