/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parseDependencyRef } from '../graph/dependencies';
import { dependencyCycle } from '../graph/cycles';
import { findProvider } from '../model/providers';
import { parseDurationSeconds } from '../spec/duration';
import { PlatformRule, ServiceRule } from './types';

/** @internal */
export const dependencyRef: ServiceRule = {
  id: 'GP-DEP-001',
  severity: 'error',
  scope: 'service',
  title: 'Dependencies name a component, a resource or an API, each once',
  why: 'Relations, addresses and network rules come from the reference.',
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
export const dependencyExists: PlatformRule = {
  id: 'GP-DEP-004',
  severity: 'error',
  scope: 'platform',
  title: 'Dependencies are in the catalog',
  why: 'A dependency that does not exist has no address and no owner to ask.',
  check: ({ spec }, { entityRefs }) =>
    spec.dependencies.flatMap(({ ref }, index) => {
      const full = parseDependencyRef(ref);
      return !full || entityRefs.has(full)
        ? []
        : [
            {
              path: `spec.runtime.dependencies[${index}].ref`,
              message: `'spec.runtime.dependencies[${index}].ref' is '${ref}', which is not in the catalog`,
              fix: 'Correct the reference, or add the entity.',
            },
          ];
    }),
};

/** @internal */
export const dependencyPort: PlatformRule = {
  id: 'GP-DEP-005',
  severity: 'error',
  scope: 'platform',
  title: 'A dependency offers the port that is asked for',
  why: 'Every call to another port is refused.',
  check: ({ spec }, model) =>
    spec.dependencies.flatMap(({ ref, port }, index) => {
      const full = parseDependencyRef(ref);
      const provider = full && findProvider(model, full);
      return !provider ||
        port === undefined ||
        provider.ports.some(offered => offered.port === port)
        ? []
        : [
            {
              path: `spec.runtime.dependencies[${index}].port`,
              message: `'spec.runtime.dependencies[${index}].port' is ${port}, but '${ref}' offers ${provider.ports
                .map(offered => offered.port)
                .join(', ')}`,
              fix: 'Take a port that it offers, or leave the field out for the first.',
              related: [provider.entityRef],
            },
          ];
    }),
};

/** @internal */
export const dependencyCycles: PlatformRule = {
  id: 'GP-DEP-006',
  severity: 'warning',
  scope: 'platform',
  title: 'Services do not depend on each other in a circle',
  why: 'None of them can start first, and a failure goes round.',
  check: (service, model) => {
    const cycle = dependencyCycle(service, model);
    // A circle is reported once, by its first member in the alphabet.
    if (!cycle || [...cycle].sort()[0] !== service.entityRef) {
      return [];
    }
    const names = cycle.map(ref => ref.slice(ref.indexOf('/') + 1));
    return [
      {
        path: 'spec.runtime.dependencies',
        message: `'spec.runtime.dependencies' closes a circle: ${[
          ...names,
          names[0],
        ].join(' → ')}`,
        fix: 'Turn one call round, or put a queue between.',
        related: cycle.filter(ref => ref !== service.entityRef),
      },
    ];
  },
};

/** @internal */
export const dependencyRules = [
  dependencyRef,
  dependencySelf,
  dependencyTimeout,
  dependencyExists,
  dependencyPort,
  dependencyCycles,
];
