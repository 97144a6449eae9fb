/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ServiceDefinition } from '../model/types';
import { isServing } from '../spec/serviceSpec';
import { ServiceRule, Violation } from './types';

/**
 * Ports that Istio's proxy keeps for itself
 * (istio.io/latest/docs/ops/deployment/application-requirements).
 */
const ISTIO_RESERVED = { from: 15000, to: 15090 };

interface NumberedPort {
  path: string;
  port: number;
}

/** Every port number that a service writes down, with its path. */
function writtenPorts(service: ServiceDefinition): NumberedPort[] {
  const ports: NumberedPort[] = [];
  for (const [index, entry] of service.spec.ports.entries()) {
    const path = `spec.runtime.ports[${index}]`;
    ports.push({ path: `${path}.port`, port: entry.port });
    if (entry.targetPort !== undefined) {
      ports.push({ path: `${path}.targetPort`, port: entry.targetPort });
    }
  }
  ports.push({
    path: 'spec.runtime.metrics.port',
    port: service.spec.metrics.port,
  });
  return ports;
}

/** @internal */
export const portRange: ServiceRule = {
  id: 'GP-PORT-001',
  severity: 'error',
  scope: 'service',
  title: 'Ports lie between 1024 and 65535',
  why: 'A port below 1024 needs a capability that the restricted pod security standard drops; above 65535 there is none.',
  fields: [
    'spec.runtime.ports[].port',
    'spec.runtime.ports[].targetPort',
    'spec.runtime.metrics.port',
  ],
  example: { runtime: { ports: [{ port: 7013, targetPort: 80 }] } },
  check: service =>
    writtenPorts(service)
      .filter(({ port }) => port < 1024 || port > 65535)
      .map(({ path, port }) => ({
        path,
        message: `'${path}' is ${port}: ${
          port < 1024 && port > 0
            ? 'ports below 1024 need a privilege that the platform does not give'
            : 'no such port exists'
        }`,
        fix: 'Take a port between 1024 and 65535.',
      })),
};

/** @internal */
export const portName: ServiceRule = {
  id: 'GP-PORT-002',
  severity: 'error',
  scope: 'service',
  title:
    'Port names are http, grpc, tcp or udp with an optional suffix, at most 15 characters',
  why: 'Kubernetes refuses longer names, and the mesh reads the protocol from the name.',
  fields: ['spec.runtime.ports[].name'],
  example: { runtime: { ports: [{ name: 'web', port: 7013 }] } },
  check: service =>
    service.spec.ports.flatMap((entry, index) =>
      entry.name.length <= 15 &&
      /^(http|grpc|tcp|udp)(-[a-z0-9]+)*$/.test(entry.name)
        ? []
        : [
            {
              path: `spec.runtime.ports[${index}].name`,
              message: `'spec.runtime.ports[${index}].name' is '${entry.name}', which is no port name of the platform`,
              fix: 'Name it http, grpc, tcp or udp, with a suffix such as http-admin; 15 characters at most.',
            },
          ],
    ),
};

/** @internal */
export const portUnique: ServiceRule = {
  id: 'GP-PORT-003',
  severity: 'error',
  scope: 'service',
  title: 'A service uses each port name and number once',
  why: 'The API server refuses a Service that has one twice.',
  fields: ['spec.runtime.ports[].name', 'spec.runtime.ports[].port'],
  example: { runtime: { ports: [{ port: 7013 }, { port: 7017 }] } },
  check: service => {
    const violations: Violation[] = [];
    for (const field of ['name', 'port'] as const) {
      const seen = new Map<string, number>();
      for (const [index, entry] of service.spec.ports.entries()) {
        const first = seen.get(String(entry[field]));
        if (first === undefined) {
          seen.set(String(entry[field]), index);
          continue;
        }
        violations.push({
          path: `spec.runtime.ports[${index}].${field}`,
          message: `'spec.runtime.ports[${index}].${field}' is '${entry[field]}', as is 'spec.runtime.ports[${first}].${field}'`,
          fix: `Give each port a ${
            field === 'name' ? 'name' : 'number'
          } of its own.`,
        });
      }
    }
    return violations;
  },
};

/** @internal */
export const targetPortUnique: ServiceRule = {
  id: 'GP-PORT-004',
  severity: 'error',
  scope: 'service',
  title: 'Ports of the pod differ from each other and from the metrics port',
  why: 'Two listeners cannot share a port; metrics on a port of the mesh cannot be scraped from outside it.',
  fields: ['spec.runtime.ports[].port', 'spec.runtime.ports[].targetPort'],
  example: { runtime: { ports: [{ port: 7013, targetPort: 9090 }] } },
  check: service => {
    const owners = new Map<number, string>([
      [service.spec.metrics.port, 'spec.runtime.metrics.port'],
    ]);
    const violations: Violation[] = [];
    for (const [index, entry] of service.spec.ports.entries()) {
      const port = entry.targetPort ?? entry.port;
      const path = `spec.runtime.ports[${index}].${
        entry.targetPort === undefined ? 'port' : 'targetPort'
      }`;
      const owner = owners.get(port);
      if (owner === undefined) {
        owners.set(port, path);
        continue;
      }
      violations.push({
        path,
        message: `'${path}' is ${port}, which '${owner}' uses in the same pod`,
        fix: 'Take another target port, or move the metrics port.',
      });
    }
    return violations;
  },
};

/** @internal */
export const portReserved: ServiceRule = {
  id: 'GP-PORT-005',
  severity: 'error',
  scope: 'service',
  title: `No port lies between ${ISTIO_RESERVED.from} and ${ISTIO_RESERVED.to}`,
  why: "The mesh's proxy listens there in every pod.",
  fields: [
    'spec.runtime.ports[].port',
    'spec.runtime.ports[].targetPort',
    'spec.runtime.metrics.port',
  ],
  example: { runtime: { metrics: { port: 15020 } } },
  check: service =>
    writtenPorts(service)
      .filter(
        ({ port }) => port >= ISTIO_RESERVED.from && port <= ISTIO_RESERVED.to,
      )
      .map(({ path, port }) => ({
        path,
        message: `'${path}' is ${port}, which the mesh's proxy keeps for itself`,
        fix: `Take a port outside ${ISTIO_RESERVED.from} to ${ISTIO_RESERVED.to}.`,
      })),
};

/** @internal */
export const portNeeded: ServiceRule = {
  id: 'GP-PORT-008',
  severity: 'error',
  scope: 'service',
  title: 'A workload that serves has a port',
  why: 'Without one nothing can call it, and the kubelet cannot ask whether it lives.',
  fields: ['spec.runtime.ports'],
  example: { runtime: { ports: [] } },
  check: ({ spec }) =>
    isServing(spec) && spec.ports.length === 0
      ? [
          {
            path: 'spec.runtime.ports',
            message: `'spec.runtime.ports' is empty, but a ${spec.workload.kind} answers requests`,
            fix: "Add the port that it answers on, or make it a job by 'spec.runtime.workload.kind'.",
          },
        ]
      : [],
};

/** @internal */
export const portTransport: ServiceRule = {
  id: 'GP-PORT-009',
  severity: 'error',
  scope: 'service',
  title: 'Ports named udp carry UDP, all others TCP',
  why: 'HTTP and gRPC run on TCP, and the mesh reads the protocol from the name.',
  fields: ['spec.runtime.ports[].protocol'],
  example: {
    runtime: {
      ports: [{ port: 7013 }, { name: 'tcp-log', port: 7017, protocol: 'UDP' }],
    },
  },
  check: ({ spec }) =>
    spec.ports.flatMap(({ name, protocol }, index) =>
      (protocol === 'UDP') === /^udp(-|$)/.test(name)
        ? []
        : [
            {
              path: `spec.runtime.ports[${index}].protocol`,
              message: `'spec.runtime.ports[${index}].protocol' is '${protocol}' on a port named '${name}'`,
              fix: `Name a port of UDP udp, with a suffix if needed, and leave '${name}' to TCP.`,
            },
          ],
    ),
};

/**
 * Protocols that the mesh knows by `appProtocol`
 * (istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection),
 * with those of Kubernetes.
 */
const APP_PROTOCOLS: Record<string, readonly string[]> = {
  http: ['http', 'http2', 'kubernetes.io/h2c', 'kubernetes.io/ws'],
  grpc: ['grpc', 'grpc-web', 'http2', 'kubernetes.io/h2c'],
  tcp: ['tcp', 'tls', 'https', 'kubernetes.io/wss', 'mongo', 'mysql', 'redis'],
  udp: ['udp'],
};

/** @internal */
export const portAppProtocol: ServiceRule = {
  id: 'GP-PORT-010',
  severity: 'error',
  scope: 'service',
  title: "appProtocol is one that the mesh knows and fits the port's name",
  why: 'The mesh treats an unknown protocol as plain bytes: no retries, no metrics of requests, no alerts.',
  fields: ['spec.runtime.ports[].appProtocol'],
  example: { runtime: { ports: [{ port: 7013, appProtocol: 'rest' }] } },
  check: ({ spec }) =>
    spec.ports.flatMap(({ name, appProtocol }, index) => {
      const known = APP_PROTOCOLS[name.split('-')[0]];
      return appProtocol === undefined || !known || known.includes(appProtocol)
        ? []
        : [
            {
              path: `spec.runtime.ports[${index}].appProtocol`,
              message: `'spec.runtime.ports[${index}].appProtocol' is '${appProtocol}', which a port named '${name}' cannot carry`,
              fix: `Take one of ${known.join(
                ', ',
              )}, or leave the field out: the name says it.`,
            },
          ];
    }),
};

/** @internal */
export const portRules = [
  portRange,
  portName,
  portUnique,
  targetPortUnique,
  portReserved,
  portNeeded,
  portTransport,
  portAppProtocol,
];
