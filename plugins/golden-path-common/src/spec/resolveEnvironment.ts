/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import type { z } from 'zod';
import { PlatformModel, ServiceDefinition } from '../model/types';
import { ServiceSpec, serviceSpecSchema } from './serviceSpec';

/*
 * Specs are values that nobody changes, and a preview renders the same ones at
 * every key press; parsing two dozen again would cost more than rendering one.
 */
const SERVICES = new WeakMap<object, Map<string, ServiceDefinition>>();
const MODELS = new WeakMap<object, Map<string, PlatformModel>>();

/**
 * The spec of a service as it holds in one environment: `environments.<name>`
 * merged over the rest. Objects are merged, lists and texts replaced; `replicas`
 * and `scale` push each other out. The result has no `environments`, so that
 * resolving twice is the same as once.
 *
 * @returns the service with its effective spec
 * @public
 */
export function resolveService(
  service: ServiceDefinition,
  environment: string,
): ServiceDefinition {
  return memoized(SERVICES, service, environment, () =>
    withOverride(service, environment),
  );
}

/**
 * What is wrong with the shape of a spec once an environment's part is merged in:
 * it may begin an object without the fields that the object needs.
 *
 * @returns the merged spec and what the schema says about it, or undefined if it
 *   is as it should be
 * @internal
 */
export function effectiveSpecProblem(
  service: ServiceDefinition,
  environment: string,
): { value: unknown; error: z.ZodError } | undefined {
  const value = mergedSpec(service.spec, environment);
  if (value === undefined) {
    return undefined;
  }
  const { error } = serviceSpecSchema.safeParse(value);
  return error && { value, error };
}

function withOverride(
  service: ServiceDefinition,
  environment: string,
): ServiceDefinition {
  const merged = mergedSpec(service.spec, environment);
  if (!merged) {
    return Object.keys(service.spec.environments).length === 0
      ? service
      : { ...service, spec: { ...service.spec, environments: {} } };
  }
  // Parsed again, because an override may begin an object that has defaults.
  const parsed = serviceSpecSchema.safeParse(merged);
  return {
    ...service,
    spec: parsed.success ? parsed.data : (merged as ServiceSpec),
  };
}

/** Undefined if the environment says nothing of its own. */
function mergedSpec(spec: ServiceSpec, environment: string): unknown {
  const override = Object.hasOwn(spec.environments, environment)
    ? spec.environments[environment]
    : undefined;
  if (!override) {
    return undefined;
  }
  const { environments: _, ...base } = spec;
  const rest: Record<string, unknown> = { ...base };
  if (override.replicas !== undefined) delete rest.scale;
  if (override.scale !== undefined) delete rest.replicas;
  return {
    ...(merge(rest, override) as Record<string, unknown>),
    environments: {},
  };
}

/**
 * A platform as it is in one environment.
 *
 * @public
 */
export function resolveModel(
  model: PlatformModel,
  environment: string,
): PlatformModel {
  return memoized(MODELS, model, environment, () => {
    const services = model.services.map(service =>
      resolveService(service, environment),
    );
    const isSame = services.every((entry, i) => entry === model.services[i]);
    return isSame ? model : { ...model, services };
  });
}

function memoized<T>(
  memory: WeakMap<object, Map<string, T>>,
  subject: object,
  environment: string,
  make: () => T,
): T {
  const known = memory.get(subject) ?? new Map<string, T>();
  memory.set(subject, known);
  const value = known.get(environment) ?? make();
  known.set(environment, value);
  return value;
}

function merge(base: unknown, override: unknown): unknown {
  if (!isObject(base) || !isObject(override)) {
    return override === undefined ? base : override;
  }
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(override)) {
    merged[key] = merge(base[key], value);
  }
  return merged;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
