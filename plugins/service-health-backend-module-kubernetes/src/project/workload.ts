/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  KubernetesObject,
  ReplicaCounts,
  WorkloadObservation,
  getResourceHealth,
  getRolloutStatus,
} from '@openpolicy/plugin-service-health-common';
import { asRecord } from '@openpolicy/plugin-service-health-node/upstream';
import { RawObject } from '../reflector/ListerWatcher';
import { ProjectContext } from './context';
import {
  baseOf,
  boundedMessage,
  count,
  imagesOf,
  records,
  text,
} from './fields';

const REVISION_ANNOTATIONS: Record<string, string> = {
  Deployment: 'deployment.kubernetes.io/revision',
  DaemonSet: 'deprecated.daemonset.template.generation',
  Rollout: 'rollout.argoproj.io/revision',
};

/** What the API server fills in where a Deployment or Rollout says nothing. */
const DEFAULT_PROGRESS_DEADLINE_SECONDS = 600;

/**
 * Cuts a Deployment, StatefulSet, DaemonSet or Rollout to what pages show.
 *
 * @internal
 */
export function projectWorkload(
  object: RawObject,
  context: ProjectContext,
): WorkloadObservation {
  const typed = object as KubernetesObject;
  const { common, metadata, name, namespace } = baseOf(typed, context);
  const spec = asRecord(object.spec);
  const status = asRecord(object.status);
  const kind = typed.kind ?? '';
  const rollsOut = kind === 'Deployment' || kind === 'Rollout';
  const health = getResourceHealth(typed) ?? {
    status: 'Unknown' as const,
    message: `There is no health rule for ${kind}`,
  };
  const progressing = records(status.conditions).find(
    condition => condition.type === 'Progressing',
  );
  return {
    kind: 'workload',
    ...common,
    data: {
      id: `${context.cluster}/${namespace}/${kind}/${name}`,
      cluster: context.cluster,
      namespace,
      kind,
      name,
      health: boundedMessage(health),
      rollout: boundedMessage(getRolloutStatus(typed)),
      replicas: replicasOf(kind, spec, status),
      images: imagesOf(asRecord(spec.template).spec),
      revision:
        kind === 'StatefulSet'
          ? text(status.updateRevision)
          : text(asRecord(metadata.annotations)[REVISION_ANNOTATIONS[kind]]),
      createdAt: text(metadata.creationTimestamp),
      progressedAt: rollsOut
        ? text(progressing?.lastUpdateTime) ??
          text(progressing?.lastTransitionTime)
        : undefined,
      progressDeadlineSeconds: rollsOut
        ? count(spec.progressDeadlineSeconds, DEFAULT_PROGRESS_DEADLINE_SECONDS)
        : undefined,
    },
  };
}

function replicasOf(
  kind: string,
  spec: Record<string, unknown>,
  status: Record<string, unknown>,
): ReplicaCounts {
  if (kind === 'DaemonSet') {
    return {
      desired: count(status.desiredNumberScheduled),
      total: count(status.currentNumberScheduled),
      updated: count(status.updatedNumberScheduled),
      ready: count(status.numberReady),
      available: count(status.numberAvailable),
    };
  }
  return {
    desired: count(spec.replicas, 1),
    total: count(status.replicas),
    updated: count(status.updatedReplicas),
    ready: count(status.readyReplicas),
    available: count(status.availableReplicas),
  };
}
