/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { DependencyEdge, edgesFrom } from '../../graph/edges';
import { ServiceDefinition } from '../../model/types';
import { isServing } from '../../spec/serviceSpec';
import { podLabels, RATE_LIMIT_SERVICE } from '../conventions';
import { exposedPorts, memberPorts, podPortOf } from '../ports';
import { Manifest, ManifestValue, RenderContext } from '../types';
import { serviceMetadata } from './metadata';
import {
  ANYWHERE,
  basicEgress,
  INTERNET,
  monitoringIngress,
  podsIn,
  peerAt,
  podsOf,
  portsOf,
  tcp,
} from './networkPeers';
import { isGloballyLimited } from '../rateLimit';

/**
 * The NetworkPolicy of a service: what its pods may call, and the gateway and
 * Prometheus as their callers. Each service that calls it has a policy of its own
 * (renderEdgeNetworkPolicies); policies add up.
 *
 * @internal
 */
export function renderNetworkPolicy(context: RenderContext): Manifest[] {
  const { service } = context;
  const ingress = isServing(service.spec) ? ingressOf(context) : [];
  return [
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: serviceMetadata(context),
      spec: {
        podSelector: { matchLabels: podLabels(service.name) },
        // A type that is listed without a rule lets nothing through: right for
        // the ingress of a job, the ruin of a service if it were the egress.
        policyTypes: ['Ingress', 'Egress'],
        ...(ingress.length > 0 && { ingress }),
        egress: egressOf(context),
      },
    },
  ];
}

function ingressOf({ model, service }: RenderContext): ManifestValue[] {
  const { system } = model;
  const { gateway } = system.spec;
  const exposed = exposedPorts(service.spec);
  return [
    ...(exposed.length > 0
      ? [
          {
            from: [
              podsIn(
                gateway.namespace,
                // The selector is that of Istio's gateway; what an Ingress
                // controller's pods are called is not ours to know.
                gateway.type === 'istio' ? gateway.selector : undefined,
              ),
            ],
            ports: tcp(...exposed.map(podPortOf)),
          },
        ]
      : []),
    ...membersOf(service).map(rule => ({
      from: rule.peers,
      ports: rule.ports,
    })),
    ...monitoringIngress(system, service.spec.metrics.port),
  ];
}

function egressOf({ model, service }: RenderContext): ManifestValue[] {
  const { system } = model;
  const { telemetry } = system.spec;
  const { egressHosts } = service.spec.security;
  return [
    ...basicEgress(system),
    ...(telemetry
      ? [{ to: [podsIn(telemetry.namespace)], ports: tcp(telemetry.port) }]
      : []),
    ...edgesByHost(edgesFrom(service, model)).map(edges => ({
      to: [peerAt(edges[0].host)],
      ports: portsOf(
        edges.map(({ protocol, targetPort }) => ({
          protocol,
          port: targetPort,
        })),
      ),
    })),
    ...membersOf(service).map(rule => ({ to: rule.peers, ports: rule.ports })),
    ...(isGloballyLimited(service.spec) && system.spec.mesh.injection
      ? [
          {
            to: [podsOf(RATE_LIMIT_SERVICE.name)],
            ports: tcp(RATE_LIMIT_SERVICE.port),
          },
        ]
      : []),
    ...(egressHosts.length > 0
      ? [{ to: [INTERNET], ports: tcp(...egressHosts.map(({ port }) => port)) }]
      : []),
    // The API server is no pod either, and its address differs by cluster.
    ...(service.spec.rbac.length > 0
      ? [{ to: [ANYWHERE], ports: tcp(443, 6443) }]
      : []),
  ];
}

/** A rule for the pods of the service among themselves, if there is need of one. */
function membersOf({ name, spec }: ServiceDefinition) {
  const ports = memberPorts(spec);
  return ports.length > 0
    ? [
        {
          peers: [podsOf(name)],
          ports: portsOf(
            ports.map(port => ({
              protocol: port.protocol,
              port: podPortOf(port),
            })),
          ),
        },
      ]
    : [];
}

/** Edges to one host together, in the order of their first. */
function edgesByHost(edges: readonly DependencyEdge[]): DependencyEdge[][] {
  const byHost = new Map<string, DependencyEdge[]>();
  for (const edge of edges) {
    const known = byHost.get(edge.host);
    if (known) {
      known.push(edge);
    } else {
      byHost.set(edge.host, [edge]);
    }
  }
  return [...byHost.values()];
}
