/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { findProvider } from '../model/providers';
import { PlatformModel, ServiceDefinition } from '../model/types';
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
  scheme: string;
}

/**
 * What a service calls, in the order of its spec. Dependencies that nothing
 * serves are left out (GP-DEP-004 reports them), as is a second edge to the same
 * port.
 *
 * @public
 */
export function edgesFrom(
  caller: ServiceDefinition,
  model: PlatformModel,
): DependencyEdge[] {
  const edges: DependencyEdge[] = [];
  for (const { ref, port } of caller.spec.dependencies) {
    const full = parseDependencyRef(ref);
    const provider = full ? findProvider(model, full) : undefined;
    const target =
      provider?.ports.find(offered => offered.port === port) ??
      provider?.ports[0];
    if (!provider || !target || provider.entityRef === caller.entityRef) {
      continue;
    }
    const edge = {
      caller,
      callee: provider.entityRef,
      host: provider.host,
      port: target.port,
      scheme: target.scheme,
    };
    if (
      !edges.some(
        ({ callee, port: other }) =>
          callee === edge.callee && other === edge.port,
      )
    ) {
      edges.push(edge);
    }
  }
  return edges;
}

/**
 * Who calls a service, sorted by the caller's name.
 *
 * @public
 */
export function edgesTo(
  callee: ServiceDefinition,
  model: PlatformModel,
): DependencyEdge[] {
  let byCallee = EDGES.get(model);
  if (!byCallee) {
    byCallee = new Map();
    for (const caller of model.services) {
      for (const edge of edgesFrom(caller, model)) {
        byCallee.set(edge.callee, [...(byCallee.get(edge.callee) ?? []), edge]);
      }
    }
    EDGES.set(model, byCallee);
  }
  return byCallee.get(callee.entityRef) ?? [];
}

/** Models are values that nobody changes, so one walk over each will do. */
const EDGES = new WeakMap<PlatformModel, Map<string, DependencyEdge[]>>();
