/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { AutoscalingSpec, scaleOf } from '../../spec/serviceSpec';
import { CONTAINER_NAME } from '../conventions';
import { Manifest, ManifestValue, RenderContext } from '../types';
import { serviceMetadata } from './metadata';

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
 * The autoscaler, or nothing where the number of replicas is fixed. It measures
 * the service's own container: a Resource metric would count the mesh's proxy in
 * and fail as soon as one container has no request.
 *
 * @internal
 */
export function renderHorizontalPodAutoscaler(
  context: RenderContext,
): Manifest[] {
  const { service } = context;
  const scale = scaleOf(service.spec);
  if (scale.type === 'fixed') {
    return [];
  }
  return [
    {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: serviceMetadata(context),
      spec: {
        scaleTargetRef: {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          name: service.name,
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
    },
  ];
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
