/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { resolveModel } from '../../../spec/resolveEnvironment';
import { connectionsOf } from '../../connections';
import { RepositoryContext } from '../../types';

/**
 * The variables that services share in the first environment: the platform's, and
 * the address of everything that some service calls. A variable that means two
 * addresses to two services is left out. There are no credentials in it, because
 * an address in a spec has none.
 *
 * @internal
 */
export function platformEnv({
  model,
}: RepositoryContext): Record<string, string> {
  const [environment] = model.system.spec.environments;
  const resolved = resolveModel(model, environment.name);
  const addresses = new Map<string, Set<string>>();
  for (const service of resolved.services) {
    const context = { model: resolved, environment, service };
    for (const { variable, url } of connectionsOf(context)) {
      const known = addresses.get(variable) ?? new Set();
      addresses.set(variable, known.add(url));
    }
  }
  const shared = [...addresses].flatMap(([variable, urls]) =>
    urls.size === 1 ? [[variable, ...urls]] : [],
  );
  const values: Record<string, string> = {
    ENVIRONMENT: environment.name,
    ...model.system.spec.env,
    ...Object.fromEntries(shared),
  };
  return Object.fromEntries(
    Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
