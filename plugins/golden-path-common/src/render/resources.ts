/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { edgesTo } from '../graph/edges';
import { PlatformModel } from '../model/types';
import { isOutside, RATE_LIMIT_SERVICE } from './conventions';
import { isGloballyLimited } from './rateLimit';

/**
 * Something in the namespace that services call and that no spec describes: a
 * database, a queue, the service that counts requests.
 *
 * @internal
 */
export interface BackingResource {
  /** Of its Service, and value of the label `name` of its pods. */
  name: string;
  port: number;
  /** Names of who calls it, sorted; each is a ServiceAccount too. */
  callers: string[];
  /** What it calls itself. */
  calls: Array<{ name: string; port: number }>;
}

/**
 * The resources that somebody calls, sorted by name. The namespace refuses
 * everything by default, so without a policy none of them could be reached.
 *
 * @internal
 */
export function backingResources(model: PlatformModel): BackingResource[] {
  const resources = new Map<string, BackingResource>();
  for (const [entityRef, { host, port, scheme }] of model.endpoints) {
    if (isOutside(host)) continue;
    const callers = edgesTo({ entityRef }, model).map(
      ({ caller }) => caller.name,
    );
    const counters =
      scheme.startsWith('redis') && isLimiting(model)
        ? [RATE_LIMIT_SERVICE.name]
        : [];
    if (callers.length + counters.length > 0) {
      resources.set(host, {
        name: host,
        port,
        callers: [...new Set([...callers, ...counters])].sort(),
        calls: [],
      });
    }
  }
  if (isLimiting(model)) {
    resources.set(RATE_LIMIT_SERVICE.name, rateLimitResource(model));
  }
  return [...resources.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Keeps its counters in Redis. */
function rateLimitResource(model: PlatformModel): BackingResource {
  return {
    ...RATE_LIMIT_SERVICE,
    callers: model.services
      .filter(({ spec }) => isGloballyLimited(spec))
      .map(({ name }) => name),
    calls: [...model.endpoints.values()]
      .filter(({ scheme }) => scheme.startsWith('redis'))
      .map(({ host, port }) => ({ name: host, port })),
  };
}

function isLimiting(model: PlatformModel): boolean {
  return (
    model.system.spec.mesh.injection &&
    model.services.some(({ spec }) => isGloballyLimited(spec))
  );
}
