/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ServicePort, ServiceSpec } from '../../spec/serviceSpec';
import { publicHosts } from '../../spec/publicHosts';
import { CANARY, hostOf, STABLE } from '../conventions';
import { publicPort } from '../ports';
import { HttpRoute, routesOf } from '../routes';
import { Manifest, ManifestValue, RenderContext } from '../types';
import { canaryRelease, workloadOf } from '../workload';
import { istioDuration } from './istio';
import { serviceMetadata } from './metadata';

/** Gateway that stands for the proxies of all callers in the mesh. */
const MESH = 'mesh';

/** Methods that change nothing, so that a request may be sent again. */
const IDEMPOTENT_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/** Conditions in which the request was never worked on. */
const SAFE_CONDITIONS = ['connect-failure', 'refused-stream'];

/**
 * How requests reach the pods of a service, from callers in the mesh and from the
 * gateway: timeout, retries, and the share of each release.
 *
 * @internal
 */
export function renderVirtualService(context: RenderContext): Manifest[] {
  const { service, model } = context;
  const { http, tcp } = routesOf(service.spec);
  if (http.length + tcp.length === 0) {
    return [];
  }
  const hosts = gatewayHosts(context);
  return [
    {
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: serviceMetadata(context),
      spec: {
        hosts: [hostOf(service.name, model.system.spec.namespace), ...hosts],
        ...(hosts.length > 0 && { gateways: [MESH, model.system.name] }),
        ...(http.length > 0 && {
          http: http.map(route => httpRoute(context, route)),
        }),
        ...(tcp.length > 0 && {
          tcp: tcp.map(port => tcpRoute(context, port)),
        }),
      },
    },
  ];
}

/** Public names that Istio's gateway answers for; an Ingress has its own. */
function gatewayHosts({
  service,
  environment,
  model,
}: RenderContext): readonly string[] {
  const platform = model.system.spec;
  return platform.gateway.type === 'istio' && publicPort(service.spec)
    ? publicHosts(service.spec, environment, platform)
    : [];
}

function httpRoute(context: RenderContext, route: HttpRoute): ManifestValue {
  const { spec } = context.service;
  return {
    name: route.name,
    match: matchOf(context, route),
    route: destinations(context, route.port),
    timeout: istioDuration(spec.traffic.timeout),
    retries: retriesOf(spec, route.requests),
  };
}

/**
 * Each way in, times each method. A match of a port means the Service's port, which
 * only callers in the mesh name; at the gateway it would be the gateway's own.
 */
function matchOf(
  context: RenderContext,
  { port, requests }: HttpRoute,
): ManifestValue {
  const ways = waysIn(context, port);
  if (requests === 'idempotent') {
    return ways.flatMap(way =>
      IDEMPOTENT_METHODS.map(method => ({ ...way, method: { exact: method } })),
    );
  }
  // No match at all is every request.
  return ways.some(way => Object.keys(way).length === 0) ? undefined : ways;
}

function waysIn(
  context: RenderContext,
  port: ServicePort,
): Array<{ [field: string]: ManifestValue }> {
  const { service, model } = context;
  const byPort =
    service.spec.ports.length > 1 ? { port: port.port } : undefined;
  if (gatewayHosts(context).length === 0) {
    return [{ ...byPort }];
  }
  const inMesh = { gateways: [MESH], ...byPort };
  if (port !== publicPort(service.spec)) {
    return [inMesh];
  }
  const { pathPrefix } = service.spec.traffic.gateway;
  if (pathPrefix === '/' && !byPort) {
    return [{}];
  }
  return [
    inMesh,
    ...pathsBelow(pathPrefix).map(uri => ({
      gateways: [model.system.name],
      ...uri,
    })),
  ];
}

/**
 * Paths below a prefix by whole segments, as an Ingress matches them: `/search`
 * must not take the requests of `/search-admin`, another service on that host.
 */
function pathsBelow(
  prefix: string,
): Array<{ uri?: { exact?: string; prefix?: string } }> {
  const path = prefix.replace(/\/+$/, '');
  return path === ''
    ? [{}]
    : [{ uri: { exact: path } }, { uri: { prefix: `${path}/` } }];
}

/**
 * Istio tries twice more where nothing is said, so "never" has to be said.
 *
 * What may not be repeated has no time limit for each try: a try that is too slow
 * is not made again there, the request would only fail earlier.
 */
function retriesOf(
  { traffic }: ServiceSpec,
  requests: HttpRoute['requests'],
): ManifestValue {
  const { attempts, perTry, on } = traffic.retries;
  if (attempts === 0) {
    return { attempts };
  }
  return requests === 'other'
    ? { attempts, retryOn: SAFE_CONDITIONS.join(',') }
    : {
        attempts,
        perTryTimeout: istioDuration(perTry),
        retryOn: on.join(','),
      };
}

/** Bytes have no methods, no timeout and no retries. */
function tcpRoute(context: RenderContext, port: ServicePort): ManifestValue {
  return {
    match: [
      {
        ...(gatewayHosts(context).length > 0 && { gateways: [MESH] }),
        port: port.port,
      },
    ],
    route: destinations(context, port),
  };
}

/**
 * The share of each release. Weights of a Rollout are its controller's; these hold
 * until it has looked at them.
 */
function destinations(
  { service, model }: RenderContext,
  port: ServicePort,
): ManifestValue[] {
  const to = (subset: string, weight: number) => ({
    destination: {
      host: hostOf(service.name, model.system.spec.namespace),
      port: { number: port.port },
      subset,
    },
    weight,
  });
  if (workloadOf(service.spec).kind === 'Rollout') {
    return [to(STABLE, 100), to(CANARY, 0)];
  }
  if (canaryRelease(service)) {
    const { weight } = service.spec.rollout.canary;
    return [to(STABLE, 100 - weight), to(CANARY, weight)];
  }
  return [to(STABLE, 100)];
}
