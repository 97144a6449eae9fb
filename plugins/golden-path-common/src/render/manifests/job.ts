/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { nameByContent } from '../conventions';
import { specHash } from '../provenance';
import { Manifest, RenderContext } from '../types';
import { stableRelease, workloadOf } from '../workload';
import { jobSpec } from './jobSpec';
import { workloadMetadata } from './workloadMetadata';

/**
 * The Job of a service that runs once a release.
 *
 * The API server lets nobody change the template of a Job, so its name follows
 * from its contents: a new release is a new Job, which runs, and Argo CD prunes
 * the old one. There is no ttlSecondsAfterFinished: Argo CD would miss the Job
 * that Kubernetes removed and make it again, which is to run it again. It is no
 * hook of Argo CD either, since those run at every sync.
 *
 * @internal
 */
export function renderJob(context: RenderContext): Manifest[] {
  const { service } = context;
  if (workloadOf(service.spec).kind !== 'Job') {
    return [];
  }
  const spec = jobSpec(context);
  return [
    {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: {
        ...workloadMetadata(context, stableRelease(service)),
        name: nameByContent(service.name, specHash(spec)),
      },
      spec,
    },
  ];
}
