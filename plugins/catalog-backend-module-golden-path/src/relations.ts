/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  Entity,
  getCompoundEntityRef,
  parseEntityRef,
  RELATION_API_CONSUMED_BY,
  RELATION_API_PROVIDED_BY,
  RELATION_CONSUMES_API,
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
  RELATION_PROVIDES_API,
} from '@backstage/catalog-model';
import { EntityRelationSpec } from '@backstage/plugin-catalog-node';
import {
  completeApiRef,
  parseDependencyRef,
  ServiceSpec,
} from '@openpolicy/plugin-golden-path-common';

/**
 * A relation that follows from `spec.runtime`, seen from the service.
 *
 * @internal
 */
export interface RuntimeRelation {
  /** Relation from the service to the target. */
  forward: string;
  /** The same from the target to the service. */
  backward: string;
  /** Full reference of the target. */
  target: string;
}

/** Where relations come from; a new one is a function and a row here. */
const SOURCES: ReadonlyArray<(spec: ServiceSpec) => RuntimeRelation[]> = [
  dependencies,
  consumedApis,
  providedApis,
];

/**
 * Derives the relations of a service from its spec, as the catalog stores them:
 * both directions of each.
 *
 * @internal
 */
export function relationsOf(
  entity: Entity,
  spec: ServiceSpec,
): EntityRelationSpec[] {
  const self = getCompoundEntityRef(entity);
  return SOURCES.flatMap(source => source(spec)).flatMap(
    ({ forward, backward, target }) => {
      const other = parseEntityRef(target);
      return [
        { source: self, type: forward, target: other },
        { source: other, type: backward, target: self },
      ];
    },
  );
}

function dependencies(spec: ServiceSpec): RuntimeRelation[] {
  return dependencyTargets(spec)
    .filter(target => !target.startsWith('api:'))
    .map(target => ({
      forward: RELATION_DEPENDS_ON,
      backward: RELATION_DEPENDENCY_OF,
      target,
    }));
}

function consumedApis(spec: ServiceSpec): RuntimeRelation[] {
  return dependencyTargets(spec)
    .filter(target => target.startsWith('api:'))
    .map(target => ({
      forward: RELATION_CONSUMES_API,
      backward: RELATION_API_CONSUMED_BY,
      target,
    }));
}

function providedApis(spec: ServiceSpec): RuntimeRelation[] {
  return spec.ports.flatMap(({ api }) => {
    const target = completeApiRef(api);
    return target
      ? [
          {
            forward: RELATION_PROVIDES_API,
            backward: RELATION_API_PROVIDED_BY,
            target,
          },
        ]
      : [];
  });
}

function dependencyTargets(spec: ServiceSpec): string[] {
  return spec.dependencies.flatMap(({ ref }) => parseDependencyRef(ref) ?? []);
}
