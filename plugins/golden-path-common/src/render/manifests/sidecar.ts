/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { edgesFrom } from '../../graph/edges';
import {
  headlessName,
  hostOf,
  podLabels,
  RATE_LIMIT_SERVICE,
} from '../conventions';
import { memberPorts } from '../ports';
import { isGloballyLimited } from '../rateLimit';
import { Manifest, RenderContext } from '../types';
import { serviceMetadata } from './metadata';

/**
 * What the proxy of a service knows about. Without it every proxy holds the routes
 * and endpoints of the whole cluster and gets every change of them.
 *
 * @internal
 */
export function renderSidecar(context: RenderContext): Manifest[] {
  const { service, model } = context;
  const { mesh } = model.system.spec;
  return [
    {
      apiVersion: 'networking.istio.io/v1',
      kind: 'Sidecar',
      metadata: serviceMetadata(context),
      spec: {
        workloadSelector: { labels: podLabels(service.name) },
        egress: [{ hosts: hostsOf(context) }],
        outboundTrafficPolicy: {
          mode: mesh.egress === 'declared' ? 'REGISTRY_ONLY' : 'ALLOW_ANY',
        },
      },
    },
  ];
}

/** Sorted, each once; a dot stands for the Sidecar's own namespace. */
function hostsOf({ service, model }: RenderContext): string[] {
  const { spec } = service;
  const { namespace, mesh, telemetry } = model.system.spec;
  const inNamespace = (name: string) => `./${hostOf(name, namespace)}`;
  return [
    ...new Set([
      ...edgesFrom(service, model).map(({ host }) => inNamespace(host)),
      ...(memberPorts(spec).length > 0
        ? [inNamespace(service.name), inNamespace(headlessName(service.name))]
        : []),
      ...spec.security.egressHosts.map(({ host }) => `./${host}`),
      ...(isGloballyLimited(spec)
        ? [inNamespace(RATE_LIMIT_SERVICE.name)]
        : []),
      // A proxy refuses a tracer whose collector it does not know.
      ...(telemetry ? [`${telemetry.namespace}/*`] : []),
      ...(spec.rbac.length > 0
        ? [`default/${hostOf('kubernetes', 'default')}`]
        : []),
      `${mesh.systemNamespace}/*`,
    ]),
  ].sort();
}
