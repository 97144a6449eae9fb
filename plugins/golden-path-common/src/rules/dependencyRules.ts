/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parseDependencyRef } from '../graph/dependencies';
import { parseDurationSeconds } from '../spec/duration';
import { isServing } from '../spec/serviceSpec';
import { ServiceRule } from './types';

/** @internal */
export const dependencyRef: ServiceRule = {
  id: 'GP-DEP-001',
  severity: 'error',
  scope: 'service',
  title: 'Dependencies name a component, a resource or an API, each once',
  why: 'Relations, addresses and network rules come from the reference.',
  fields: ['spec.runtime.dependencies[].ref'],
  example: { runtime: { dependencies: [{ ref: 'redis' }] } },
  check: ({ spec }) => {
    const seen = new Set<string>();
    return spec.dependencies.flatMap(({ ref }, index) => {
      const full = parseDependencyRef(ref);
      if (full && !seen.has(full)) {
        seen.add(full);
        return [];
      }
      const path = `spec.runtime.dependencies[${index}].ref`;
      return [
        {
          path,
          message: full
            ? `'${path}' is '${ref}', which is there already`
            : `'${path}' is '${ref}', which is no reference to a component, resource or API`,
          fix: full
            ? 'Remove one of the two.'
            : 'Write the kind too, as component:default/auth-service.',
        },
      ];
    });
  },
};

/** @internal */
export const dependencySelf: ServiceRule = {
  id: 'GP-DEP-002',
  severity: 'error',
  scope: 'service',
  title: 'A service does not depend on itself',
  why: 'It would never be the first to start.',
  fields: ['spec.runtime.dependencies[].ref'],
  example: { runtime: { dependencies: [{ ref: 'component:checkout' }] } },
  check: ({ spec, entityRef, name }) =>
    spec.dependencies.flatMap(({ ref }, index) =>
      parseDependencyRef(ref) === entityRef
        ? [
            {
              path: `spec.runtime.dependencies[${index}].ref`,
              message: `'spec.runtime.dependencies[${index}].ref' is '${ref}', which is '${name}' itself`,
              fix: 'Remove it.',
            },
          ]
        : [],
    ),
};

/** @internal */
export const dependencyTimeout: ServiceRule = {
  id: 'GP-DEP-003',
  severity: 'error',
  scope: 'service',
  title: 'Timeouts of dependencies are durations',
  why: 'A timeout without a unit is read as something else by each reader.',
  fields: ['spec.runtime.dependencies[].timeout'],
  example: {
    runtime: { dependencies: [{ ref: 'resource:redis', timeout: '3' }] },
  },
  check: ({ spec }) =>
    spec.dependencies.flatMap(({ timeout }, index) =>
      timeout === undefined || parseDurationSeconds(timeout)
        ? []
        : [
            {
              path: `spec.runtime.dependencies[${index}].timeout`,
              message: `'spec.runtime.dependencies[${index}].timeout' is '${timeout}', which is no duration`,
              fix: 'Write a number and a unit, as 3s or 500ms.',
            },
          ],
    ),
};

/** @internal */
export const dependencyPatience: ServiceRule = {
  id: 'GP-DEP-007',
  severity: 'error',
  scope: 'service',
  title: "A dependency's timeout is shorter than the service's own",
  why: 'Otherwise the caller has gone before the service could answer without the dependency.',
  fields: ['spec.runtime.dependencies[].timeout'],
  example: {
    runtime: { dependencies: [{ ref: 'resource:redis', timeout: '10s' }] },
  },
  check: ({ spec }) => {
    const own = parseDurationSeconds(spec.traffic.timeout);
    return !own || !isServing(spec)
      ? []
      : spec.dependencies.flatMap(({ timeout }, index) => {
          const path = `spec.runtime.dependencies[${index}].timeout`;
          return timeout === undefined ||
            (parseDurationSeconds(timeout) ?? 0) < own
            ? []
            : [
                {
                  path,
                  message: `'${path}' is '${timeout}', not shorter than 'spec.runtime.traffic.timeout' of '${spec.traffic.timeout}'`,
                  fix: 'Give up sooner, or let callers wait longer.',
                },
              ];
        });
  },
};

/** @internal */
export const dependencyRules = [
  dependencyRef,
  dependencySelf,
  dependencyTimeout,
  dependencyPatience,
];
