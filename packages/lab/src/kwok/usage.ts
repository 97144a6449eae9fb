/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** CPU and memory use of simulated containers, and the kubelet page that shows it. */

/**
 * A pod annotation, absolute or in percent of the request; else 20 %. The smallest
 * unit is added because metrics-server drops containers whose use is 0.
 */
function usageExpression(resource: 'cpu' | 'memory', least: string): string {
  const absolute = `"lab.usage/${resource}"`;
  const percent = `"lab.usage/${resource}-percent"`;
  const annotations = 'pod.metadata.annotations';
  return [
    `Quantity("${least}") + (${absolute} in ${annotations}`,
    `? Quantity(${annotations}[${absolute}])`,
    `: container.resources.requests["${resource}"] * (${percent} in ${annotations}`,
    `? double(${annotations}[${percent}]) / 100.0 : 0.2))`,
  ].join(' ');
}

const containerLabels = [
  { name: 'container', value: 'container.name' },
  { name: 'namespace', value: 'pod.metadata.namespace' },
  { name: 'pod', value: 'pod.metadata.name' },
];

/** kwok's ClusterResourceUsage and Metric documents. @internal */
export const usageDocuments: object[] = [
  {
    apiVersion: 'kwok.x-k8s.io/v1alpha1',
    kind: 'ClusterResourceUsage',
    metadata: { name: 'usage' },
    spec: {
      usages: [
        {
          usage: {
            cpu: { expression: usageExpression('cpu', '1m') },
            memory: { expression: usageExpression('memory', '1Mi') },
          },
        },
      ],
    },
  },
  {
    apiVersion: 'kwok.x-k8s.io/v1alpha1',
    kind: 'Metric',
    metadata: { name: 'metrics-resource' },
    spec: {
      path: '/metrics/nodes/{nodeName}/metrics/resource',
      metrics: [
        {
          name: 'scrape_error',
          dimension: 'node',
          kind: 'gauge',
          help: '1 if there was an error while getting container metrics',
          value: '0',
        },
        {
          name: 'container_start_time_seconds',
          dimension: 'container',
          kind: 'gauge',
          help: 'Start time of the container since unix epoch in seconds',
          labels: containerLabels,
          // kwok's shipped Metric gives seconds since creation instead.
          value: 'pod.metadata.creationTimestamp.UnixSecond()',
        },
        {
          name: 'container_cpu_usage_seconds_total',
          dimension: 'container',
          kind: 'counter',
          help: 'Cumulative cpu time consumed by the container in core-seconds',
          labels: containerLabels,
          value: 'pod.CumulativeUsage("cpu", container.name)',
        },
        {
          name: 'container_memory_working_set_bytes',
          dimension: 'container',
          kind: 'gauge',
          help: 'Current working set of the container in bytes',
          labels: containerLabels,
          value: 'pod.Usage("memory", container.name)',
        },
        {
          name: 'node_cpu_usage_seconds_total',
          dimension: 'node',
          kind: 'counter',
          help: 'Cumulative cpu time consumed by the node in core-seconds',
          value: 'node.CumulativeUsage("cpu")',
        },
        {
          name: 'node_memory_working_set_bytes',
          dimension: 'node',
          kind: 'gauge',
          help: 'Current working set of the node in bytes',
          value: 'node.Usage("memory")',
        },
      ],
    },
  },
];
