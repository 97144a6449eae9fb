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
  const endpoint = model.endpoints.get(ref);
  if (endpoint) {
    return {
      entityRef: ref,
      host: endpoint.host,
      ports: [
        {
          port: endpoint.port,
          targetPort: endpoint.port,
          protocol: 'TCP',
          scheme: endpoint.scheme,
        },
      ],
    };
  }
  for (const service of model.services) {
    if (!isServing(service.spec)) {
      continue;
    }
    const ports = service.spec.ports.filter(
      port =>
        port.expose !== 'none' &&
        (service.entityRef === ref || completeApiRef(port.api) === ref),
    );
    if (ports.length > 0) {
      return {
        entityRef: service.entityRef,
        host: service.name,
        ports: ports.map(({ name, port, targetPort, protocol }) => ({
          port,
          targetPort: targetPort ?? port,
          protocol,
          scheme: name.split('-')[0],
        })),
      };
    }
  }
  return undefined;
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
