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
 * Several services may share a host. Of all their routes the gateway takes the
 * first that fits, those of the older object first, and keeps for the end only
 * what takes every request (Istio, SortVHostRoutes). So a service at the root of
 * a shared host has one such route: GET apart from the rest would swallow the
 * requests of the others.
 *
 * @internal
 */
export function publicRoutesOf(context: RenderContext): {
  hosts: readonly string[];
  http: HttpRoute[];
} {
  const { model, environment, service } = context;
  const { spec } = service;
  const platform = model.system.spec;
  const port = publicPort(spec);
  const hosts = publicHosts(spec, environment, platform);
  if (platform.gateway.type !== 'istio' || !port || hosts.length === 0) {
    return { hosts: [], http: [] };
  }
  const isCatchAll = isRoot(spec) && sharesHost(context, hosts);
  return {
    hosts,
    http: isCatchAll ? [singleRoute(spec, port)] : httpRoutes(spec, port),
  };
}

function isRoot({ traffic }: ServiceSpec): boolean {
  return /^\/*$/.test(traffic.gateway.pathPrefix);
}

function sharesHost(
  { model, environment, service }: RenderContext,
  hosts: readonly string[],
): boolean {
  return model.services.some(
    ({ entityRef, spec }) =>
      entityRef !== service.entityRef &&
      publicPort(spec) &&
      publicHosts(spec, environment, model.system.spec).some(host =>
        hosts.includes(host),
      ),
  );
}

function httpRoutes(
  spec: ServiceSpec,
  port: ServicePort,
  prefix = '',
): HttpRoute[] {
  return isSplit(spec, port)
    ? [
        { name: `${prefix}idempotent`, port, requests: 'idempotent' },
        { name: `${prefix}other`, port, requests: 'other' },
      ]
    : [singleRoute(spec, port, prefix)];
}

function singleRoute(
  { traffic }: ServiceSpec,
  port: ServicePort,
  prefix = '',
): HttpRoute {
  return {
    name: `${prefix}primary`,
    port,
    requests: traffic.retries.idempotentOnly ? 'other' : 'all',
  };
}

/** Every call of gRPC is a POST, so methods cannot tell what may be repeated. */
function isSplit({ traffic }: ServiceSpec, port: ServicePort): boolean {
  const { attempts, idempotentOnly } = traffic.retries;
  return attempts > 0 && idempotentOnly && !isGrpcPort(port);
}
