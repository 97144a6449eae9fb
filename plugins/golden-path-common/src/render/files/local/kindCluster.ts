/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ManifestValue, RepositoryContext } from '../../types';

/** Marks the node whose ports are the machine's; the gateway's pod runs there. */
export const GATEWAY_NODE_LABEL = 'openpolicy.io/gateway-node';

/** Ports of the machine that lead to the gateway. */
export const GATEWAY_PORTS = [80, 443];

/** Nodes need a zone: pods of tier 1 are spread over zones or not at all. */
const ZONE = 'topology.kubernetes.io/zone';

/**
 * A cluster in Docker as the set-up document has it: one control plane, which
 * takes the machine's ports 80 and 443, and two workers. kind's own network
 * plugin enforces network policies.
 *
 * @internal
 */
export function kindCluster({ model }: RepositoryContext): ManifestValue {
  return {
    kind: 'Cluster',
    apiVersion: 'kind.x-k8s.io/v1alpha4',
    name: model.system.name,
    nodes: [
      {
        role: 'control-plane',
        labels: { [GATEWAY_NODE_LABEL]: 'true', [ZONE]: 'local-a' },
        extraPortMappings: GATEWAY_PORTS.map(port => ({
          containerPort: port,
          hostPort: port,
          // By default kind listens on every address of the machine; a cluster
          // for development is nobody else's business.
          listenAddress: '127.0.0.1',
          protocol: 'TCP',
        })),
      },
      { role: 'worker', labels: { [ZONE]: 'local-a' } },
      { role: 'worker', labels: { [ZONE]: 'local-b' } },
    ],
  };
}
