/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { isServing, ServicePort } from '../spec/serviceSpec';
import { PlatformModel } from './types';

/**
 * A port that others may call.
 *
 * @public
 */
export interface ProviderPort {
  /** Port of the Service. */
  port: number;
  /** Port of the pods behind it. */
  targetPort: number;
  protocol: ServicePort['protocol'];
  scheme: string;
}

/**
 * Who answers behind a dependency.
 *
 * @public
 */
export interface Provider {
  entityRef: string;
  /** Host name in the cluster, without the namespace's suffix. */
  host: string;
  /** Never empty. */
  ports: ProviderPort[];
}

/** Models are values that nobody changes, so one walk over each will do. */
const PROVIDERS = new WeakMap<PlatformModel, Map<string, Provider>>();

/**
 * Finds who serves a component, a resource or an API. A job serves nothing, and
 * neither does a port with `expose: none`.
 *
 * @param ref - full reference, as parseDependencyRef gives it
 * @returns undefined if nothing of the model serves it
 * @public
 */
export function findProvider(
  model: PlatformModel,
  ref: string,
): Provider | undefined {
  let providers = PROVIDERS.get(model);
  if (!providers) {
    providers = providersOf(model);
    PROVIDERS.set(model, providers);
  }
  return providers.get(ref);
}

/** By full reference. The first in the model wins, as in its list of services. */
function providersOf(model: PlatformModel): Map<string, Provider> {
  const providers = new Map<string, Provider>();
  for (const [entityRef, { host, port, scheme }] of model.endpoints) {
    providers.set(entityRef, {
      entityRef,
      host,
      ports: [{ port, targetPort: port, protocol: 'TCP', scheme }],
    });
  }
  for (const service of model.services) {
    const offered = isServing(service.spec)
      ? service.spec.ports.filter(({ expose }) => expose !== 'none')
      : [];
    const byRef = new Map<string, ProviderPort[]>();
    for (const port of offered) {
      for (const ref of [service.entityRef, completeApiRef(port.api)]) {
        if (ref !== undefined) {
          byRef.set(ref, [...(byRef.get(ref) ?? []), providerPort(port)]);
        }
      }
    }
    for (const [ref, ports] of byRef) {
      if (!providers.has(ref)) {
        providers.set(ref, {
          entityRef: service.entityRef,
          host: service.name,
          ports,
        });
      }
    }
  }
  return providers;
}

function providerPort({
  name,
  port,
  targetPort,
  protocol,
}: ServicePort): ProviderPort {
  return {
    port,
    targetPort: targetPort ?? port,
    protocol,
    scheme: name.split('-')[0],
  };
}

/**
 * Completes the reference of an API that a port serves.
 *
 * @returns undefined if there is none or it is malformed
 * @public
 */
export function completeApiRef(ref: string | undefined): string | undefined {
  if (ref === undefined) {
    return undefined;
  }
  try {
    return stringifyEntityRef(
      parseEntityRef(ref, { defaultKind: 'api', defaultNamespace: 'default' }),
    );
  } catch {
    return undefined;
  }
}
