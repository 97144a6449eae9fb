/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PlatformDefinition } from '../../model/types';
import {
  CLUSTER_PODS,
  isOutside,
  ISTIOD_PORT,
  LABELS,
  podLabels,
  PROXY_PORTS,
} from '../conventions';
import { ManifestValue } from '../types';

/*
 * What rules of network policies are made of. Ports are those of pods and are
 * numbers: a policy sees packets that have left the Service's port behind.
 */

type Protocol = 'TCP' | 'UDP';

/** Address of the node's DNS cache, which is no pod that a label could select. */
const NODE_LOCAL_DNS = '169.254.20.10/32';

/**
 * Addresses that are no host of the internet: other networks of the operator,
 * pods of some clouds (100.64.0.0/10), and link-local ones, where clouds hand out
 * the node's credentials.
 */
const PRIVATE_RANGES = [
  '10.0.0.0/8',
  '100.64.0.0/10',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
];

/** Pods of a service or a resource in the platform's own namespace. */
export function podsOf(name: string): ManifestValue {
  return { podSelector: { matchLabels: podLabels(name) } };
}

/** Pods of another namespace, all of them or those with certain labels. */
export function podsIn(
  namespace: string,
  labels?: Record<string, string>,
): ManifestValue {
  return {
    namespaceSelector: { matchLabels: { [LABELS.namespaceName]: namespace } },
    ...(labels && { podSelector: { matchLabels: labels } }),
  };
}

/** Hosts outside the cluster. Policies know no names, so it is all of them. */
export const INTERNET: ManifestValue = {
  ipBlock: { cidr: '0.0.0.0/0', except: PRIVATE_RANGES },
};

/** Any address at all. */
export const ANYWHERE: ManifestValue = { ipBlock: { cidr: '0.0.0.0/0' } };

/**
 * What answers at a host: pods of the namespace, or anything at all. A database
 * outside the cluster has an address that only DNS knows, often a private one.
 */
export function peerAt(host: string): ManifestValue {
  return isOutside(host) ? ANYWHERE : podsOf(host);
}

/** Ports of a rule, each once. */
export function portsOf(
  ports: ReadonlyArray<{ protocol: Protocol; port: number }>,
): ManifestValue[] {
  const distinct = new Map(
    ports.map(({ protocol, port }) => [
      `${protocol}/${port}`,
      { protocol, port },
    ]),
  );
  return [...distinct.values()];
}

export function tcp(...ports: number[]): ManifestValue[] {
  return portsOf(ports.map(port => ({ protocol: 'TCP', port })));
}

/**
 * What every pod must reach to do anything: names, and in the mesh the
 * configuration and certificates of its proxy.
 */
export function basicEgress(system: PlatformDefinition): ManifestValue[] {
  const { mesh } = system.spec;
  return [
    {
      to: [
        podsIn(CLUSTER_PODS.dns.namespace, CLUSTER_PODS.dns.labels),
        { ipBlock: { cidr: NODE_LOCAL_DNS } },
      ],
      ports: [
        { protocol: 'UDP', port: 53 },
        { protocol: 'TCP', port: 53 },
      ],
    },
    ...(mesh.injection
      ? [
          {
            to: [podsIn(mesh.systemNamespace, CLUSTER_PODS.istiod.labels)],
            ports: tcp(ISTIOD_PORT),
          },
        ]
      : []),
  ];
}

/** What Prometheus reads, of the pod and of its proxy. */
export function monitoringIngress(
  system: PlatformDefinition,
  ...ports: number[]
): ManifestValue[] {
  const read = [
    ...ports,
    ...(system.spec.mesh.injection
      ? [PROXY_PORTS.metrics, PROXY_PORTS.envoyMetrics]
      : []),
  ];
  return read.length > 0
    ? [
        {
          from: [podsIn(system.spec.prometheus.namespace)],
          ports: tcp(...read),
        },
      ]
    : [];
}
