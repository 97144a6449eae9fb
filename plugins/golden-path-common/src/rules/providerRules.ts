/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { dependencyCycle } from '../graph/cycles';
import { parseDependencyRef } from '../graph/dependencies';
import { servicesMeantBy } from '../model/lookups';
import { findProvider } from '../model/providers';
import { PlatformModel, ServiceDefinition } from '../model/types';
import { isServing } from '../spec/serviceSpec';
import { PlatformRule, Violation } from './types';

/*
 * What stands at the other end of a dependency.
 */

/** @internal */
export const dependencyExists: PlatformRule = {
  id: 'GP-DEP-004',
  severity: 'error',
  scope: 'platform',
  title: 'Dependencies are in the catalog',
  why: 'A dependency that does not exist has no address and no owner to ask.',
  fields: ['spec.runtime.dependencies[].ref'],
  example: { runtime: { dependencies: [{ ref: 'component:nowhere' }] } },
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
  fields: ['spec.runtime.dependencies[].port'],
  example: {
    runtime: { dependencies: [{ ref: 'resource:redis', port: 6380 }] },
  },
  check: ({ spec }, model) =>
    spec.dependencies.flatMap(({ ref, port }, index) => {
      const full = parseDependencyRef(ref);
      const provider = full && findProvider(model, full);
      return !provider ||
        port === undefined ||
        isPrivate(full, port, model) ||
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
  fields: ['spec.runtime.dependencies'],
  example: {
    component: { name: 'basket' },
    runtime: { dependencies: [{ ref: 'component:checkout' }] },
    others: {
      checkout: {
        ports: [{ port: 7017 }],
        dependencies: [{ ref: 'component:basket' }],
      },
    },
  },
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

/** Whether a service has the port, but for its own pods alone. */
function isPrivate(ref: string, port: number, model: PlatformModel): boolean {
  return servicesMeantBy(ref, model).some(({ spec }) =>
    spec.ports.some(entry => entry.port === port && entry.expose === 'none'),
  );
}

/** @internal */
export const dependencyPrivate: PlatformRule = {
  id: 'GP-DEP-008',
  severity: 'error',
  scope: 'platform',
  title: 'A dependency is called on a port that is open to others',
  why: "A port with 'expose: none' answers the pod itself alone: no network policy lets anybody in.",
  fields: [
    'spec.runtime.dependencies[].port',
    'spec.runtime.dependencies[].ref',
  ],
  example: {
    runtime: { dependencies: [{ ref: 'component:basket', port: 7019 }] },
    others: {
      basket: {
        ports: [
          { port: 7017 },
          { name: 'http-admin', port: 7019, expose: 'none' },
        ],
      },
    },
  },
  check: ({ spec }, model) =>
    eachDependency(spec, ({ ref, port }, path) => {
      const full = parseDependencyRef(ref);
      if (!full) {
        return [];
      }
      if (port !== undefined) {
        return isPrivate(full, port, model)
          ? [
              {
                path: `${path}.port`,
                message: `'${path}.port' is ${port}, which '${ref}' keeps for itself`,
                fix: "Take another port, or ask its owner for 'expose: mesh'.",
                related: servicesMeantBy(full, model).map(
                  ({ entityRef }) => entityRef,
                ),
              },
            ]
          : [];
      }
      const closed = servicesMeantBy(full, model).find(
        other =>
          isServing(other.spec) &&
          other.spec.ports.length > 0 &&
          !findProvider(model, full),
      );
      return closed
        ? [
            {
              path: `${path}.ref`,
              message: `'${path}.ref' is '${ref}', but '${closed.name}' opens none of its ports to others`,
              fix: "Ask its owner for 'expose: mesh', or remove the dependency.",
              related: [closed.entityRef],
            },
          ]
        : [];
    }),
};

/** @internal */
export const dependencyOnJob: PlatformRule = {
  id: 'GP-DEP-009',
  severity: 'error',
  scope: 'platform',
  title: 'Nothing depends on a job',
  why: 'A job answers nobody: there is no address to call.',
  fields: ['spec.runtime.dependencies[].ref'],
  example: {
    runtime: { dependencies: [{ ref: 'component:sweep' }] },
    others: { sweep: { ports: [], workload: { kind: 'job' } } },
  },
  check: ({ spec }, model) =>
    eachDependency(spec, ({ ref }, path) => {
      const full = parseDependencyRef(ref);
      const job =
        full?.startsWith('component:') &&
        servicesMeantBy(full, model).find(
          ({ spec: other }) => !isServing(other),
        );
      return job
        ? [
            {
              path: `${path}.ref`,
              message: `'${path}.ref' is '${ref}', which is a ${job.spec.workload.kind}`,
              fix: 'Depend on what the job writes to, or make it a service.',
              related: [job.entityRef],
            },
          ]
        : [];
    }),
};

/** @internal */
export const dependencyServed: PlatformRule = {
  id: 'GP-DEP-010',
  severity: 'warning',
  scope: 'platform',
  title: 'Something on the platform serves a dependency',
  why: 'Without an address there is no variable, and no network policy lets the call out.',
  fields: ['spec.runtime.dependencies[].ref'],
  example: { runtime: { dependencies: [{ ref: 'api:pricing-api' }] } },
  check: ({ spec }, model) =>
    eachDependency(spec, ({ ref }, path) => {
      const full = parseDependencyRef(ref);
      // What has a fault of its own is reported by its own rule.
      return !full ||
        !model.entityRefs.has(full) ||
        findProvider(model, full) ||
        servicesMeantBy(full, model).length > 0
        ? []
        : [
            {
              path: `${path}.ref`,
              message: `'${path}.ref' is '${ref}', which nothing on the platform serves`,
              fix: "Give a Resource its spec.endpoint and an API the port that serves it; what is elsewhere is one of 'spec.runtime.security.egressHosts'.",
            },
          ];
    }),
};

type Dependency = ServiceDefinition['spec']['dependencies'][number];

function eachDependency(
  spec: ServiceDefinition['spec'],
  check: (dependency: Dependency, path: string) => Violation[],
): Violation[] {
  return spec.dependencies.flatMap((dependency, index) =>
    check(dependency, `spec.runtime.dependencies[${index}]`),
  );
}

/** @internal */
export const providerRules = [
  dependencyExists,
  dependencyPort,
  dependencyCycles,
  dependencyPrivate,
  dependencyOnJob,
  dependencyServed,
];
