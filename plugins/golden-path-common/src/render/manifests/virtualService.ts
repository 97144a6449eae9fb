/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ServicePort, ServiceSpec } from '../../spec/serviceSpec';
import { CANARY, hostOf, publicName, STABLE } from '../conventions';
import { HttpRoute, publicRoutesOf, routesOf } from '../routes';
import { Manifest, ManifestValue, RenderContext } from '../types';
import { canaryRelease, workloadOf } from '../workload';
import { istioDuration } from './istio';
import { serviceMetadata } from './metadata';

/** Methods that change nothing, so that a request may be sent again. */
const IDEMPOTENT_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/** Conditions in which the request was never worked on. */
const SAFE_CONDITIONS = ['connect-failure', 'refused-stream'];

/**
 * How requests of callers in the mesh reach the pods of a service: timeout,
 * retries, and the share of each release.
 *
 * @internal
 */
export function renderVirtualService(context: RenderContext): Manifest[] {
  const { service, model } = context;
  const { http, tcp } = routesOf(service.spec);
  if (http.length + tcp.length === 0) {
    return [];
  }
  // Other ports of the Service would be carried to this one without it.
  const isOneOfMany = service.spec.ports.length > 1;
  return [
    {
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: serviceMetadata(context),
      spec: {
        hosts: [hostOf(service.name, model.system.spec.namespace)],
        ...(http.length > 0 && {
          http: http.map(route =>
            httpRoute(context, route, [
              isOneOfMany ? { port: route.port.port } : {},
            ]),
          ),
        }),
        ...(tcp.length > 0 && {
          tcp: tcp.map(port => ({
            // Bytes have no methods, no timeout and no retries.
            match: [{ port: port.port }],
            route: destinations(context, port),
          })),
        }),
      },
    },
  ];
}

/**
 * How requests to the public hosts of a service come in from the gateway.
 *
 * An object of its own, because several services share a host: the gateway merges
 * their routes, but proxies in the mesh would take those of one VirtualService and
 * drop the others (`istioctl analyze` calls it IST0109).
 *
 * @internal
 */
export function renderPublicVirtualService(context: RenderContext): Manifest[] {
  const { service, model } = context;
  const { hosts, http } = publicRoutesOf(context);
  if (http.length === 0) {
    return [];
  }
  const paths = pathsBelow(service.spec.traffic.gateway.pathPrefix);
  return [
    {
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: serviceMetadata(context, publicName(service.name)),
      spec: {
        hosts: [...hosts],
        gateways: [model.system.name],
        http: http.map(route => httpRoute(context, route, paths)),
      },
    },
  ];
}

type Match = { [field: string]: ManifestValue };

/**
 * @param ways - what a request must match, one of them at least; an empty one is
 *   every request
 */
function httpRoute(
  context: RenderContext,
  route: HttpRoute,
  ways: readonly Match[],
): ManifestValue {
  const { spec } = context.service;
  return {
    name: route.name,
    match: matchOf(route, ways),
    route: destinations(context, route.port),
    timeout: istioDuration(spec.traffic.timeout),
    retries: retriesOf(spec, route.requests),
  };
}

function matchOf(
  { requests }: HttpRoute,
  ways: readonly Match[],
): ManifestValue {
  if (requests === 'idempotent') {
    return ways.flatMap(way =>
      IDEMPOTENT_METHODS.map(method => ({ ...way, method: { exact: method } })),
    );
  }
  return ways.some(way => Object.keys(way).length === 0)
    ? undefined
    : [...ways];
}

/**
 * Paths below a prefix by whole segments, as an Ingress matches them: `/search`
 * must not take the requests of `/search-admin`, another service on that host.
 */
function pathsBelow(prefix: string): Match[] {
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
