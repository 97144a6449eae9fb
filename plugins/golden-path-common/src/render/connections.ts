/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parseDependencyRef } from '../graph/dependencies';
import { findProvider } from '../model/providers';
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
  return service.spec.dependencies.flatMap(({ ref, port, env }) => {
    const full = parseDependencyRef(ref);
    const provider = full ? findProvider(model, full) : undefined;
    const target =
      provider?.ports.find(offered => offered.port === port) ??
      provider?.ports[0];
    if (!full || !provider || !target) {
      return [];
    }
    const name = full.slice(full.indexOf('/') + 1);
    return [
      {
        variable:
          env ??
          `${name.toLocaleUpperCase('en-US').replace(/[^A-Z0-9]+/g, '_')}_URL`,
        url: `${target.scheme}://${provider.host}.${namespace}.svc.cluster.local:${target.port}`,
      },
    ];
  });
}
