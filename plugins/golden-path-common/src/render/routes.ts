/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ServicePort, ServiceSpec } from '../spec/serviceSpec';
import { callablePorts, isGrpcPort, isHttpPort } from './ports';

/**
 * A route of a service's VirtualService, for requests to one of its ports.
 *
 * @internal
 */
export interface HttpRoute {
  name: string;
  port: ServicePort;
  /**
   * Which requests: those that may be repeated (GET, HEAD and OPTIONS), the
   * rest, or all alike.
   */
  requests: 'idempotent' | 'other' | 'all';
}

/**
 * The routes of a service. Two places must agree about them: the VirtualService,
 * and the Rollout that shifts its weights by route name (TCP routes have no
 * names; they go by port).
 *
 * @internal
 */
export interface ServiceRoutes {
  http: HttpRoute[];
  tcp: ServicePort[];
}

/** @internal */
export function routesOf(spec: ServiceSpec): ServiceRoutes {
  const ports = callablePorts(spec);
  const httpPorts = ports.filter(isHttpPort);
  return {
    http: httpPorts.flatMap(port => {
      const named = (name: string) =>
        httpPorts.length === 1 ? name : `${port.name}-${name}`;
      return isSplit(spec, port)
        ? [
            { name: named('idempotent'), port, requests: 'idempotent' },
            { name: named('other'), port, requests: 'other' },
          ]
        : [{ name: named('primary'), port, requests: requestsOf(spec, port) }];
    }),
    tcp: ports.filter(port => !isHttpPort(port)),
  };
}

/** Every call of gRPC is a POST, so methods cannot tell what may be repeated. */
function isSplit({ traffic }: ServiceSpec, port: ServicePort): boolean {
  const { attempts, idempotentOnly } = traffic.retries;
  return attempts > 0 && idempotentOnly && !isGrpcPort(port);
}

function requestsOf(
  { traffic }: ServiceSpec,
  port: ServicePort,
): HttpRoute['requests'] {
  return traffic.retries.idempotentOnly && isGrpcPort(port) ? 'other' : 'all';
}
