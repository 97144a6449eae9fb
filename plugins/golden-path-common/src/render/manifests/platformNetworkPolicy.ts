/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  ANNOTATIONS,
  callersPolicyName,
  DEFAULT_DENY,
  podLabels,
} from '../conventions';
import { backingResources } from '../resources';
import { Manifest, PlatformContext } from '../types';
import { platformMetadata } from './metadata';
import {
  basicEgress,
  monitoringIngress,
  peerAt,
  podsOf,
  tcp,
} from './networkPeers';

/**
 * Refuses every connection in the namespace, both ways, and opens the resources
 * to their callers. Services bring policies of their own, DNS included: a pod
 * that nobody described reaches nothing.
 *
 * @internal
 */
export function renderPlatformNetworkPolicies(
  context: PlatformContext,
): Manifest[] {
  const { system } = context.model;
  return [
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: platformMetadata(context, DEFAULT_DENY),
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    },
    ...backingResources(context.model).map(({ name, port, callers, calls }) => {
      const metadata = platformMetadata(context, callersPolicyName(name));
      return {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: {
          ...metadata,
          annotations: {
            ...metadata.annotations,
            // Its pods come from elsewhere, so a look at these files finds none.
            [ANNOTATIONS.kubeScoreIgnore]: 'networkpolicy-targets-pod',
          },
        },
        spec: {
          podSelector: { matchLabels: podLabels(name) },
          policyTypes: ['Ingress', 'Egress'],
          ingress: [
            { from: callers.map(podsOf), ports: tcp(port) },
            // Members of a cluster of databases or queues copy from each other.
            { from: [podsOf(name)] },
            ...monitoringIngress(system),
          ],
          egress: [
            ...basicEgress(system),
            { to: [podsOf(name)] },
            ...calls.map(call => ({
              to: [peerAt(call.name)],
              ports: tcp(call.port),
            })),
          ],
        },
      };
    }),
  ];
}
