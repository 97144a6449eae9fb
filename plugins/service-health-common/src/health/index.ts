/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { KubernetesObject } from '../kubernetes/objects';
import { HealthStatus } from '../snapshot/words';
import { getAutoscalerHealth } from './autoscalerHealth';
import { getDaemonSetHealth } from './daemonSetHealth';
import { getDeploymentHealth } from './deploymentHealth';
import { getJobHealth } from './jobHealth';
import { getPodHealth } from './podHealth';
import { getReplicaSetHealth } from './replicaSetHealth';
import { getRolloutHealth } from './rolloutHealth';
import { getStatefulSetHealth } from './statefulSetHealth';

/** An object that waits for deletion with this finalizer is judged by its own rule (gitops-engine, pkg/sync/hook/hook.go). */
const HOOK_FINALIZER = 'argocd.argoproj.io/hook-finalizer';

interface HealthRule {
  /** The API versions that the rule can read; upstream calls all others of the group and kind Unknown. */
  versions: readonly string[];
  judge(object: KubernetesObject): HealthStatus;
}

/** Keys are `group/kind`, with an empty group for the core API. */
const RULES: Record<string, HealthRule> = {
  'apps/Deployment': { versions: ['v1'], judge: getDeploymentHealth },
  'apps/StatefulSet': { versions: ['v1'], judge: getStatefulSetHealth },
  'apps/DaemonSet': { versions: ['v1'], judge: getDaemonSetHealth },
  'apps/ReplicaSet': { versions: ['v1'], judge: getReplicaSetHealth },
  '/Pod': { versions: ['v1'], judge: getPodHealth },
  'batch/Job': { versions: ['v1'], judge: getJobHealth },
  'autoscaling/HorizontalPodAutoscaler': {
    versions: ['v1', 'v2'],
    judge: getAutoscalerHealth,
  },
  'argoproj.io/Rollout': { versions: ['v1alpha1'], judge: getRolloutHealth },
};

/**
 * Says how healthy a Kubernetes object is, by the rules of Argo CD (gitops-engine, pkg/health/health.go, `GetResourceHealth`).
 * Needs `apiVersion` and `kind` on the object; items of a LIST lack them, so callers add them.
 *
 * @returns undefined for kinds without a rule, which is not the same as Healthy; Unknown with the reason where a rule cannot judge.
 * @public
 */
export function getResourceHealth(
  object: KubernetesObject,
): HealthStatus | undefined {
  const { metadata } = object;
  if (
    metadata?.deletionTimestamp &&
    !metadata.finalizers?.includes(HOOK_FINALIZER)
  ) {
    return { status: 'Progressing', message: 'Pending deletion' };
  }

  const [version, group = ''] = (object.apiVersion ?? '').split('/').reverse();
  const key = `${group}/${object.kind}`;
  const rule = Object.hasOwn(RULES, key) ? RULES[key] : undefined;
  if (!rule) {
    return undefined;
  }
  if (!rule.versions.includes(version)) {
    return {
      status: 'Unknown',
      message: `unsupported ${object.kind} GVK: ${object.apiVersion}, Kind=${object.kind}`,
    };
  }
  try {
    return withoutEmptyMessage(rule.judge(object));
  } catch (error) {
    return {
      status: 'Unknown',
      message: `Failed to judge the health of ${object.kind} '${
        metadata?.name
      }': ${error instanceof Error ? error.message : error}`,
    };
  }
}

function withoutEmptyMessage({ status, message }: HealthStatus): HealthStatus {
  return message ? { status, message } : { status };
}
