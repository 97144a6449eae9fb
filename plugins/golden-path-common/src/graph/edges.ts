/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { findProvider } from '../model/providers';
import { PlatformModel, ServiceDefinition } from '../model/types';
import { ServiceDependency, ServicePort } from '../spec/serviceSpec';
import { parseDependencyRef } from './dependencies';

/**
 * An edge of the graph: a service calls a port of something.
 *
 * @public
 */
export interface DependencyEdge {
  caller: ServiceDefinition;
  /** Full reference of what is called: a component or a resource. */
  callee: string;
  /** Name of its Service in the namespace. */
  host: string;
  /** Port of the Service. */
  port: number;
  /** Port of the pods behind it: what network and mesh policies match. */
  targetPort: number;
  protocol: ServicePort['protocol'];
  scheme: string;
}

/**
 * An entry of `spec.runtime.dependencies` and the edge that it makes.
 *
 * @internal
 */
export interface ResolvedDependency {
  dependency: ServiceDependency;
  /** Full reference, as the spec means it: perhaps an API. */
  ref: string;
  edge: DependencyEdge;
}

/**
 * Finds what each dependency of a service leads to, in the order of its spec.
 * Those that nothing serves are left out (GP-DEP-004 reports them). A port that
 * is not offered becomes the first that is (GP-DEP-005 reports it).
 *
 * @internal
 */
export function resolveDependencies(
  caller: ServiceDefinition,
  model: PlatformModel,
): ResolvedDependency[] {
  return caller.spec.dependencies.flatMap(dependency => {
    const ref = parseDependencyRef(dependency.ref);
    const provider = ref ? findProvider(model, ref) : undefined;
    if (!ref || !provider) {
      return [];
    }
    const target =
      provider.ports.find(({ port }) => port === dependency.port) ??
      provider.ports[0];
    return [
      {
        dependency,
        ref,
        edge: {
          caller,
          callee: provider.entityRef,
          host: provider.host,
          ...target,
        },
      },
    ];
  });
}

/**
 * What a service calls, in the order of its spec. Dependencies that nothing
 * serves are left out (GP-DEP-004 reports them), as is a second edge to the same
 * port and one to itself (GP-DEP-002).
 *
 * @public
 */
export function edgesFrom(
  caller: ServiceDefinition,
  model: PlatformModel,
): DependencyEdge[] {
  const edges: DependencyEdge[] = [];
  for (const { edge } of resolveDependencies(caller, model)) {
    const isKnown = edges.some(
      ({ callee, port }) => callee === edge.callee && port === edge.port,
    );
    if (!isKnown && edge.callee !== caller.entityRef) {
      edges.push(edge);
    }
  }
  return edges;
}

/** Models are values that nobody changes, so one walk over each will do. */
const EDGES = new WeakMap<PlatformModel, Map<string, DependencyEdge[]>>();

/**
 * Who calls a service or a resource, sorted by the caller's name.
 *
 * @public
 */
export function edgesTo(
  callee: Pick<ServiceDefinition, 'entityRef'>,
  model: PlatformModel,
): DependencyEdge[] {
  let byCallee = EDGES.get(model);
  if (!byCallee) {
    byCallee = new Map();
    for (const caller of model.services) {
      for (const edge of edgesFrom(caller, model)) {
        const known = byCallee.get(edge.callee);
        if (known) {
          known.push(edge);
        } else {
          byCallee.set(edge.callee, [edge]);
        }
      }
    }
    EDGES.set(model, byCallee);
  }
  return byCallee.get(callee.entityRef) ?? [];
}
