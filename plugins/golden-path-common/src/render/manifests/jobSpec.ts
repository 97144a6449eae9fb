/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ManifestValue, RenderContext } from '../types';
import { stableRelease } from '../workload';
import { jobPodTemplate } from './podTemplate';

/**
 * How a run goes, of a CronJob and of a Job.
 *
 * @internal
 */
export function jobSpec(context: RenderContext): {
  [field: string]: ManifestValue;
} {
  const { service } = context;
  const { deadlineSeconds, backoffLimit } = service.spec.workload;
  return {
    backoffLimit,
    activeDeadlineSeconds: deadlineSeconds,
    // Only a pod that has ended is replaced: two of one run would do it twice.
    podReplacementPolicy: 'Failed',
    podFailurePolicy: {
      rules: [
        {
          // A drained node is no failure of the job.
          action: 'Ignore',
          onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }],
        },
      ],
    },
    template: jobPodTemplate(context, stableRelease(service)),
  };
}
