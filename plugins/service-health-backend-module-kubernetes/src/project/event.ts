/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  EventObservation,
  KubernetesObject,
} from '@openpolicy/plugin-service-health-common';
import { asRecord } from '@openpolicy/plugin-service-health-node/upstream';
import { RawObject } from '../reflector/ListerWatcher';
import { ProjectContext } from './context';
import { baseOf, count, text } from './fields';

/** Kinds that a page shows; events of others (Node, Ingress, Job …) belong to no workload and would only fill the memory. */
const SUBJECT_KINDS = new Set([
  'Pod',
  'ReplicaSet',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'Rollout',
  'HorizontalPodAutoscaler',
]);

/**
 * Cuts an Event to what pages show; undefined for events of kinds that no page shows. An event has no owner reference: the object that
 * it is about stands in for it, so that it inherits that object's binding.
 *
 * Older components count in `count`, newer ones in `series` and leave the two timestamps empty (k8s.io/api, core/v1, `Event`).
 *
 * @internal
 */
export function projectEvent(
  object: RawObject,
  context: ProjectContext,
): EventObservation | undefined {
  const involved = asRecord(object.involvedObject);
  const kind = text(involved.kind);
  const objectName = text(involved.name);
  const objectUid = text(involved.uid);
  if (!kind || !SUBJECT_KINDS.has(kind) || !objectName || !objectUid) {
    return undefined;
  }
  const { common, metadata, name, namespace } = baseOf(
    object as KubernetesObject,
    context,
  );
  const series = asRecord(object.series);
  const firstAt =
    text(object.firstTimestamp) ??
    text(object.eventTime) ??
    text(metadata.creationTimestamp);
  return {
    kind: 'event',
    ...common,
    ownerUid: objectUid,
    data: {
      id: `${context.cluster}/${namespace}/${name}`,
      cluster: context.cluster,
      namespace,
      reason: text(object.reason) ?? 'Unknown',
      message: text(object.message)?.trim() ?? '',
      count: count(series.count, count(object.count, 1)),
      firstAt,
      lastAt:
        text(series.lastObservedTime) ?? text(object.lastTimestamp) ?? firstAt,
      object: { kind, name: objectName },
      objectUid,
    },
  };
}
