/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  KubernetesPod,
  PodObservation,
  getPodStatus,
  getResourceHealth,
} from '@openpolicy/plugin-service-health-common';
import { asRecord } from '@openpolicy/plugin-service-health-node/upstream';
import { RawObject } from '../reflector/ListerWatcher';
import { ProjectContext } from './context';
import { baseOf, boundedMessage, imagesOf, text } from './fields';

/**
 * Cuts a Pod to what pages show.
 *
 * @internal
 */
export function projectPod(
  object: RawObject,
  context: ProjectContext,
): PodObservation {
  const pod = object as KubernetesPod;
  const { common, controller, metadata, name, namespace } = baseOf(
    pod,
    context,
  );
  const spec = asRecord(object.spec);
  const status = getPodStatus(pod);
  return {
    kind: 'pod',
    ...common,
    data: {
      id: `${context.cluster}/${namespace}/${name}`,
      cluster: context.cluster,
      namespace,
      name,
      replicaSet:
        controller?.kind === 'ReplicaSet' ? text(controller.name) : undefined,
      ...boundedMessage(status),
      lastTermination: status.lastTermination && {
        ...status.lastTermination,
        reason: text(status.lastTermination.reason),
      },
      status: text(status.status) ?? 'Unknown',
      unschedulable: text(status.unschedulable),
      node: text(spec.nodeName),
      images: imagesOf(spec),
      createdAt: text(metadata.creationTimestamp),
      health: boundedMessage(
        getResourceHealth(pod) ?? { status: 'Unknown' as const },
      ),
    },
  };
}
