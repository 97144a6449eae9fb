/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { edgesFrom } from '../graph/edges';
import { PlatformModel, ServiceDefinition } from '../model/types';
import { ServiceSpec } from '../spec/serviceSpec';
import { isOutside } from './conventions';

/**
 * A host outside the cluster that a service calls.
 *
 * @internal
 */
export type OutsideHost = ServiceSpec['security']['egressHosts'][number];

/**
 * The hosts that a service names itself, and those of Resources outside the
 * cluster. Of these only HTTPS says by its scheme that it is encrypted from the
 * first byte; databases and queues may begin in plain text.
 *
 * @internal
 */
export function outsideHostsOf(
  service: ServiceDefinition,
  model: PlatformModel,
): OutsideHost[] {
  return [
    ...service.spec.security.egressHosts,
    ...edgesFrom(service, model)
      .filter(({ host }) => isOutside(host))
      .map(({ host, port, scheme }) => ({
        host,
        port,
        tls: scheme === 'https',
      })),
  ];
}
