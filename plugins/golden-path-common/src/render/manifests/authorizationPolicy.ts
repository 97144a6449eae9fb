/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  callersPolicyName,
  edgeName,
  gatewayPolicyName,
  podLabels,
  principalOf,
} from '../conventions';
import { exposedPorts, memberPorts, podPortOf } from '../ports';
import { backingResources } from '../resources';
import {
  Manifest,
  ManifestValue,
  PlatformContext,
  RenderContext,
} from '../types';
import { platformMetadata, serviceMetadata } from './metadata';

/**
 * Lets the gateway call the exposed ports of a service.
 *
 * An Ingress controller is outside the mesh and has no identity in it. So what
 * has none may call these ports (PeerAuthentication opens them for that), and the
 * NetworkPolicy says that it can only be the controller. What has an identity
 * still needs an edge: `notPrincipals: ['*']` is the difference to an open port.
 *
 * @internal
 */
export function renderGatewayAuthorizationPolicy(
  context: RenderContext,
): Manifest[] {
  const { service, model } = context;
  const { gateway } = model.system.spec;
  const exposed = exposedPorts(service.spec);
  if (exposed.length === 0) {
    return [];
  }
  return [
    {
      apiVersion: 'security.istio.io/v1',
      kind: 'AuthorizationPolicy',
      metadata: serviceMetadata(context, gatewayPolicyName(service.name)),
      spec: allow(
        service.name,
        gateway.type === 'istio'
          ? {
              principals: [
                principalOf(
                  model.system,
                  gateway.serviceAccount,
                  gateway.namespace,
                ),
              ],
            }
          : { notPrincipals: ['*'] },
        exposed.map(podPortOf),
      ),
    },
  ];
}

/**
 * Lets the members of a StatefulSet call each other.
 *
 * @internal
 */
export function renderMemberAuthorizationPolicy(
  context: RenderContext,
): Manifest[] {
  const { name, spec } = context.service;
  const ports = memberPorts(spec).filter(({ protocol }) => protocol === 'TCP');
  if (ports.length === 0) {
    return [];
  }
  return [
    {
      apiVersion: 'security.istio.io/v1',
      kind: 'AuthorizationPolicy',
      metadata: serviceMetadata(context, edgeName(name, name)),
      spec: allow(
        name,
        { principals: [principalOf(context.model.system, name)] },
        ports.map(podPortOf),
      ),
    },
  ];
}

/**
 * Refuses every request in the namespace that no other policy allows, and lets
 * the callers of resources through. A policy without rules allows nothing.
 *
 * @internal
 */
export function renderPlatformAuthorizationPolicies(
  context: PlatformContext,
): Manifest[] {
  const { system } = context.model;
  return [
    {
      apiVersion: 'security.istio.io/v1',
      kind: 'AuthorizationPolicy',
      metadata: platformMetadata(context, 'allow-nothing'),
      spec: {},
    },
    ...backingResources(context.model).map(({ name, port, callers }) => ({
      apiVersion: 'security.istio.io/v1',
      kind: 'AuthorizationPolicy',
      metadata: platformMetadata(context, callersPolicyName(name)),
      spec: allow(
        name,
        { principals: callers.map(caller => principalOf(system, caller)) },
        [port],
      ),
    })),
  ];
}

/**
 * The only form of a policy here: sources, and the ports that they may call.
 * Ports are those of the pod, as text.
 *
 * @internal
 */
export function allow(
  name: string,
  source: { [field: string]: ManifestValue },
  ports: readonly number[],
): ManifestValue {
  return {
    selector: { matchLabels: podLabels(name) },
    action: 'ALLOW',
    rules: [
      {
        from: [{ source }],
        to: [{ operation: { ports: ports.map(String) } }],
      },
    ],
  };
}
