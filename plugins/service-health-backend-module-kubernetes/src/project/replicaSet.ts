/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  KubernetesObject,
  ReplicaSetObservation,
} from '@openpolicy/plugin-service-health-common';
import { RawObject } from '../reflector/ListerWatcher';
import { ProjectContext } from './context';
import { baseOf, count, imagesOf, record, text } from './fields';

/**
 * Cuts a ReplicaSet, of a Deployment or of an Argo Rollout, to what pages show.
 *
 * @internal
 */
export function projectReplicaSet(
  object: RawObject,
  context: ProjectContext,
): ReplicaSetObservation {
  const { common, metadata, name } = baseOf(
    object as KubernetesObject,
    context,
  );
  const annotations = record(metadata.annotations);
  const labels = record(metadata.labels);
  const spec = record(object.spec);
  const status = record(object.status);
  return {
    kind: 'replicaSet',
    ...common,
    data: {
      name,
      revision:
        text(annotations['deployment.kubernetes.io/revision']) ??
        text(annotations['rollout.argoproj.io/revision']),
      images: imagesOf(record(spec.template).spec),
      desired: count(spec.replicas, 1),
      ready: count(status.readyReplicas),
      available: count(status.availableReplicas),
      createdAt: text(metadata.creationTimestamp),
      templateHash:
        text(labels['pod-template-hash']) ??
        text(labels['rollouts-pod-template-hash']),
    },
  };
}
