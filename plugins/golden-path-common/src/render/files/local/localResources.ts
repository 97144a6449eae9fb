/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { edgesFrom } from '../../../graph/edges';
import { PlatformDefinition, PlatformModel } from '../../../model/types';
import {
  ANNOTATIONS,
  isOutside,
  LABELS,
  platformLabels,
  podLabels,
  secretName,
  SECRETS_PATH,
  selectorLabels,
} from '../../conventions';
import { provenance } from '../../provenance';
import { Manifest, ManifestValue } from '../../types';
import {
  containerEnv,
  LOCAL_RESOURCE_KINDS,
  LocalResourceKind,
} from './resourceKinds';

/**
 * A Resource of the catalog that this package can run in a cluster of one's own.
 *
 * @internal
 */
export interface LocalResource {
  entityRef: string;
  /** Its Service, and so the name of all its objects. */
  host: string;
  port: number;
  kind: LocalResourceKind;
  /** Names of the services that call it, sorted. */
  callers: string[];
}

/**
 * The Resources that some service calls, sorted by reference.
 *
 * @internal
 */
export function localResources(model: PlatformModel): LocalResource[] {
  const callers = new Map<string, Set<string>>();
  for (const service of model.services) {
    for (const { callee } of edgesFrom(service, model)) {
      callers.set(callee, (callers.get(callee) ?? new Set()).add(service.name));
    }
  }
  return [...model.endpoints]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([entityRef, { scheme, host, port }]) => {
      const kind = LOCAL_RESOURCE_KINDS[scheme];
      const names = callers.get(entityRef);
      // What is outside the cluster is so for a cluster on a desk, too.
      return kind && names && !isOutside(host)
        ? [{ entityRef, host, port, kind, callers: [...names].sort() }]
        : [];
    });
}

/** Any user will do; this one is far from those of people. */
const RUN_AS = 10001;

/**
 * The objects of a Resource: one pod with a volume, for development. They pass the
 * same judges as the services' objects.
 *
 * @internal
 */
export function localResourceManifests(
  resource: LocalResource,
  system: PlatformDefinition,
): Manifest[] {
  const { host, port, kind } = resource;
  const metadata = resourceMetadata(resource, system);
  return [
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata,
      automountServiceAccountToken: false,
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: {
        // Headless, as a StatefulSet wants it; there is one pod.
        clusterIP: 'None',
        selector: selectorLabels(host),
        ports: [
          {
            name: kind.portName,
            port,
            targetPort: kind.portName,
            protocol: 'TCP',
            appProtocol: 'tcp',
          },
        ],
      },
    },
    statefulSet(resource, system, metadata),
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata,
      spec: {
        maxUnavailable: 1,
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
        selector: { matchLabels: podLabels(host) },
      },
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata,
      spec: {
        podSelector: { matchLabels: podLabels(host) },
        policyTypes: ['Ingress', 'Egress'],
        ingress: [
          {
            from: resource.callers.map(caller => ({
              podSelector: { matchLabels: podLabels(caller) },
            })),
            ports: [{ protocol: 'TCP', port: kind.portName }],
          },
        ],
        // It answers and asks nobody, not even for a name.
        egress: [],
      },
    },
  ];
}

/**
 * Metadata of an object of a Resource.
 *
 * @internal
 */
export function resourceMetadata(
  resource: LocalResource,
  system: PlatformDefinition,
  name = resource.host,
) {
  const { entityRef, host } = resource;
  return {
    name,
    namespace: system.spec.namespace,
    labels: resourceLabels(host, entityRef, system),
    annotations: {
      [ANNOTATIONS.entityRef]: entityRef,
      ...provenance(resource, undefined),
    },
  };
}

function resourceLabels(
  host: string,
  entityRef: string,
  system: PlatformDefinition,
) {
  return {
    ...platformLabels(system),
    ...selectorLabels(host),
    [LABELS.component]: 'resource',
    [LABELS.kubernetesId]: entityRef.slice(entityRef.indexOf('/') + 1),
  };
}

function statefulSet(
  resource: LocalResource,
  system: PlatformDefinition,
  metadata: Manifest['metadata'],
): Manifest {
  const { host, entityRef, kind } = resource;
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata,
    spec: {
      serviceName: host,
      replicas: 1,
      revisionHistoryLimit: 5,
      selector: { matchLabels: selectorLabels(host) },
      template: {
        metadata: {
          labels: {
            ...resourceLabels(host, entityRef, system),
            // Outside the mesh: clients need no certificate, and the network
            // policy says who may be one.
            [LABELS.meshInject]: 'false',
          },
        },
        spec: {
          serviceAccountName: host,
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          terminationGracePeriodSeconds: 60,
          securityContext: {
            runAsNonRoot: true,
            runAsUser: RUN_AS,
            runAsGroup: RUN_AS,
            fsGroup: RUN_AS,
            fsGroupChangePolicy: 'OnRootMismatch',
            seccompProfile: { type: 'RuntimeDefault' },
          },
          containers: [container(resource)],
          volumes: [
            ...kind.scratchPaths.map((_, index) => ({
              name: `scratch-${index}`,
              emptyDir: { sizeLimit: '128Mi' },
            })),
            {
              name: 'secrets',
              secret: { secretName: secretName(host), defaultMode: 0o440 },
            },
          ],
        },
      },
      volumeClaimTemplates: [
        {
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          metadata: { name: 'data', labels: selectorLabels(host) },
          spec: {
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: '1Gi' } },
          },
        },
      ],
    },
  };
}

function container({ host, port, kind }: LocalResource): ManifestValue {
  const listens = { tcpSocket: { port: kind.portName } };
  return {
    name: host,
    image: kind.image,
    imagePullPolicy: 'Always',
    args: kind.args,
    env: containerEnv(kind.env),
    ports: [{ name: kind.portName, containerPort: port, protocol: 'TCP' }],
    resources: {
      requests: {
        cpu: '100m',
        memory: kind.memory.request,
        'ephemeral-storage': '128Mi',
      },
      limits: {
        cpu: '500m',
        memory: kind.memory.limit,
        'ephemeral-storage': '512Mi',
      },
    },
    startupProbe: { ...listens, periodSeconds: 5, failureThreshold: 60 },
    livenessProbe: { ...listens, periodSeconds: 10, failureThreshold: 6 },
    readinessProbe: {
      exec: { command: kind.readinessCommand },
      periodSeconds: 15,
      timeoutSeconds: 10,
    },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
    volumeMounts: [
      ...kind.scratchPaths.map((mountPath, index) => ({
        name: `scratch-${index}`,
        mountPath,
      })),
      { name: 'data', mountPath: kind.dataPath },
      { name: 'secrets', mountPath: SECRETS_PATH, readOnly: true },
    ],
  };
}
