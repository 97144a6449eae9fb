/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PlatformModel, ServiceDefinition } from '../model/types';
import { findProvider } from '../model/providers';
import { parseDependencyRef } from './dependencies';

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
  const queue: string[][] = [[start.entityRef]];
  const visited = new Set<string>();
  for (const trail of queue) {
    const service = model.services.find(
      ({ entityRef }) => entityRef === trail[trail.length - 1],
    );
    for (const next of dependenciesOf(service, model)) {
      if (next === start.entityRef) {
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

function dependenciesOf(
  service: ServiceDefinition | undefined,
  model: PlatformModel,
): string[] {
  return (service?.spec.dependencies ?? []).flatMap(({ ref }) => {
    const full = parseDependencyRef(ref);
    const provider = full && findProvider(model, full);
    // Naming oneself is GP-DEP-002, no circle.
    return provider && provider.entityRef !== service?.entityRef
      ? [provider.entityRef]
      : [];
  });
}
