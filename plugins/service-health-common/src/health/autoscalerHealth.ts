/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  KubernetesAutoscaler,
  KubernetesCondition,
} from '../kubernetes/objects';
import { HealthStatus } from '../snapshot/words';

const WAITING: HealthStatus = {
  status: 'Progressing',
  message: 'Waiting to Autoscale',
};

const DEGRADED_REASONS: Record<string, readonly string[]> = {
  AbleToScale: ['FailedGetScale', 'FailedUpdateScale'],
  ScalingActive: [
    'FailedGetResourceMetric',
    'FailedGetObjectMetric',
    'FailedGetPodsMetric',
    'FailedGetExternalMetric',
    'FailedComputeMetricsReplicas',
    'InvalidSelector',
  ],
};

/**
 * Health of a HorizontalPodAutoscaler of autoscaling/v1 or v2 (gitops-engine, pkg/health/health_hpa.go, `checkConditions`).
 *
 * @internal
 */
export function getAutoscalerHealth(
  autoscaler: KubernetesAutoscaler,
): HealthStatus {
  const conditions = readConditions(autoscaler);
  const degraded = conditions.find(({ type, reason }) =>
    DEGRADED_REASONS[type]?.includes(reason ?? ''),
  );
  if (degraded) {
    return { status: 'Degraded', message: degraded.message };
  }
  const healthy = conditions.find(
    ({ type, status }) =>
      (type === 'AbleToScale' || type === 'ScalingLimited') &&
      status === 'True',
  );
  if (healthy) {
    return { status: 'Healthy', message: healthy.message };
  }
  return WAITING;
}

/**
 * Says why an autoscaler cannot work, undefined while it can. Stricter than its health: Argo CD's list of reasons lacks
 * `FailedGetContainerResourceMetric`, so this reads the status of `AbleToScale` and `ScalingActive` themselves. An autoscaler that
 * rests because its target is scaled to 0 (`ScalingDisabled`) has no problem.
 *
 * @public
 */
export function getAutoscalerProblem(
  autoscaler: KubernetesAutoscaler,
): string | undefined {
  const broken = readConditions(autoscaler).find(
    ({ type, status, reason }) =>
      (type === 'AbleToScale' || type === 'ScalingActive') &&
      status === 'False' &&
      reason !== 'ScalingDisabled',
  );
  return broken && (broken.message || broken.reason || broken.type);
}

/** autoscaling/v1 keeps what v2 has in its status as JSON in an annotation. */
function readConditions(
  autoscaler: KubernetesAutoscaler,
): KubernetesCondition[] {
  if (autoscaler.apiVersion !== 'autoscaling/v1') {
    return autoscaler.status?.conditions ?? [];
  }
  const annotation =
    autoscaler.metadata?.annotations?.[
      'autoscaling.alpha.kubernetes.io/conditions'
    ];
  if (annotation === undefined) {
    return [];
  }
  const conditions: unknown = JSON.parse(annotation);
  if (!Array.isArray(conditions)) {
    throw new Error('failed to convert conditions annotation to typed');
  }
  return conditions;
}
