/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { publicHosts } from '../spec/publicHosts';
import { ServicePort, ServiceSpec } from '../spec/serviceSpec';
import { callablePorts, isGrpcPort, isHttpPort, publicPort } from './ports';
import { RenderContext } from './types';

/**
 * A route of a VirtualService of a service, for requests to one of its ports.
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
 * The routes of a service for callers in the mesh. Two places must agree about
 * them: the VirtualService, and the Rollout that shifts its weights by route name
 * (TCP routes have no names; they go by port).
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
    http: httpPorts.flatMap(port =>
      httpRoutes(spec, port, httpPorts.length > 1 ? `${port.name}-` : ''),
    ),
    tcp: ports.filter(port => !isHttpPort(port)),
  };
}

/**
 * The public hosts of a service that Istio's gateway answers for, and the routes
 * of requests to them. There are none where nothing is exposed, no host is known,
 * or an Ingress brings the requests.
 *
 * @internal
 */
export function publicRoutesOf({
  model,
  environment,
  service,
}: RenderContext): {
  hosts: readonly string[];
  http: HttpRoute[];
} {
  const platform = model.system.spec;
  const port = publicPort(service.spec);
  const hosts = publicHosts(service.spec, environment, platform);
  return platform.gateway.type === 'istio' && port && hosts.length > 0
    ? { hosts, http: httpRoutes(service.spec, port) }
    : { hosts: [], http: [] };
}

function httpRoutes(
  spec: ServiceSpec,
  port: ServicePort,
  prefix = '',
): HttpRoute[] {
  const route = (requests: HttpRoute['requests'], name: string) => ({
    name: `${prefix}${name}`,
    port,
    requests,
  });
  return isSplit(spec, port)
    ? [route('idempotent', 'idempotent'), route('other', 'other')]
    : [route(requestsOf(spec, port), 'primary')];
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
