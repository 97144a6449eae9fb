/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ServicePort } from '../../spec/serviceSpec';
import { connectionsOf } from '../connections';
import {
  CONTAINER_NAME,
  METRICS_PORT_NAME,
  secretName,
  SECRETS_PATH,
} from '../conventions';
import { ManifestValue, RenderContext } from '../types';

/** Seconds between two startup probes. */
const STARTUP_PERIOD = 2;

/**
 * The service's container.
 *
 * @internal
 */
export function appContainer(context: RenderContext): ManifestValue {
  const { spec } = context.service;
  return {
    name: CONTAINER_NAME,
    image: imageOf(context),
    imagePullPolicy: 'Always',
    ports: [
      ...spec.ports.map(({ name, port, targetPort, protocol }) => ({
        name,
        containerPort: targetPort ?? port,
        protocol,
      })),
      {
        name: METRICS_PORT_NAME,
        containerPort: spec.metrics.port,
        protocol: 'TCP',
      },
    ],
    env: environmentOf(context),
    resources: {
      requests: {
        cpu: spec.resources.cpu.request,
        memory: spec.resources.memory.request,
        'ephemeral-storage': spec.resources.ephemeral.request,
      },
      limits: {
        cpu: spec.resources.cpu.limit,
        memory: spec.resources.memory.limit,
        'ephemeral-storage': spec.resources.ephemeral.limit,
      },
    },
    ...probesOf(context),
    lifecycle: {
      // Endpoints spread while the pod sleeps. The kubelet does it: a distroless
      // image has no `sleep`.
      preStop: { sleep: { seconds: spec.rollout.drainSeconds } },
    },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
    volumeMounts: [
      ...spec.security.writablePaths.map((mountPath, index) => ({
        name: scratchVolume(index),
        mountPath,
      })),
      ...(spec.secrets.length > 0
        ? [{ name: 'secrets', mountPath: SECRETS_PATH, readOnly: true }]
        : []),
    ],
  };
}

/**
 * Volumes of the pod: scratch space for each writable path, and the secrets as
 * files, because variables end up in crash reports.
 *
 * @internal
 */
export function podVolumes({ service }: RenderContext): ManifestValue {
  const { security, secrets, resources } = service.spec;
  return [
    ...security.writablePaths.map((_, index) => ({
      name: scratchVolume(index),
      emptyDir: { sizeLimit: resources.ephemeral.request },
    })),
    ...(secrets.length > 0
      ? [
          {
            name: 'secrets',
            secret: {
              secretName: secretName(service.name),
              // Readable by the group of the pod (0440), as decimal: YAML readers
              // disagree about octal.
              defaultMode: 288,
              items: secrets.map(({ key }) => ({ key, path: key })),
            },
          },
        ]
      : []),
  ];
}

function scratchVolume(index: number): string {
  return `scratch-${index}`;
}

function imageOf({ model, service }: RenderContext): string {
  const { repository, tag, digest } = service.spec.image;
  const image = `${
    repository ?? `${model.system.spec.registry}/${service.name}`
  }:${tag}`;
  return digest ? `${image}@${digest}` : image;
}

/**
 * Variables, sorted by name: the platform's, the addresses of dependencies, the
 * service's own. A later one replaces an earlier one of the same name.
 */
function environmentOf(context: RenderContext): ManifestValue {
  const { model, environment, service } = context;
  const values: Record<string, string> = {
    ENVIRONMENT: environment.name,
    SERVICE_NAME: service.name,
    ...model.system.spec.env,
    ...Object.fromEntries(
      connectionsOf(context).map(({ variable, url }) => [variable, url]),
    ),
    ...service.spec.env,
  };
  return [
    ...runtimeMemory(context).filter(({ name }) => !(name in values)),
    ...Object.entries(values)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => ({ name, value })),
  ];
}

/**
 * Tells the language's runtime how much memory it has: neither Go nor Node looks
 * at the container's limit by itself, and both would be killed at it.
 */
function runtimeMemory({
  service,
}: RenderContext): Array<{ name: string; [field: string]: ManifestValue }> {
  const fromResource = (resource: string, divisor: string) => ({
    resourceFieldRef: { containerName: CONTAINER_NAME, resource, divisor },
  });
  switch (service.spec.language) {
    case 'go':
      return [
        { name: 'GOMEMLIMIT', valueFrom: fromResource('limits.memory', '1') },
      ];
    case 'node':
      // The heap is what was requested; the rest, up to the limit, is for buffers.
      return [
        {
          name: 'HEAP_MEGABYTES',
          valueFrom: fromResource('requests.memory', '1Mi'),
        },
        {
          name: 'NODE_OPTIONS',
          value: '--max-old-space-size=$(HEAP_MEGABYTES)',
        },
      ];
    default:
      return [];
  }
}

/**
 * A patient startup probe lets the liveness probe be strict. Liveness never asks
 * a dependency, readiness may: a pod without its database should not be killed.
 */
function probesOf({ service }: RenderContext) {
  const { health, ports } = service.spec;
  const port = ports.find(({ name }) => name === health.port) ?? ports[0];
  return {
    startupProbe: {
      ...probeAction(port, health.startup ?? health.liveness),
      periodSeconds: STARTUP_PERIOD,
      timeoutSeconds: 2,
      failureThreshold: Math.max(
        1,
        Math.ceil(health.startupSeconds / STARTUP_PERIOD),
      ),
    },
    livenessProbe: {
      ...probeAction(port, health.liveness),
      periodSeconds: 10,
      timeoutSeconds: 2,
      failureThreshold: 3,
    },
    readinessProbe: {
      ...probeAction(port, health.readiness),
      periodSeconds: 5,
      timeoutSeconds: 2,
      failureThreshold: 3,
    },
  };
}

function probeAction(port: ServicePort, path: string) {
  switch (port.name.split('-')[0]) {
    case 'grpc':
      // gRPC probes take a number, not a name, and the path as service name.
      return {
        grpc: {
          port: port.targetPort ?? port.port,
          service: path.replace(/^\//, ''),
        },
      };
    case 'tcp':
      return { tcpSocket: { port: port.name } };
    default:
      return { httpGet: { path, port: port.name, scheme: 'HTTP' } };
  }
}
