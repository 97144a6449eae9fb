/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity } from '@backstage/catalog-model';
import {
  AlertObservation,
  ApplicationObservation,
  ApplicationSummary,
  EventObservation,
  Observation,
  PodObservation,
  ReplicaSetObservation,
  WorkloadObservation,
} from '@openpolicy/plugin-service-health-common';
import { ServiceEntity, toServiceEntity } from '../catalog/serviceEntity';

/** A Component of the catalog that claims what its name suggests. */
export function makeEntity(
  name: string,
  options: {
    namespace?: string;
    owner?: string;
    annotations?: Record<string, string>;
  } = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: options.namespace ?? 'default',
      annotations: options.annotations ?? {
        'backstage.io/kubernetes-id': name,
        'argocd/app-name': name,
      },
    },
    spec: {
      type: 'service',
      lifecycle: 'production',
      owner: options.owner ?? 'group:default/platform-team',
      system: 'openpolicy-platform',
    },
  };
}

/** What the directory keeps of {@link makeEntity}. */
export function makeServiceEntity(
  ...parameters: Parameters<typeof makeEntity>
): ServiceEntity {
  return toServiceEntity(makeEntity(...parameters));
}

/** An application that points back to the Component of its name. */
export function makeApplication(
  name: string,
  options: {
    instance?: string;
    project?: string;
    entityRef?: string | false;
    data?: Partial<ApplicationSummary>;
  } = {},
): ApplicationObservation {
  const instance = options.instance ?? 'lab';
  const entityRef = options.entityRef ?? `component:default/${name}`;
  return {
    kind: 'application',
    source: 'argocd',
    instance,
    key: `argocd/${name}`,
    uid: `uid-app-${name}`,
    namespace: 'argocd',
    backReference: entityRef === false ? {} : { entityRef },
    data: {
      id: `app-${instance}-${name}`,
      instance,
      namespace: 'argocd',
      name,
      project: options.project ?? 'openpolicy-platform',
      health: { status: 'Healthy' },
      sync: { status: 'Synced', revisions: ['1f3a'] },
      autoSync: { enabled: true, prune: true, selfHeal: false },
      history: [],
      conditions: [],
      resources: [],
      resourcesTotal: 7,
      outOfSync: 0,
      images: [],
      ...options.data,
    },
  };
}

/** A Deployment that carries the label of the Component of its name. */
export function makeWorkload(
  name: string,
  options: { namespace?: string; kubernetesId?: string | false } = {},
): WorkloadObservation {
  const namespace = options.namespace ?? 'openpolicy-platform';
  const kubernetesId = options.kubernetesId ?? name;
  return {
    kind: 'workload',
    source: 'kubernetes',
    instance: 'lab',
    key: `Deployment/${namespace}/${name}`,
    uid: `uid-deploy-${namespace}-${name}`,
    namespace,
    backReference: kubernetesId === false ? {} : { kubernetesId },
    data: {
      id: `lab/${namespace}/Deployment/${name}`,
      cluster: 'lab',
      namespace,
      kind: 'Deployment',
      name,
      health: { status: 'Healthy' },
      rollout: { phase: 'Complete', message: 'successfully rolled out' },
      replicas: { desired: 3, total: 3, updated: 3, ready: 3, available: 3 },
      images: [`registry/${name}:1.4.2`],
    },
  };
}

/** A ReplicaSet of {@link makeWorkload}, without a label of its own. */
export function makeReplicaSet(
  name: string,
  owner: WorkloadObservation,
): ReplicaSetObservation {
  return {
    kind: 'replicaSet',
    source: 'kubernetes',
    instance: 'lab',
    key: `ReplicaSet/${owner.namespace}/${name}`,
    uid: `uid-rs-${name}`,
    ownerUid: owner.uid,
    namespace: owner.namespace,
    backReference: {},
    data: { name, images: [], desired: 3, ready: 3, available: 3 },
  };
}

/** A pod of {@link makeReplicaSet}, without a label of its own. */
export function makePod(
  name: string,
  owner: Observation,
  options: { namespace?: string } = {},
): PodObservation {
  const namespace = options.namespace ?? owner.namespace ?? '';
  return {
    kind: 'pod',
    source: 'kubernetes',
    instance: 'lab',
    key: `Pod/${namespace}/${name}`,
    uid: `uid-pod-${name}`,
    ownerUid: owner.uid,
    namespace,
    backReference: {},
    data: {
      id: `lab/${namespace}/${name}`,
      cluster: 'lab',
      namespace,
      name,
      status: 'Running',
      ready: { ready: 1, total: 1 },
      restarts: 0,
      images: [],
      health: { status: 'Healthy' },
    },
  };
}

/** A warning about another object. */
export function makeEvent(name: string, about: Observation): EventObservation {
  return {
    kind: 'event',
    source: 'kubernetes',
    instance: 'lab',
    key: `Event/${about.namespace}/${name}`,
    namespace: about.namespace,
    backReference: {},
    data: {
      id: `lab/${about.namespace}/${name}`,
      cluster: 'lab',
      namespace: about.namespace ?? '',
      reason: 'BackOff',
      message: 'Back-off restarting failed container',
      count: 5,
      object: { kind: 'Pod', name: 'some' },
      objectUid: about.uid ?? '',
    },
  };
}

/** A firing alert that carries the label of a Component. */
export function makeAlert(
  name: string,
  options: { service?: string } = {},
): AlertObservation {
  return {
    kind: 'alert',
    source: 'prometheus',
    instance: 'lab',
    key: `alert/${name}`,
    backReference: options.service ? { service: options.service } : {},
    data: {
      id: `lab/${name}`,
      instance: 'lab',
      name,
      state: 'firing',
      severity: 'critical',
      labels: {},
      notification: 'active',
    },
  };
}
