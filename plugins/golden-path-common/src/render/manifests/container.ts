/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ServicePort } from '../../spec/serviceSpec';
import { configurationOf } from '../configuration';
import {
  CONTAINER_NAME,
  METRICS_PORT_NAME,
  secretName,
  SECRETS_PATH,
} from '../conventions';
import { ManifestValue, RenderContext } from '../types';
import { Release, storageOf } from '../workload';

/** Seconds between two startup probes. */
const STARTUP_PERIOD = 2;

/** Volume of a StatefulSet's pod that is kept over restarts. */
export const STORAGE_VOLUME = 'data';

const SECURITY_CONTEXT = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
};

/**
 * The container of a service that answers requests.
 *
 * @internal
 */
export function servingContainer(
  context: RenderContext,
  release: Release,
): ManifestValue {
  const { spec } = context.service;
  const { drainSeconds } = spec.rollout;
  return {
    ...programOf(context, release),
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
    ...environmentOf(context),
    resources: resourcesOf(context),
    ...probesOf(context),
    // Endpoints spread while the pod sleeps. The kubelet does it: a distroless
    // image has no `sleep`.
    ...(drainSeconds > 0 && {
      lifecycle: { preStop: { sleep: { seconds: drainSeconds } } },
    }),
    securityContext: SECURITY_CONTEXT,
    volumeMounts: volumeMounts(context),
  };
}

/**
 * The container of a job.
 *
 * @internal
 */
export function jobContainer(
  context: RenderContext,
  release: Release,
): ManifestValue {
  return {
    ...programOf(context, release),
    ...environmentOf(context),
    resources: resourcesOf(context),
    securityContext: SECURITY_CONTEXT,
    volumeMounts: volumeMounts(context),
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
  const volumes = [
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
  return volumes.length > 0 ? volumes : undefined;
}

function programOf({ model, service }: RenderContext, { image }: Release) {
  const { command, args } = service.spec.workload;
  const repository =
    service.spec.image.repository ??
    `${model.system.spec.registry}/${service.name}`;
  return {
    name: CONTAINER_NAME,
    // Readers know the tag, the container runtime takes the digest.
    image: `${repository}:${image.tag}${
      image.digest ? `@${image.digest}` : ''
    }`,
    imagePullPolicy: 'Always',
    ...(command.length > 0 && { command }),
    ...(args.length > 0 && { args }),
  };
}

/**
 * Variables. Those that only the container can know come last and so win over the
 * ConfigMap's; a service that sets one itself keeps its own.
 */
function environmentOf(context: RenderContext) {
  const { name, data } = configurationOf(context);
  const env = runtimeMemory(context).filter(entry => !(entry.name in data));
  return {
    envFrom: [{ configMapRef: { name } }],
    ...(env.length > 0 && { env }),
  };
}

function resourcesOf({ service }: RenderContext) {
  const { cpu, memory, ephemeral } = service.spec.resources;
  return {
    requests: {
      cpu: cpu.request,
      memory: memory.request,
      'ephemeral-storage': ephemeral.request,
    },
    limits: {
      cpu: cpu.limit,
      memory: memory.limit,
      'ephemeral-storage': ephemeral.limit,
    },
  };
}

function volumeMounts({ service }: RenderContext): ManifestValue {
  const { security, secrets } = service.spec;
  const storage = storageOf(service.spec);
  return [
    ...security.writablePaths.map((mountPath, index) => ({
      name: scratchVolume(index),
      mountPath,
    })),
    ...(storage ? [{ name: STORAGE_VOLUME, mountPath: storage.path }] : []),
    ...(secrets.length > 0
      ? [{ name: 'secrets', mountPath: SECRETS_PATH, readOnly: true }]
      : []),
  ];
}

function scratchVolume(index: number): string {
  return `scratch-${index}`;
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
  const { health, metrics, ports } = service.spec;
  const port =
    ports.find(({ name }) => name === health.port) ??
    ports.find(({ protocol }) => protocol === 'TCP');
  if (!port) {
    return {};
  }
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
      // Connections to a program that hangs are opened all the same, by the
      // kernel; its metrics page does not answer.
      ...(schemeOf(port) === 'tcp'
        ? httpGet(METRICS_PORT_NAME, metrics.path)
        : probeAction(port, health.liveness)),
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
  switch (schemeOf(port)) {
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
      return httpGet(port.name, path);
  }
}

function httpGet(port: string, path: string) {
  return { httpGet: { path, port, scheme: 'HTTP' } };
}

function schemeOf({ name }: ServicePort): string {
  return name.split('-')[0];
}
