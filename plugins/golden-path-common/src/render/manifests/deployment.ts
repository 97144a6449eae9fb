/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { scaleOf } from '../../spec/serviceSpec';
import { selectorLabels } from '../conventions';
import { Manifest, RenderContext } from '../types';
import { canaryRelease, Release, stableRelease, workloadOf } from '../workload';
import { servingPodTemplate } from './podTemplate';
import { onePodIsMeant, workloadMetadata } from './workloadMetadata';

/**
 * The Deployment, and a second one while a canary runs. The Service and the
 * mesh's policies select the pods of both; the mesh shares the requests out by
 * the label `version`.
 *
 * @internal
 */
export function renderDeployment(context: RenderContext): Manifest[] {
  const { service } = context;
  if (workloadOf(service.spec).kind !== 'Deployment') {
    return [];
  }
  const scale = scaleOf(service.spec);
  const stable = deployment(context, stableRelease(service), {
    replicas: scale.type === 'fixed' ? scale.replicas : undefined,
  });
  const canary = canaryRelease(service);
  return canary
    ? [
        stable,
        deployment(context, canary, {
          replicas: scale.type === 'fixed' ? 1 : undefined,
        }),
      ]
    : [stable];
}

/**
 * @param replicas - undefined where an autoscaler owns the number: Argo CD would
 *   set it back at every sync
 */
function deployment(
  context: RenderContext,
  release: Release,
  { replicas }: { replicas: number | undefined },
): Manifest {
  const { service, environment } = context;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: workloadMetadata(
      context,
      release,
      replicas === 1 ? onePodIsMeant('deployment-replicas') : {},
    ),
    spec: {
      ...(replicas !== undefined && { replicas }),
      revisionHistoryLimit: 5,
      minReadySeconds: environment.minReadySeconds,
      // Argo CD calls a rollout Degraded once this has passed without progress.
      progressDeadlineSeconds: 300,
      selector: { matchLabels: selectorLabels(service.name, release.instance) },
      strategy: {
        type: 'RollingUpdate',
        rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 },
      },
      template: servingPodTemplate(context, release, 'pod-template-hash'),
    },
  };
}
