/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { findCondition } from '../kubernetes/conditions';
import {
  KubernetesContainerStatus,
  KubernetesPod,
} from '../kubernetes/objects';
import { HealthStatus } from '../snapshot/words';

/**
 * Health of a Pod of v1 (gitops-engine, pkg/health/health_pod.go, `getCorev1PodHealth`). Init containers count only once the pod
 * has failed, as upstream has it.
 *
 * @internal
 */
export function getPodHealth(pod: KubernetesPod): HealthStatus {
  const { spec = {}, status = {} } = pod;
  const containers = status.containerStatuses ?? [];
  const { message } = status;

  // Only for pods that restart for ever: a hook's pod (OnFailure, Never) that waits for its image would otherwise end the sync as failed,
  // and then still run the hook once the image can be had.
  if (spec.restartPolicy === 'Always') {
    const failing = containers.filter(hasFailingWait);
    if (failing.length > 0) {
      return {
        status: 'Degraded',
        message: failing
          .map(container => container.state?.waiting?.message ?? '')
          .join(', '),
      };
    }
  }

  switch (status.phase) {
    case 'Pending':
      return { status: 'Progressing', message };
    case 'Succeeded':
      return { status: 'Healthy', message };
    case 'Failed':
      return {
        status: 'Degraded',
        message:
          message ||
          firstFailure([
            ...(status.initContainerStatuses ?? []),
            ...containers,
          ]),
      };
    case 'Running':
      return getRunningPodHealth(pod, containers);
    default:
      return { status: 'Unknown', message };
  }
}

function getRunningPodHealth(
  { spec = {}, status = {} }: KubernetesPod,
  containers: KubernetesContainerStatus[],
): HealthStatus {
  const { message } = status;
  switch (spec.restartPolicy) {
    case 'Always':
      if (findCondition(status.conditions, 'Ready')?.status === 'True') {
        return { status: 'Healthy', message };
      }
      if (containers.some(container => container.lastState?.terminated)) {
        return { status: 'Degraded', message };
      }
      return { status: 'Progressing', message };
    case 'OnFailure':
    case 'Never':
      // Such pods have an end and are mostly hooks: they are healthy when they have succeeded, not before.
      return { status: 'Progressing', message };
    default:
      return { status: 'Unknown', message };
  }
}

function hasFailingWait(container: KubernetesContainerStatus): boolean {
  const reason = container.state?.waiting?.reason ?? '';
  return (
    reason.startsWith('Err') ||
    reason.endsWith('Error') ||
    reason.endsWith('BackOff')
  );
}

function firstFailure(
  containers: KubernetesContainerStatus[],
): string | undefined {
  for (const container of containers) {
    const terminated = container.state?.terminated;
    if (terminated?.message) {
      return terminated.message;
    }
    if (terminated?.reason === 'OOMKilled') {
      return terminated.reason;
    }
    if (terminated?.exitCode) {
      return `container "${container.name}" failed with exit code ${terminated.exitCode}`;
    }
  }
  return undefined;
}
