/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  ManifestKind,
  PlatformContext,
  RenderContext,
  RepositoryContext,
} from '../types';
import {
  renderGatewayAuthorizationPolicy,
  renderMemberAuthorizationPolicy,
  renderPlatformAuthorizationPolicies,
} from './authorizationPolicy';
import { renderDestinationRule } from './destinationRule';
import {
  edgeFile,
  renderEdgeAuthorizationPolicies,
  renderEdgeNetworkPolicies,
} from './edge';
import { renderEnvoyFilters } from './envoyFilter';
import { renderGateway } from './gateway';
import { renderIngress } from './ingress';
import { platformKind, serviceKind } from './kind';
import { renderNetworkPolicy } from './networkPolicy';
import {
  renderPeerAuthentication,
  renderPlatformPeerAuthentication,
} from './peerAuthentication';
import { renderPlatformNetworkPolicies } from './platformNetworkPolicy';
import { renderRateLimitConfig } from './rateLimitConfig';
import { renderServiceEntries } from './serviceEntry';
import { renderSidecar } from './sidecar';
import { renderPlatformTelemetry, renderTelemetry } from './telemetry';
import {
  renderPublicVirtualService,
  renderVirtualService,
} from './virtualService';

/*
 * What carries requests between services: network policies, Istio's kinds, and the
 * way in. Waves: who may call whom, then what a new pod's proxy must know before the
 * pod starts, then the subsets, then the routes that name them.
 */

const NETWORKING = 'networking.istio.io/v1';
const SECURITY = 'security.istio.io/v1';
const TELEMETRY = 'telemetry.istio.io/v1';
const KUBERNETES = 'networking.k8s.io/v1';

/** @internal */
export const MESH_KINDS: ReadonlyArray<ManifestKind<RenderContext>> = [
  serviceKind(KUBERNETES, 'NetworkPolicy', -2, renderNetworkPolicy),
  serviceKind(KUBERNETES, 'NetworkPolicy', -2, renderEdgeNetworkPolicies, {
    file: edgeFile,
  }),
  serviceKind(KUBERNETES, 'Ingress', 1, renderIngress),
  ...inMesh<RenderContext>(
    serviceKind(
      SECURITY,
      'AuthorizationPolicy',
      -2,
      renderEdgeAuthorizationPolicies,
      { file: edgeFile },
    ),
    serviceKind(
      SECURITY,
      'AuthorizationPolicy',
      -2,
      renderGatewayAuthorizationPolicy,
    ),
    serviceKind(
      SECURITY,
      'AuthorizationPolicy',
      -2,
      renderMemberAuthorizationPolicy,
    ),
    serviceKind(SECURITY, 'PeerAuthentication', -2, renderPeerAuthentication),
    serviceKind(NETWORKING, 'ServiceEntry', -1, renderServiceEntries),
    serviceKind(NETWORKING, 'Sidecar', -1, renderSidecar),
    serviceKind(TELEMETRY, 'Telemetry', -1, renderTelemetry),
    serviceKind(NETWORKING, 'DestinationRule', 0, renderDestinationRule),
    serviceKind(NETWORKING, 'VirtualService', 1, renderVirtualService),
    serviceKind(NETWORKING, 'VirtualService', 1, renderPublicVirtualService, {
      file: () => 'virtualservice-public',
    }),
    serviceKind(
      'networking.istio.io/v1alpha3',
      'EnvoyFilter',
      1,
      renderEnvoyFilters,
    ),
  ),
];

/** @internal */
export const MESH_PLATFORM_KINDS: ReadonlyArray<ManifestKind<PlatformContext>> =
  [
    platformKind(KUBERNETES, 'NetworkPolicy', renderPlatformNetworkPolicies, {
      wave: -2,
    }),
    ...inMesh<PlatformContext>(
      platformKind(
        SECURITY,
        'AuthorizationPolicy',
        renderPlatformAuthorizationPolicies,
        { wave: -2 },
      ),
      platformKind(
        SECURITY,
        'PeerAuthentication',
        renderPlatformPeerAuthentication,
        { wave: -2 },
      ),
      platformKind(TELEMETRY, 'Telemetry', renderPlatformTelemetry, {
        wave: -1,
      }),
      platformKind(NETWORKING, 'Gateway', renderGateway),
      platformKind('v1', 'ConfigMap', renderRateLimitConfig, {
        file: 'ratelimit',
      }),
    ),
  ];

/** Kinds that nobody would read where pods have no proxy. */
function inMesh<Context extends RepositoryContext>(
  ...kinds: ManifestKind<Context>[]
): ManifestKind<Context>[] {
  return kinds.map(kind => ({
    ...kind,
    render: context =>
      context.model.system.spec.mesh.injection ? kind.render(context) : [],
  }));
}
