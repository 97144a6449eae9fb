/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { KubernetesDeployment } from '../kubernetes/objects';
import { findCondition } from '../kubernetes/conditions';
import { HealthStatus } from '../snapshot/words';

/**
 * Health of a Deployment of apps/v1 (gitops-engine, pkg/health/health_deployment.go, `getAppsv1DeploymentHealth`).
 *
 * @internal
 */
export function getDeploymentHealth(
  deployment: KubernetesDeployment,
): HealthStatus {
  const { metadata = {}, spec = {}, status = {} } = deployment;
  const updated = status.updatedReplicas ?? 0;
  const total = status.replicas ?? 0;
  const available = status.availableReplicas ?? 0;

  if (spec.paused) {
    return { status: 'Suspended', message: 'Deployment is paused' };
  }
  if ((metadata.generation ?? 0) > (status.observedGeneration ?? 0)) {
    return waiting(
      'observed deployment generation less than desired generation',
    );
  }
  const progressing = findCondition(status.conditions, 'Progressing');
  if (progressing?.reason === 'ProgressDeadlineExceeded') {
    return {
      status: 'Degraded',
      message: `Deployment "${metadata.name}" exceeded its progress deadline`,
    };
  }
  if (spec.replicas !== undefined && updated < spec.replicas) {
    return waiting(
      `${updated} out of ${spec.replicas} new replicas have been updated...`,
    );
  }
  if (total > updated) {
    return waiting(
      `${total - updated} old replicas are pending termination...`,
    );
  }
  if (available < updated) {
    return waiting(
      `${available} of ${updated} updated replicas are available...`,
    );
  }
  return { status: 'Healthy' };
}

function waiting(what: string): HealthStatus {
  return {
    status: 'Progressing',
    message: `Waiting for rollout to finish: ${what}`,
  };
}
