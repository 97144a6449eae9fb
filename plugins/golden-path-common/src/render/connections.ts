/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { resolveDependencies } from '../graph/edges';
import { hostOf } from './conventions';
import { RenderContext } from './types';

/**
 * A resolved dependency: a variable and the address that it holds.
 *
 * @internal
 */
export interface Connection {
  variable: string;
  url: string;
}

/**
 * Resolves the dependencies of a service to addresses in the cluster. Those that
 * nothing serves are left out: GP-DEP-004 reports them.
 *
 * @internal
 */
export function connectionsOf({ model, service }: RenderContext): Connection[] {
  const { namespace } = model.system.spec;
  return resolveDependencies(service, model).map(
    ({ dependency, ref, edge }) => ({
      variable: dependency.env ?? connectionVariable(ref),
      url: `${edge.scheme}://${hostOf(edge.host, namespace)}:${edge.port}`,
    }),
  );
}

/**
 * The variable of a dependency that names none: `component:default/auth-service`
 * becomes AUTH_SERVICE_URL.
 *
 * @internal
 */
export function connectionVariable(ref: string): string {
  const name = ref.slice(ref.indexOf('/') + 1);
  return `${name.toLocaleUpperCase('en-US').replace(/[^A-Z0-9]+/g, '_')}_URL`;
}
