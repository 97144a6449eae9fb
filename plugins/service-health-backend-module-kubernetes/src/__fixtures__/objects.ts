/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { RawObject } from '../reflector/ListerWatcher';

type Fields = Record<string, unknown>;

function metadata(name: string, fields: Fields = {}): Fields {
  return {
    name,
    namespace: 'openpolicy-platform',
    uid: `uid-${name}`,
    resourceVersion: '4711',
    generation: 3,
    creationTimestamp: '2026-07-01T08:00:00Z',
    // What takes most of a real object and no page shows.
    managedFields: [{ manager: 'kubectl', fieldsV1: { 'f:spec': {} } }],
    ...fields,
  };
}

/** The labels that the golden path puts on the objects of a service. */
export const serviceLabels = (name: string) => ({
  'app.kubernetes.io/name': name,
  'backstage.io/kubernetes-id': name,
});

const podSpec = (image: string) => ({
  containers: [
    { name: 'app', image, resources: { limits: { memory: '512Mi' } } },
    { name: 'istio-proxy', image: 'docker.io/istio/proxyv2:1.24.0' },
  ],
});

/** A Deployment that has rolled out. */
export function deployment(
  name = 'api-gateway',
  overrides: { metadata?: Fields; spec?: Fields; status?: Fields } = {},
): RawObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata(name, {
      labels: serviceLabels(name),
      annotations: {
        'backstage.io/entity-ref': `component:default/${name}`,
        'deployment.kubernetes.io/revision': '7',
      },
      ...overrides.metadata,
    }),
    spec: {
      replicas: 3,
      progressDeadlineSeconds: 300,
      template: {
        metadata: { labels: serviceLabels(name) },
        spec: podSpec('registry.local/api-gateway:1.4.2'),
      },
      ...overrides.spec,
    },
    status: {
      observedGeneration: 3,
      replicas: 3,
      updatedReplicas: 3,
      readyReplicas: 3,
      availableReplicas: 3,
      conditions: [
        {
          type: 'Progressing',
          status: 'True',
          reason: 'NewReplicaSetAvailable',
          lastUpdateTime: '2026-07-01T08:01:11Z',
          lastTransitionTime: '2026-07-01T08:00:00Z',
        },
      ],
      ...overrides.status,
    },
  };
}

/** A ReplicaSet of the Deployment of the same service. */
export function replicaSet(
  revision: number,
  replicas: number,
  service = 'api-gateway',
): RawObject {
  const hash = `hash${revision}`;
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: metadata(`${service}-${hash}`, {
      labels: { ...serviceLabels(service), 'pod-template-hash': hash },
      annotations: { 'deployment.kubernetes.io/revision': String(revision) },
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          name: service,
          uid: `uid-${service}`,
          controller: true,
        },
      ],
    }),
    spec: {
      replicas,
      template: { spec: podSpec(`registry.local/${service}:1.${revision}`) },
    },
    status: {
      replicas,
      readyReplicas: replicas,
      availableReplicas: replicas,
      observedGeneration: 1,
    },
  };
}

/** A running Pod of a ReplicaSet. */
export function pod(
  name = 'api-gateway-hash7-x2x4z',
  overrides: { metadata?: Fields; spec?: Fields; status?: Fields } = {},
): RawObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: metadata(name, {
      labels: serviceLabels('api-gateway'),
      ownerReferences: [
        { kind: 'Node', name: 'not-the-controller', uid: 'uid-other' },
        {
          apiVersion: 'apps/v1',
          kind: 'ReplicaSet',
          name: 'api-gateway-hash7',
          uid: 'uid-api-gateway-hash7',
          controller: true,
        },
      ],
      ...overrides.metadata,
    }),
    spec: {
      nodeName: 'node-1',
      restartPolicy: 'Always',
      ...podSpec('registry.local/api-gateway:1.4.2'),
      ...overrides.spec,
    },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'True' }],
      containerStatuses: [
        {
          name: 'app',
          ready: true,
          restartCount: 0,
          state: { running: { startedAt: '2026-07-01T08:00:05Z' } },
        },
      ],
      ...overrides.status,
    },
  };
}

/** A warning about a pod, as the kubelet writes it. */
export function warningEvent(
  name = 'api-gateway-hash7-x2x4z.1',
  overrides: Fields = {},
): RawObject {
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: metadata(name),
    type: 'Warning',
    reason: 'BackOff',
    message: 'Back-off restarting failed container app\n',
    count: 17,
    firstTimestamp: '2026-07-01T08:10:00Z',
    lastTimestamp: '2026-07-01T08:20:00Z',
    involvedObject: {
      kind: 'Pod',
      namespace: 'openpolicy-platform',
      name: 'api-gateway-hash7-x2x4z',
      uid: 'uid-api-gateway-hash7-x2x4z',
    },
    ...overrides,
  };
}

/** An autoscaler that works. */
export function autoscaler(
  name = 'api-gateway',
  overrides: { spec?: Fields; status?: Fields } = {},
): RawObject {
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: metadata(name, { labels: serviceLabels(name) }),
    spec: {
      minReplicas: 3,
      maxReplicas: 11,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
      ...overrides.spec,
    },
    status: {
      currentReplicas: 4,
      desiredReplicas: 5,
      conditions: [
        { type: 'AbleToScale', status: 'True', reason: 'ReadyForNewScale' },
        { type: 'ScalingActive', status: 'True', reason: 'ValidMetricFound' },
        {
          type: 'ScalingLimited',
          status: 'False',
          reason: 'DesiredWithinRange',
        },
      ],
      ...overrides.status,
    },
  };
}
