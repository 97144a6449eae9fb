/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { canaryPodsAtMost } from '../../capacity/namespaceCapacity';
import { AutoscalingSpec, scaleOf } from '../../spec/serviceSpec';
import { CONTAINER_NAME } from '../conventions';
import { Manifest, ManifestValue, RenderContext } from '../types';
import { canaryRelease, Release, stableRelease, workloadOf } from '../workload';
import { onePodIsMeant, releaseMetadata } from './workloadMetadata';

/*
 * Up at once, down slowly. The window before scaling down is left to the
 * controller's own setting (300 s unless the cluster's operator chose another):
 * a number here would take that choice away.
 */
const BEHAVIORS: Record<AutoscalingSpec['behavior'], ManifestValue> = {
  steady: {
    scaleUp: {
      stabilizationWindowSeconds: 0,
      selectPolicy: 'Max',
      policies: [
        { type: 'Percent', value: 100, periodSeconds: 30 },
        { type: 'Pods', value: 2, periodSeconds: 30 },
      ],
    },
    scaleDown: {
      selectPolicy: 'Max',
      policies: [{ type: 'Percent', value: 25, periodSeconds: 60 }],
    },
  },
  spiky: {
    scaleUp: {
      stabilizationWindowSeconds: 0,
      selectPolicy: 'Max',
      policies: [
        { type: 'Percent', value: 200, periodSeconds: 15 },
        { type: 'Pods', value: 4, periodSeconds: 15 },
      ],
    },
    scaleDown: {
      selectPolicy: 'Max',
      policies: [{ type: 'Percent', value: 10, periodSeconds: 60 }],
    },
  },
};

/**
 * The autoscaler of a Deployment or StatefulSet, and one of the canary while it
 * runs; none where the number of replicas is fixed.
 *
 * @internal
 */
export function renderHorizontalPodAutoscaler(
  context: RenderContext,
): Manifest[] {
  const { spec } = context.service;
  const { kind } = workloadOf(spec);
  const scale = scaleOf(spec);
  if (
    scale.type === 'fixed' ||
    (kind !== 'Deployment' && kind !== 'StatefulSet')
  ) {
    return [];
  }
  const canary = canaryRelease(context.service);
  return [
    autoscaler(context, stableRelease(context.service), scale),
    ...(canary
      ? [autoscaler(context, canary, canaryScale(context, scale))]
      : []),
  ];
}

/**
 * The autoscaler of a Rollout, which has a row of its own because it has a wave
 * of its own: an autoscaler whose target is not there yet is Degraded, and Argo CD
 * waits for each wave but the last.
 *
 * @internal
 */
export function renderRolloutAutoscaler(context: RenderContext): Manifest[] {
  const { service } = context;
  const scale = scaleOf(service.spec);
  return scale.type === 'autoscaled' &&
    workloadOf(service.spec).kind === 'Rollout'
    ? [autoscaler(context, stableRelease(service), scale)]
    : [];
}

/**
 * A canary begins with one pod and may have its share of the pods, two at least:
 * an autoscaler between one and one could not help it.
 */
function canaryScale(
  { service }: RenderContext,
  scale: AutoscalingSpec,
): AutoscalingSpec {
  return { ...scale, min: 1, max: canaryPodsAtMost(service.spec) };
}

/**
 * Measures the service's own container: a Resource metric would count the mesh's
 * proxy in and fail as soon as one container has no request.
 */
function autoscaler(
  context: RenderContext,
  release: Release,
  scale: AutoscalingSpec,
): Manifest {
  const { service } = context;
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: releaseMetadata(
      context,
      release,
      scale.min === 1 ? onePodIsMeant('horizontalpodautoscaler-replicas') : {},
    ),
    spec: {
      scaleTargetRef: {
        ...workloadOf(service.spec),
        name: release.instance,
      },
      minReplicas: scale.min,
      maxReplicas: scale.max,
      // In the order that the API server gives them back.
      metrics: [
        containerMetric('cpu', scale.cpu),
        ...(scale.memory === undefined
          ? []
          : [containerMetric('memory', scale.memory)]),
      ],
      behavior: BEHAVIORS[scale.behavior],
    },
  };
}

function containerMetric(name: 'cpu' | 'memory', averageUtilization: number) {
  return {
    type: 'ContainerResource',
    containerResource: {
      name,
      container: CONTAINER_NAME,
      target: { type: 'Utilization', averageUtilization },
    },
  };
}
