/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PlatformModel, ServiceDefinition } from '../model/types';
import { EnvironmentSpec } from '../spec/platformSpec';
import { isPublic, publicHosts } from '../spec/publicHosts';
import { isHttpPort } from '../render/ports';
import { isHostName } from './syntax';
import { EnvironmentRule, ServiceRule, Violation } from './types';

const ROOT = 'spec.runtime.traffic.gateway';

/** @internal */
export const gatewayForm: ServiceRule = {
  id: 'GP-GATEWAY-001',
  severity: 'error',
  scope: 'service',
  title: 'Public hosts are full host names, each once, and paths begin with /',
  why: "The gateway matches the browser's words: anything else is never asked for.",
  fields: [`${ROOT}.hosts`, `${ROOT}.pathPrefix`],
  example: {
    runtime: { traffic: { gateway: { hosts: ['https://shop.example.com'] } } },
  },
  check: ({ spec }) => {
    const { hosts, pathPrefix } = spec.traffic.gateway;
    const violations: Violation[] = hosts.flatMap((host, index) => {
      const path = `${ROOT}.hosts[${index}]`;
      return isHostName(host) && hosts.indexOf(host) === index
        ? []
        : [
            {
              path,
              message: `'${path}' is '${host}', which is no host name or is there twice`,
              fix: 'Write each name once, in lower case and without a scheme, as shop.example.com.',
            },
          ];
    });
    if (!/^\/[^\s?#*{}]*$/.test(pathPrefix)) {
      violations.push({
        path: `${ROOT}.pathPrefix`,
        message: `'${ROOT}.pathPrefix' is '${pathPrefix}', which is no path`,
        fix: 'Write the beginning of a path, as /api.',
      });
    }
    return violations;
  },
};

/** @internal */
export const gatewayPort: ServiceRule = {
  id: 'GP-GATEWAY-002',
  severity: 'error',
  scope: 'service',
  title: 'One port of a service, http or grpc, is open to the gateway',
  why: 'The gateway tells requests apart by host and path: it could not choose between two ports, nor read plain bytes.',
  fields: ['spec.runtime.ports[].expose'],
  example: {
    runtime: {
      ports: [
        { port: 7013, expose: 'gateway' },
        { name: 'http-admin', port: 7017, expose: 'gateway' },
      ],
    },
    platform: { gateway: { hosts: ['shop.example.com'] } },
  },
  check: ({ spec }) => {
    const first = spec.ports.findIndex(({ expose }) => expose === 'gateway');
    return spec.ports.flatMap((port, index) => {
      const path = `spec.runtime.ports[${index}].expose`;
      const isReadable = isHttpPort(port);
      return port.expose !== 'gateway' || (index === first && isReadable)
        ? []
        : [
            {
              path,
              message: `'${path}' is 'gateway' on '${port.name}', ${
                isReadable
                  ? `as on '${spec.ports[first].name}'`
                  : 'which the gateway cannot read'
              }`,
              fix: isReadable
                ? 'Open one of them, or make two services.'
                : 'Open a port that is named http or grpc.',
            },
          ];
    });
  },
};

/** @internal */
export const gatewayUnused: ServiceRule = {
  id: 'GP-GATEWAY-003',
  severity: 'warning',
  scope: 'service',
  title:
    'Hosts and paths of the gateway stand beside a port that is open to it',
  why: 'Without such a port nothing is routed, whatever is written here.',
  fields: [ROOT],
  example: {
    runtime: { traffic: { gateway: { hosts: ['shop.example.com'] } } },
  },
  check: ({ spec }) => {
    const { hosts, pathPrefix } = spec.traffic.gateway;
    return isPublic(spec) || (hosts.length === 0 && pathPrefix === '/')
      ? []
      : [
          {
            path: ROOT,
            message: `'${ROOT}' asks for '${
              hosts[0] ?? pathPrefix
            }', but no port has 'expose: gateway'`,
            fix: 'Open a port to the gateway, or remove the section.',
          },
        ];
  },
};

/** @internal */
export const gatewayHosts: EnvironmentRule = {
  id: 'GP-GATEWAY-004',
  severity: 'error',
  scope: 'environment',
  title: 'A service at the gateway has a public host',
  why: 'A route without a host is a route for every host, other teams too.',
  fields: [`${ROOT}.hosts`],
  example: { runtime: { ports: [{ port: 7013, expose: 'gateway' }] } },
  check: ({ spec }, { model: { system }, environment }) =>
    isPublic(spec) && publicHosts(spec, environment, system.spec).length === 0
      ? [
          {
            path: `${ROOT}.hosts`,
            message: `'${ROOT}.hosts' is empty, and neither '${environment.name}' nor '${system.entityRef}' has hosts`,
            fix: "Name a host here, or for all services in 'spec.platform.gateway.hosts'.",
            related: [system.entityRef],
          },
        ]
      : [],
};

/** @internal */
export const gatewayConflict: EnvironmentRule = {
  id: 'GP-GATEWAY-005',
  severity: 'error',
  scope: 'environment',
  title: 'Host and path lead to one service',
  why: 'Which of two routes wins is chance, and changes with every sync.',
  fields: [`${ROOT}.pathPrefix`],
  example: {
    runtime: { ports: [{ port: 7013, expose: 'gateway' }] },
    platform: { gateway: { hosts: ['shop.example.com'] } },
    others: { basket: { ports: [{ port: 7017, expose: 'gateway' }] } },
  },
  check: (service, context) =>
    conflicts(service, context, (own, other) => own === other).map(
      ({ host, other }) => ({
        path: `${ROOT}.pathPrefix`,
        message: `'${ROOT}.pathPrefix' is '${service.spec.traffic.gateway.pathPrefix}' on '${host}' in '${context.environment.name}', which leads to '${other.name}' already`,
        fix: 'Give each a path or a host of its own.',
        related: [other.entityRef],
      }),
    ),
};

/** @internal */
export const gatewayOverlap: EnvironmentRule = {
  id: 'GP-GATEWAY-006',
  severity: 'warning',
  scope: 'environment',
  title: 'No path at the gateway lies below that of another service',
  why: "Istio keeps only '/' for the end; between two other paths the older route wins, and takes the requests of the longer one.",
  fields: [`${ROOT}.pathPrefix`],
  example: {
    runtime: {
      ports: [{ port: 7013, expose: 'gateway' }],
      traffic: { gateway: { pathPrefix: '/api/checkout' } },
    },
    platform: { gateway: { hosts: ['shop.example.com'] } },
    others: {
      basket: {
        ports: [{ port: 7017, expose: 'gateway' }],
        traffic: { gateway: { pathPrefix: '/api' } },
      },
    },
  },
  check: (service, context) =>
    context.model.system.spec.gateway.type === 'istio'
      ? conflicts(
          service,
          context,
          (own, other) =>
            own !== other && other !== '' && own.startsWith(other),
          'any',
        ).map(({ host, other }) => ({
          path: `${ROOT}.pathPrefix`,
          message: `'${ROOT}.pathPrefix' is '${service.spec.traffic.gateway.pathPrefix}' on '${host}' in '${context.environment.name}', below '${other.spec.traffic.gateway.pathPrefix}' of '${other.name}'`,
          fix: 'Give each a path that is not the beginning of the other.',
          related: [other.entityRef],
        }))
      : [],
};

/**
 * The first service on each host of a service whose path clashes with its own;
 * of two equals, only the later in the alphabet is told.
 */
function conflicts(
  service: ServiceDefinition,
  {
    model,
    environment,
  }: { model: PlatformModel; environment: EnvironmentSpec },
  clash: (own: string, other: string) => boolean,
  order: 'earlier' | 'any' = 'earlier',
): Array<{ host: string; other: ServiceDefinition }> {
  if (!isPublic(service.spec)) {
    return [];
  }
  const platform = model.system.spec;
  const own = prefixOf(service);
  return publicHosts(service.spec, environment, platform).flatMap(host => {
    const other = model.services.find(
      candidate =>
        candidate.entityRef !== service.entityRef &&
        (order === 'any' || candidate.entityRef < service.entityRef) &&
        isPublic(candidate.spec) &&
        clash(own, prefixOf(candidate)) &&
        publicHosts(candidate.spec, environment, platform).includes(host),
    );
    return other ? [{ host, other }] : [];
  });
}

/** The path without its last slash, which means nothing to the gateway. */
function prefixOf({ spec }: ServiceDefinition): string {
  return spec.traffic.gateway.pathPrefix.replace(/\/+$/, '');
}

/** @internal */
export const gatewayRules = [
  gatewayForm,
  gatewayPort,
  gatewayUnused,
  gatewayHosts,
  gatewayConflict,
  gatewayOverlap,
];
