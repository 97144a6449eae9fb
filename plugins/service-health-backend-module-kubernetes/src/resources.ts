/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Observation } from '@openpolicy/plugin-service-health-common';
import { ProjectContext } from './project/context';
import { projectAutoscaler } from './project/autoscaler';
import { projectEvent } from './project/event';
import { projectPod } from './project/pod';
import { projectReplicaSet } from './project/replicaSet';
import { projectWorkload } from './project/workload';
import { RawObject } from './reflector/ListerWatcher';
import { Retention, keepAll } from './retention/Retention';
import {
  livingOrNewestReplicaSets,
  newestEventsPerObject,
} from './retention/policies';

/**
 * One kind that is read: a row here, a file in `project/`, and a health rule in service-health-common make a new one.
 *
 * @internal
 */
export interface ResourceDefinition {
  /** The plural in paths and RBAC rules, and the name of the scope. */
  plural: string;
  kind: string;
  /** Empty for the core group. */
  group: string;
  version: string;
  fieldSelector?: string;
  /** False where objects do not carry the labels of what they belong to. */
  labelled: boolean;
  /** True if a cluster may not serve it. */
  optional: boolean;
  /**
   * False if the API server sends no bookmarks for it: events are read from etcd directly, not through the watch cache, which makes
   * them (kubernetes, pkg/kubeapiserver/default_storage_factory_builder.go, `DefaultWatchCacheSizes`).
   */
  bookmarks: boolean;
  project(object: RawObject, context: ProjectContext): Observation | undefined;
  createRetention(): Retention;
}

const REQUIRED = {
  labelled: true,
  bookmarks: true,
  optional: false,
  createRetention: () => keepAll,
};

/**
 * Everything that is read of a cluster.
 *
 * @internal
 */
export const RESOURCES: readonly ResourceDefinition[] = [
  {
    ...REQUIRED,
    plural: 'deployments',
    kind: 'Deployment',
    group: 'apps',
    version: 'v1',
    project: projectWorkload,
  },
  {
    ...REQUIRED,
    plural: 'statefulsets',
    kind: 'StatefulSet',
    group: 'apps',
    version: 'v1',
    project: projectWorkload,
  },
  {
    ...REQUIRED,
    plural: 'daemonsets',
    kind: 'DaemonSet',
    group: 'apps',
    version: 'v1',
    project: projectWorkload,
  },
  {
    ...REQUIRED,
    plural: 'replicasets',
    kind: 'ReplicaSet',
    group: 'apps',
    version: 'v1',
    project: projectReplicaSet,
    createRetention: livingOrNewestReplicaSets,
  },
  {
    ...REQUIRED,
    plural: 'pods',
    kind: 'Pod',
    group: '',
    version: 'v1',
    project: projectPod,
  },
  {
    ...REQUIRED,
    plural: 'events',
    kind: 'Event',
    group: '',
    version: 'v1',
    // Normal events are nine in ten, and no page shows them.
    fieldSelector: 'type=Warning',
    labelled: false,
    bookmarks: false,
    project: projectEvent,
    createRetention: newestEventsPerObject,
  },
  {
    ...REQUIRED,
    plural: 'horizontalpodautoscalers',
    kind: 'HorizontalPodAutoscaler',
    group: 'autoscaling',
    version: 'v2',
    project: projectAutoscaler,
  },
  {
    ...REQUIRED,
    plural: 'rollouts',
    kind: 'Rollout',
    group: 'argoproj.io',
    version: 'v1alpha1',
    optional: true,
    project: projectWorkload,
  },
];

/**
 * The name of the scope of a kind: `pods`, or `pods/team-a` where only some namespaces are read.
 *
 * @internal
 */
export function scopeOf(
  resource: ResourceDefinition,
  namespace: string | undefined,
): string {
  return namespace === undefined
    ? resource.plural
    : `${resource.plural}/${namespace}`;
}

/**
 * The key of an object in its scope: `Pod/namespace/name`.
 *
 * @internal
 */
export function keyOf(
  resource: Pick<ResourceDefinition, 'kind'>,
  object: RawObject,
): string {
  const metadata = object.metadata as
    | { namespace?: unknown; name?: unknown }
    | undefined;
  return `${resource.kind}/${metadata?.namespace ?? ''}/${
    metadata?.name ?? ''
  }`;
}
