/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { DependencyEdge, edgesTo } from '../../graph/edges';
import { edgeName, podLabels, principalOf } from '../conventions';
import { Manifest, RenderContext } from '../types';
import { allow } from './authorizationPolicy';
import { serviceMetadata } from './metadata';
import { podsOf, portsOf } from './networkPeers';

/*
 * What a service lets each of its callers do. Every edge of the graph has a file
 * of its own with both policies in it: policies add up, so a new caller adds a
 * file and changes none, and the callee's owner approves just that file.
 */

/** File of an edge, without ending. */
export function edgeFile(
  { metadata }: Manifest,
  { service }: RenderContext,
): string {
  return `edge-${metadata.name.slice(edgeName(service.name, '').length)}`;
}

/**
 * Lets the packets of each caller's pods through.
 *
 * @internal
 */
export function renderEdgeNetworkPolicies(context: RenderContext): Manifest[] {
  const { name } = context.service;
  return callersOf(context).map(({ caller, edges }) => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: serviceMetadata(context, edgeName(name, caller)),
    spec: {
      podSelector: { matchLabels: podLabels(name) },
      policyTypes: ['Ingress'],
      ingress: [
        {
          from: [podsOf(caller)],
          ports: portsOf(
            edges.map(({ protocol, targetPort }) => ({
              protocol,
              port: targetPort,
            })),
          ),
        },
      ],
    },
  }));
}

/**
 * Lets each caller's identity in, which no pod can take on by a label.
 *
 * @internal
 */
export function renderEdgeAuthorizationPolicies(
  context: RenderContext,
): Manifest[] {
  const { name } = context.service;
  return callersOf(context).flatMap(({ caller, edges }) => {
    // Istio carries no UDP: a policy without a port would open all of them.
    const ports = edges.filter(({ protocol }) => protocol === 'TCP');
    if (ports.length === 0) {
      return [];
    }
    return [
      {
        apiVersion: 'security.istio.io/v1',
        kind: 'AuthorizationPolicy',
        metadata: serviceMetadata(context, edgeName(name, caller)),
        spec: allow(
          name,
          { principals: [principalOf(context.model.system, caller)] },
          ports.map(({ targetPort }) => targetPort),
        ),
      },
    ];
  });
}

/** Edges to the service by their caller, sorted by its name. */
function callersOf({
  model,
  service,
}: RenderContext): Array<{ caller: string; edges: DependencyEdge[] }> {
  const callers: Array<{ caller: string; edges: DependencyEdge[] }> = [];
  for (const edge of edgesTo(service, model)) {
    const last = callers[callers.length - 1];
    if (last?.caller === edge.caller.name) {
      last.edges.push(edge);
    } else {
      callers.push({ caller: edge.caller.name, edges: [edge] });
    }
  }
  return callers;
}
