/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { completeApiRef } from './providers';
import { PlatformModel, ServiceDefinition } from './types';

/**
 * Something that is worked out once a model, however often it is asked for:
 * models are values that nobody changes, and rules ask for each service what is
 * the same for all.
 *
 * @internal
 */
export function oncePerModel<T>(
  make: (model: PlatformModel) => T,
): (model: PlatformModel) => T {
  const made = new WeakMap<PlatformModel, { value: T }>();
  return model => {
    let known = made.get(model);
    if (!known) {
      known = { value: make(model) };
      made.set(model, known);
    }
    return known.value;
  };
}

/**
 * The first service in the alphabet for each key that services have.
 *
 * @internal
 */
export function firstByKey<K>(
  keysOf: (service: ServiceDefinition) => readonly K[],
): (model: PlatformModel) => ReadonlyMap<K, ServiceDefinition> {
  return oncePerModel(({ services }) => {
    const first = new Map<K, ServiceDefinition>();
    for (const service of services) {
      for (const key of keysOf(service)) {
        if (!first.has(key)) {
          first.set(key, service);
        }
      }
    }
    return first;
  });
}

const byReference = oncePerModel(({ services }) => {
  const found = new Map<string, ServiceDefinition[]>();
  for (const service of services) {
    const refs = new Set([
      service.entityRef,
      ...service.spec.ports.flatMap(({ api }) => completeApiRef(api) ?? []),
    ]);
    for (const ref of refs) {
      const known = found.get(ref);
      if (known) {
        known.push(service);
      } else {
        found.set(ref, [service]);
      }
    }
  }
  return found;
});

/**
 * The services that a reference means: one by its own, or those with a port for
 * an API, whoever may call it.
 *
 * @internal
 */
export function servicesMeantBy(
  ref: string,
  model: PlatformModel,
): readonly ServiceDefinition[] {
  return byReference(model).get(ref) ?? [];
}
