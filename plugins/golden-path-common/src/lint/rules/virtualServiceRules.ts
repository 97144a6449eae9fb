/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { fieldsAt, listAt, numberAt, textAt, textsAt } from '../access';
import { readSeconds } from '../durations';
import { coversHost } from '../hosts';
import type { ObjectIndex } from '../ObjectIndex';
import {
  hostKey,
  isInMesh,
  MeshRoute,
  meshRoutes,
  subsetsByHost,
} from '../routes';
import { LintObject, LintRule } from '../types';

/*
 * VirtualServices: where requests go, how long, and how often they are tried.
 */

/**
 * Conditions of Envoy's `x-envoy-retry-on` and `x-envoy-retry-grpc-on`. Istio
 * takes status codes too, and refuses nothing else: an unknown word never
 * matches.
 */
const RETRY_CONDITIONS: ReadonlySet<string> = new Set([
  '5xx',
  'gateway-error',
  'reset',
  'reset-before-request',
  'connect-failure',
  'envoy-ratelimited',
  'retriable-4xx',
  'refused-stream',
  'retriable-status-codes',
  'retriable-headers',
  'http3-post-connect-failure',
  'cancelled',
  'deadline-exceeded',
  'internal',
  'resource-exhausted',
  'unavailable',
]);

/** @internal */
export const routeHost: LintRule = {
  id: 'GP-LINT-070',
  severity: 'error',
  title: 'A route leads to a port of a Service',
  why: 'Requests get 503 (NR): the mesh knows no such host.',
  check: index =>
    meshRoutes(index).flatMap(({ object, destinations }) =>
      destinations.flatMap(({ field, host, port }) => {
        if (hasServiceEntry(index, host)) {
          return [];
        }
        const target = index.parseHost(host, object.namespace);
        const service =
          target && index.findService(target.namespace, target.name);
        if (!service) {
          const isMissing = target
            ? index.knowsAll(target.namespace, 'services')
            : index.isComplete;
          return isMissing
            ? {
                object,
                field: `${field}.host`,
                problem: `is '${host}', which is neither a Service nor the host of a ServiceEntry`,
                fix: 'Write the full name of a Service, as checkout.shop.svc.cluster.local.',
              }
            : [];
        }
        return port === undefined ||
          !service.ports ||
          service.ports.some(offered => offered.port === port)
          ? []
          : {
              object,
              field: `${field}.port.number`,
              problem: `is ${port}, which Service '${service.name}' does not have`,
              fix: "Write a port of the Service; it need not be the pod's.",
            };
      }),
    ),
};

/** @internal */
export const routeSubset: LintRule = {
  id: 'GP-LINT-071',
  severity: 'error',
  title: 'A subset of a route is defined by a DestinationRule',
  why: 'That share of the requests gets 503 (NC): the mesh knows no such cluster.',
  check: index => {
    if (!index.isComplete) {
      return [];
    }
    const subsets = subsetsByHost(index);
    return meshRoutes(index).flatMap(({ object, destinations }) =>
      destinations.flatMap(({ field, host, subset }) => {
        if (subset === undefined) {
          return [];
        }
        const known = subsets.get(hostKey(index, host, object.namespace)) ?? [];
        return known.some(({ name }) => name === subset)
          ? []
          : {
              object,
              field: `${field}.subset`,
              problem: `is '${subset}', which no DestinationRule of '${host}' defines`,
              fix: 'Define the subset, or leave it out and send everything to the Service.',
            };
      }),
    );
  },
};

/** @internal */
export const routeWeights: LintRule = {
  id: 'GP-LINT-072',
  severity: 'error',
  title: 'The weights of a route add up to 100',
  why: 'They are shares of their sum: what reads as 10 percent is something else.',
  check: index =>
    meshRoutes(index).flatMap(({ object, field, destinations }) => {
      const weights = destinations.flatMap(({ weight }) => weight ?? []);
      const sum = weights.reduce((total, weight) => total + weight, 0);
      return weights.length === 0 || sum === 100
        ? []
        : {
            object,
            field: `${field}.route`,
            problem: `has weights ${weights.join(' + ')} = ${sum}`,
            fix: 'Let them add up to 100.',
          };
    }),
};

/** @internal */
export const retryConditions: LintRule = {
  id: 'GP-LINT-073',
  severity: 'error',
  title: "The conditions of a retry are Envoy's",
  why: 'A word that Envoy does not know never matches, and nothing is retried.',
  check: index =>
    meshRoutes(index).flatMap(({ object, field, fields }) =>
      (textAt(fields, 'retries', 'retryOn') ?? '')
        .split(',')
        .map(token => token.trim())
        .filter(
          token =>
            token !== '' &&
            !RETRY_CONDITIONS.has(token) &&
            !/^[1-5]\d\d$/.test(token),
        )
        .map(token => ({
          object,
          field: `${field}.retries.retryOn`,
          problem: `has '${token}', which is no condition of Envoy`,
          fix: 'Use connect-failure, refused-stream, unavailable, cancelled, reset, gateway-error, 5xx or a status code.',
        })),
    ),
};

/** @internal */
export const retryTime: LintRule = {
  id: 'GP-LINT-074',
  severity: 'warning',
  title: 'The timeout of a route is enough for all its tries',
  why: 'The last tries never happen: the caller gets 504 before.',
  check: index =>
    meshRoutes(index).flatMap(({ object, field, fields }) => {
      const timeout = readSeconds(textAt(fields, 'timeout'));
      const attempts = numberAt(fields, 'retries', 'attempts') ?? 0;
      const perTry = readSeconds(textAt(fields, 'retries', 'perTryTimeout'));
      if (!timeout || !perTry || attempts === 0) {
        return [];
      }
      // Istio counts retries: the first try comes on top.
      const needed = perTry * (attempts + 1);
      return timeout >= needed
        ? []
        : {
            object,
            field: `${field}.timeout`,
            problem: `is ${timeout} s, but ${
              attempts + 1
            } tries of ${perTry} s take ${Number(needed.toFixed(3))} s`,
            fix: 'Raise the timeout, or lower attempts or perTryTimeout.',
          };
    }),
};

/** @internal */
export const routeReachable: LintRule = {
  id: 'GP-LINT-076',
  severity: 'warning',
  title: 'Every route of a VirtualService can be reached',
  why: 'The first route that matches wins; one behind a route for everything is never used.',
  check: index => {
    const catchAlls = new Map<LintObject, string>();
    return meshRoutes(index).flatMap(route => {
      if (!route.field.startsWith('spec.http')) {
        return [];
      }
      const before = catchAlls.get(route.object);
      if (before === undefined && matchesEverything(route)) {
        catchAlls.set(route.object, route.field);
      }
      return before === undefined
        ? []
        : {
            object: route.object,
            field: route.field,
            problem: `is never used, because '${before}' takes every request`,
            fix: 'Put the route for everything last.',
          };
    });
  },
};

/** @internal */
export const oneVirtualService: LintRule = {
  id: 'GP-LINT-077',
  severity: 'error',
  title: 'A host has one VirtualService in the mesh',
  why: 'Sidecars use one of them, and nobody knows which: they are merged at gateways only.',
  check: index => {
    const seen = new Map<string, LintObject>();
    return index
      .ofKind('VirtualService')
      .filter(isInMesh)
      .flatMap(object =>
        textsAt(object.manifest, 'spec', 'hosts').flatMap((host, i) => {
          const key = hostKey(index, host, object.namespace);
          const other = seen.get(key);
          seen.set(key, object);
          return other && other !== object
            ? {
                object,
                field: `spec.hosts[${i}]`,
                problem: `is '${host}', and VirtualService '${other.name}' has it too`,
                fix: 'Put all routes of a host into one VirtualService.',
              }
            : [];
        }),
      );
  },
};

function hasServiceEntry(index: ObjectIndex, host: string): boolean {
  return index
    .ofKind('ServiceEntry')
    .some(({ manifest }) =>
      textsAt(manifest, 'spec', 'hosts').some(pattern =>
        coversHost(pattern, host),
      ),
    );
}

function matchesEverything({ fields }: MeshRoute): boolean {
  const matches = listAt(fields, 'match');
  return (
    matches.length === 0 ||
    matches.some(match =>
      Object.entries(fieldsAt(match)).every(
        ([key, condition]) =>
          key === 'name' ||
          (key === 'uri' && textAt(condition, 'prefix') === '/'),
      ),
    )
  );
}

/** @internal */
export const virtualServiceRules = [
  routeHost,
  routeSubset,
  routeWeights,
  retryConditions,
  retryTime,
  routeReachable,
  oneVirtualService,
];
