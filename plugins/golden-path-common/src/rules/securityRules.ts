/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ServiceSpec } from '../spec/serviceSpec';
import { isClusterInternal, isHostName, outOfRange } from './syntax';
import { ServiceRule, Violation } from './types';

/** The largest user id that Kubernetes takes. */
const LARGEST_USER = 2_147_483_647;

/** @internal */
export const runAsUser: ServiceRule = {
  id: 'GP-SECURITY-001',
  severity: 'error',
  scope: 'service',
  title: 'The user id of the process is 10000 or higher',
  why: 'A lower id may be that of a user of the node.',
  fields: ['spec.runtime.security.runAsUser'],
  example: { runtime: { security: { runAsUser: 0 } } },
  check: ({ spec: { security } }) =>
    security.runAsUser >= 10000 && security.runAsUser <= LARGEST_USER
      ? []
      : [
          {
            path: 'spec.runtime.security.runAsUser',
            message: `'spec.runtime.security.runAsUser' is ${security.runAsUser}`,
            fix: `Take an id from 10000 to ${LARGEST_USER}; 10001 is the default.`,
          },
        ],
};

/** @internal */
export const writablePath: ServiceRule = {
  id: 'GP-SECURITY-002',
  severity: 'error',
  scope: 'service',
  title: 'Writable paths are absolute and differ',
  why: 'Kubernetes refuses a relative mount and the same mount twice.',
  fields: ['spec.runtime.security.writablePaths[]'],
  example: { runtime: { security: { writablePaths: ['tmp'] } } },
  check: ({ spec: { security } }) => {
    const paths = security.writablePaths.map(value =>
      value.replace(/\/+$/, ''),
    );
    return security.writablePaths.flatMap((value, index) =>
      /^\/[^\s:]+$/.test(value) && paths.indexOf(paths[index]) === index
        ? []
        : [
            {
              path: `spec.runtime.security.writablePaths[${index}]`,
              message: `'spec.runtime.security.writablePaths[${index}]' is '${value}', which is relative or there twice`,
              fix: 'Write each path once and absolute, as /tmp.',
            },
          ],
    );
  },
};

const EGRESS = 'spec.runtime.security.egressHosts';

/** @internal */
export const egressHost: ServiceRule = {
  id: 'GP-EGRESS-001',
  severity: 'error',
  scope: 'service',
  title: 'Hosts outside the cluster are full host names with a port',
  why: 'The mesh matches names, not addresses, patterns or URLs.',
  fields: [`${EGRESS}[].host`, `${EGRESS}[].port`],
  example: {
    runtime: { security: { egressHosts: [{ host: 'https://a.example.com' }] } },
  },
  check: ({ spec }) =>
    egress(spec, ({ host, port }, path) => [
      ...(isHostName(host) || isClusterInternal(host)
        ? []
        : [
            {
              path: `${path}.host`,
              message: `'${path}.host' is '${host}', which is no host name`,
              fix: 'Write the name alone, in lower case, as api.example.com.',
            },
          ]),
      ...outOfRange(`${path}.port`, port, 1, 65535),
    ]),
};

/** @internal */
export const egressUnique: ServiceRule = {
  id: 'GP-EGRESS-002',
  severity: 'error',
  scope: 'service',
  title: 'A host outside the cluster is named once a port',
  why: 'The mesh refuses two entries for one port of one host, or takes the one that says nothing of TLS.',
  fields: [`${EGRESS}[].host`],
  example: {
    runtime: {
      security: {
        egressHosts: [
          { host: 'api.example.com' },
          { host: 'api.example.com', tls: false },
        ],
      },
    },
  },
  check: ({ spec }) =>
    egress(spec, ({ host, port }, path, index) => {
      const first = spec.security.egressHosts.findIndex(
        entry => entry.host === host && entry.port === port,
      );
      return first === index
        ? []
        : [
            {
              path: `${path}.host`,
              message: `'${path}.host' is '${host}' with port ${port}, as is '${EGRESS}[${first}].host'`,
              fix: 'Remove one of the two.',
            },
          ];
    }),
};

/** @internal */
export const egressInternal: ServiceRule = {
  id: 'GP-EGRESS-003',
  severity: 'error',
  scope: 'service',
  title: 'Hosts inside the cluster are dependencies',
  why: 'A dependency is checked, opened on both sides and drawn in the graph; a host is none of it.',
  fields: [`${EGRESS}[].host`],
  example: {
    runtime: {
      security: {
        egressHosts: [{ host: 'ledger.other-shop.svc.cluster.local' }],
      },
    },
  },
  check: ({ spec }) =>
    egress(spec, ({ host }, path) =>
      isClusterInternal(host)
        ? [
            {
              path: `${path}.host`,
              message: `'${path}.host' is '${host}', which is inside the cluster`,
              fix: "Declare it under 'spec.runtime.dependencies'.",
            },
          ]
        : [],
    ),
};

type EgressHost = ServiceSpec['security']['egressHosts'][number];

function egress(
  spec: ServiceSpec,
  check: (entry: EgressHost, path: string, index: number) => Violation[],
): Violation[] {
  return spec.security.egressHosts.flatMap((entry, index) =>
    check(entry, `${EGRESS}[${index}]`, index),
  );
}

/** @internal */
export const securityRules = [
  runAsUser,
  writablePath,
  egressHost,
  egressUnique,
  egressInternal,
];
