/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  KubernetesObject,
  ReplicaSetObservation,
} from '@openpolicy/plugin-service-health-common';
import { asRecord } from '@openpolicy/plugin-service-health-node/upstream';
import { RawObject } from '../reflector/ListerWatcher';
import { ProjectContext } from './context';
import { baseOf, count, imagesOf, text } from './fields';

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
  const annotations = asRecord(metadata.annotations);
  const labels = asRecord(metadata.labels);
  const spec = asRecord(object.spec);
  const status = asRecord(object.status);
  return {
    kind: 'replicaSet',
    ...common,
    data: {
      name,
      revision:
        text(annotations['deployment.kubernetes.io/revision']) ??
        text(annotations['rollout.argoproj.io/revision']),
      images: imagesOf(asRecord(spec.template).spec),
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
