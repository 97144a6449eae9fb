/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { podLabels } from '../conventions';
import { exposedPorts, podPortOf } from '../ports';
import { Manifest, PlatformContext, RenderContext } from '../types';
import { platformMetadata, serviceMetadata } from './metadata';

/**
 * Mutual TLS for every port of every pod in the namespace. Prometheus, outside
 * the mesh, reads a port that the proxy leaves alone.
 *
 * @internal
 */
export function renderPlatformPeerAuthentication(
  context: PlatformContext,
): Manifest[] {
  return [
    {
      apiVersion: 'security.istio.io/v1',
      kind: 'PeerAuthentication',
      metadata: platformMetadata(context, 'default'),
      spec: { mtls: { mode: 'STRICT' } },
    },
  ];
}

/**
 * Takes plain requests too on the exposed ports where an Ingress controller brings
 * them, which is outside the mesh and speaks no mutual TLS. Who else may send such
 * is for the NetworkPolicy to say, and it says nobody.
 *
 * @internal
 */
export function renderPeerAuthentication(context: RenderContext): Manifest[] {
  const { service, model } = context;
  const exposed = exposedPorts(service.spec);
  if (model.system.spec.gateway.type !== 'ingress' || exposed.length === 0) {
    return [];
  }
  return [
    {
      apiVersion: 'security.istio.io/v1',
      kind: 'PeerAuthentication',
      metadata: serviceMetadata(context),
      spec: {
        selector: { matchLabels: podLabels(service.name) },
        // Named again: a policy for some pods replaces the namespace's for them.
        mtls: { mode: 'STRICT' },
        portLevelMtls: Object.fromEntries(
          exposed.map(port => [podPortOf(port), { mode: 'PERMISSIVE' }]),
        ),
      },
    },
  ];
}
