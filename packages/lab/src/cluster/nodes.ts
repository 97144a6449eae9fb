/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { KubeObject } from './KubeClient';

/** The lab's nodes. @internal */
export const nodeNames = ['lab-node-1', 'lab-node-2', 'lab-node-3'];

const capacity = {
  cpu: '32',
  memory: '256Gi',
  'ephemeral-storage': '500Gi',
  pods: '250',
};

/** Three nodes in three zones, so that topology spread has something to spread. @internal */
export const nodes: KubeObject[] = nodeNames.map((name, index) => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: {
    name,
    annotations: {
      'kwok.x-k8s.io/node': 'fake',
      'node.alpha.kubernetes.io/ttl': '0',
      // Tells metrics-server where kwok serves this node's page.
      'metrics.k8s.io/resource-metrics-path': `/metrics/nodes/${name}/metrics/resource`,
    },
    labels: {
      'kubernetes.io/hostname': name,
      'kubernetes.io/os': 'linux',
      'kubernetes.io/arch': 'amd64',
      'topology.kubernetes.io/region': 'lab',
      'topology.kubernetes.io/zone': `lab-${'abc'[index]}`,
    },
  },
  status: { allocatable: capacity, capacity },
}));
