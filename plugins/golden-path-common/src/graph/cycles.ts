/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PlatformModel, ServiceDefinition } from '../model/types';
import { oncePerModel } from '../model/lookups';
import { findProvider } from '../model/providers';
import { parseDependencyRef } from './dependencies';

/** Who calls whom, by full reference; services only. */
type Calls = ReadonlyMap<string, readonly string[]>;

const knotsOf = oncePerModel(model => {
  const calls = callsOf(model);
  return { calls, knotted: knottedServices(calls) };
});

/**
 * The shortest circle of dependencies that leads from a service back to it.
 *
 * @returns the references along the circle, the service first, or undefined
 * @public
 */
export function dependencyCycle(
  start: ServiceDefinition,
  model: PlatformModel,
): string[] | undefined {
  const { calls, knotted } = knotsOf(model);
  // Most services are in no circle; only for the others is it worth a search.
  return knotted.has(start.entityRef)
    ? shortestWayBack(start.entityRef, calls)
    : undefined;
}

function shortestWayBack(start: string, calls: Calls): string[] | undefined {
  const queue: string[][] = [[start]];
  const visited = new Set<string>();
  for (const trail of queue) {
    for (const next of calls.get(trail[trail.length - 1]) ?? []) {
      if (next === start) {
        return trail;
      }
      if (!visited.has(next)) {
        visited.add(next);
        queue.push([...trail, next]);
      }
    }
  }
  return undefined;
}

function callsOf(model: PlatformModel): Calls {
  return new Map(
    model.services.map(service => [
      service.entityRef,
      service.spec.dependencies.flatMap(({ ref }) => {
        const full = parseDependencyRef(ref);
        const provider = full && findProvider(model, full);
        // Naming oneself is GP-DEP-002, no circle.
        return provider && provider.entityRef !== service.entityRef
          ? [provider.entityRef]
          : [];
      }),
    ]),
  );
}

/**
 * The services that are in some circle, or between two: what is left once those
 * that call nothing, and then those that nothing calls, are taken away again and
 * again (Kahn's algorithm, from both ends).
 */
function knottedServices(calls: Calls): Set<string> {
  const left = new Set(calls.keys());
  const callers = reversed(calls);
  strip(left, calls, callers);
  strip(left, callers, calls);
  return left;
}

/** Takes away what leads nowhere within the rest. */
function strip(left: Set<string>, ahead: Calls, behind: Calls): void {
  const open = new Map<string, number>();
  const ends: string[] = [];
  for (const name of left) {
    const count = (ahead.get(name) ?? []).filter(next => left.has(next)).length;
    open.set(name, count);
    if (count === 0) {
      ends.push(name);
    }
  }
  for (const name of ends) {
    left.delete(name);
    for (const before of behind.get(name) ?? []) {
      const count = (open.get(before) ?? 0) - 1;
      open.set(before, count);
      if (count === 0 && left.has(before)) {
        ends.push(before);
      }
    }
  }
}

function reversed(calls: Calls): Calls {
  const callers = new Map<string, string[]>();
  for (const [caller, callees] of calls) {
    for (const callee of callees) {
      const known = callers.get(callee);
      if (known) {
        known.push(caller);
      } else {
        callers.set(callee, [caller]);
      }
    }
  }
  return callers;
}
