/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ServiceDefinition } from '../model/types';
import { PlatformRule, ServiceRule, Violation } from './types';

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
    'Port names are http, grpc or tcp with an optional suffix, at most 15 characters',
  why: 'Kubernetes refuses longer names, and the mesh reads the protocol from the name.',
  check: service =>
    service.spec.ports.flatMap((entry, index) =>
      entry.name.length <= 15 &&
      /^(http|grpc|tcp)(-[a-z0-9]+)*$/.test(entry.name)
        ? []
        : [
            {
              path: `spec.runtime.ports[${index}].name`,
              message: `'spec.runtime.ports[${index}].name' is '${entry.name}', which is no port name of the platform`,
              fix: 'Name it http, grpc or tcp, with a suffix such as http-admin; 15 characters at most.',
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
export const poolDuplicate: PlatformRule = {
  id: 'GP-PORT-006',
  severity: 'error',
  scope: 'platform',
  title: "A port of the System's pool belongs to one service",
  why: 'People, firewalls and port forwards tell services apart by their port; two on one port are mistaken for each other.',
  check: (service, { services }) => {
    const violations: Violation[] = [];
    for (const [index, entry] of service.spec.ports.entries()) {
      // Services come sorted: the first in the alphabet keeps the port and the
      // others are told, so that one clash is one finding with one waiver.
      const first = services.find(other =>
        other.spec.ports.some(({ port }) => port === entry.port),
      );
      if (!first || first.entityRef === service.entityRef) {
        continue;
      }
      violations.push({
        path: `spec.runtime.ports[${index}].port`,
        message: `'spec.runtime.ports[${index}].port' is ${entry.port}, which '${first.name}' uses already`,
        fix: 'Take a free port of the pool.',
        related: [first.entityRef],
      });
    }
    return violations;
  },
};

/** @internal */
export const poolRange: PlatformRule = {
  id: 'GP-PORT-007',
  severity: 'warning',
  scope: 'platform',
  title: "Ports of services come from the System's pool",
  why: 'A port outside the pool escapes its bookkeeping.',
  check: (service, { system }) => {
    const { from, to } = system.spec.portPool;
    return service.spec.ports.flatMap((entry, index) =>
      entry.port >= from && entry.port <= to
        ? []
        : [
            {
              path: `spec.runtime.ports[${index}].port`,
              message: `'spec.runtime.ports[${index}].port' is ${entry.port}, outside the pool ${from} to ${to} of '${system.entityRef}'`,
              fix: `Take a free port between ${from} and ${to}.`,
            },
          ],
    );
  },
};

/** @internal */
export const portRules = [
  portRange,
  portName,
  portUnique,
  targetPortUnique,
  portReserved,
  poolDuplicate,
  poolRange,
];
