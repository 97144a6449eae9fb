/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { connectionsOf } from './connections';
import { nameByContent } from './conventions';
import { specHash } from './provenance';
import { RenderContext } from './types';

/**
 * The variables of a service and the ConfigMap that holds them.
 *
 * @internal
 */
export interface Configuration {
  /** Name of the ConfigMap. */
  name: string;
  data: Record<string, string>;
}

/** The ConfigMap and each workload ask for the same one. */
const CONFIGURATIONS = new WeakMap<RenderContext, Configuration>();

/**
 * Variables, sorted by name: the platform's, the addresses of dependencies, the
 * service's own. A later one replaces an earlier one of the same name.
 *
 * @internal
 */
export function configurationOf(context: RenderContext): Configuration {
  const known = CONFIGURATIONS.get(context);
  if (known) {
    return known;
  }
  const { model, environment, service } = context;
  const values: Record<string, string> = {
    ENVIRONMENT: environment.name,
    SERVICE_NAME: service.name,
    ...model.system.spec.env,
    ...Object.fromEntries(
      connectionsOf(context).map(({ variable, url }) => [variable, url]),
    ),
    ...service.spec.env,
  };
  const data = Object.fromEntries(
    Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  const configuration = {
    name: nameByContent(`${service.name}-config`, specHash(data)),
    data,
  };
  CONFIGURATIONS.set(context, configuration);
  return configuration;
}
