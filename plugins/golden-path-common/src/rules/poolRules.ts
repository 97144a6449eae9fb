/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { firstByKey } from '../model/lookups';
import { completeApiRef } from '../model/providers';
import { PlatformRule, Violation } from './types';

const firstOnPort = firstByKey(({ spec }) =>
  spec.ports.map(({ port }) => port),
);

const firstServing = firstByKey(({ spec }) =>
  spec.ports.flatMap(({ api }) => completeApiRef(api) ?? []),
);

/** @internal */
export const poolDuplicate: PlatformRule = {
  id: 'GP-PORT-006',
  severity: 'error',
  scope: 'platform',
  title: "A port of the System's pool belongs to one service",
  why: 'People, firewalls and port forwards tell services apart by their port; two on one port are mistaken for each other.',
  fields: ['spec.runtime.ports[].port'],
  example: { others: { basket: { ports: [{ port: 7013 }] } } },
  check: (service, model) => {
    const violations: Violation[] = [];
    for (const [index, entry] of service.spec.ports.entries()) {
      // Services come sorted: the first in the alphabet keeps the port and the
      // others are told, so that one clash is one finding with one waiver.
      const first = firstOnPort(model).get(entry.port);
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
  fields: ['spec.runtime.ports[].port'],
  example: { runtime: { ports: [{ port: 8013 }] } },
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
export const apiExists: PlatformRule = {
  id: 'GP-PORT-011',
  severity: 'error',
  scope: 'platform',
  title: 'The API of a port is in the catalog',
  why: 'Who depends on the API finds the service by it.',
  fields: ['spec.runtime.ports[].api'],
  example: { runtime: { ports: [{ port: 7013, api: 'nowhere-api' }] } },
  check: (service, { entityRefs }) =>
    service.spec.ports.flatMap(({ api }, index) => {
      const ref = completeApiRef(api);
      return api === undefined || (ref && entityRefs.has(ref))
        ? []
        : [
            {
              path: `spec.runtime.ports[${index}].api`,
              message: `'spec.runtime.ports[${index}].api' is '${api}', which is ${
                ref ? 'not in the catalog' : 'no reference'
              }`,
              fix: 'Correct the reference, or add the API.',
            },
          ];
    }),
};

/** @internal */
export const apiServedOnce: PlatformRule = {
  id: 'GP-PORT-012',
  severity: 'warning',
  scope: 'platform',
  title: 'An API is served by one service',
  why: 'Who depends on the API is led to the first of them in the alphabet.',
  fields: ['spec.runtime.ports[].api'],
  example: {
    runtime: { ports: [{ port: 7013, api: 'checkout-api' }] },
    others: { basket: { ports: [{ port: 7017, api: 'checkout-api' }] } },
  },
  check: (service, model) =>
    service.spec.ports.flatMap(({ api }, index) => {
      const ref = completeApiRef(api);
      const first = ref && firstServing(model).get(ref);
      return !first || first.entityRef === service.entityRef
        ? []
        : [
            {
              path: `spec.runtime.ports[${index}].api`,
              message: `'spec.runtime.ports[${index}].api' is '${api}', which '${first.name}' serves already`,
              fix: 'Give one of the two an API of its own.',
              related: [first.entityRef],
            },
          ];
    }),
};

/** @internal */
export const poolRules = [poolDuplicate, poolRange, apiExists, apiServedOnce];
