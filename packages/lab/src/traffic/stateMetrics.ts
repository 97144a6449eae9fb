/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { KubeObject } from '../cluster/KubeClient';
import { MetricFamily, Sample } from './exposition';
import { parseQuantity } from './quantity';

/**
 * The part of kube-state-metrics' page that the platform's rules and dashboards read,
 * with its names and labels (kube-state-metrics docs/metrics/workload), and what
 * External Secrets' operator says of its objects.
 * @internal
 */
export function stateFamilies(objects: {
  deployments: KubeObject[];
  pods: KubeObject[];
  autoscalers: KubeObject[];
  externalSecrets: KubeObject[];
}): MetricFamily[] {
  return [
    ...deploymentFamilies(objects.deployments),
    ...podFamilies(objects.pods),
    ...autoscalerFamilies(objects.autoscalers),
    externalSecretFamily(objects.externalSecrets),
  ];
}

const gauge = (
  name: string,
  help: string,
  samples: Sample[],
): MetricFamily => ({
  name,
  help,
  type: 'gauge',
  samples,
});

function deploymentFamilies(deployments: KubeObject[]): MetricFamily[] {
  const each = (name: string, value: (object: KubeObject) => unknown) =>
    gauge(
      `kube_deployment_${name}`,
      `${name.replace(/_/g, ' ')} of a Deployment.`,
      deployments.map(object => ({
        labels: {
          namespace: object.metadata.namespace!,
          deployment: object.metadata.name,
        },
        value: Number(value(object) ?? 0),
      })),
    );
  return [
    each('spec_replicas', object => object.spec.replicas),
    each('metadata_generation', object => object.metadata.generation),
    each(
      'status_observed_generation',
      object => object.status?.observedGeneration,
    ),
    each('status_replicas', object => object.status?.replicas),
    each(
      'status_replicas_available',
      object => object.status?.availableReplicas,
    ),
    each('status_replicas_ready', object => object.status?.readyReplicas),
    each('status_replicas_updated', object => object.status?.updatedReplicas),
    each(
      'status_replicas_unavailable',
      object => object.status?.unavailableReplicas,
    ),
  ];
}

function podFamilies(pods: KubeObject[]): MetricFamily[] {
  const ready: Sample[] = [];
  const phases: Sample[] = [];
  const restarts: Sample[] = [];
  const waiting: Sample[] = [];
  const terminated: Sample[] = [];
  const limits: Sample[] = [];
  const requests: Sample[] = [];
  for (const { metadata, spec, status = {} } of pods) {
    const pod = {
      namespace: metadata.namespace!,
      pod: metadata.name,
      uid: String(metadata.uid),
    };
    const isReady = (status.conditions ?? []).some(
      (entry: { type: string; status: string }) =>
        entry.type === 'Ready' && entry.status === 'True',
    );
    for (const condition of ['true', 'false']) {
      ready.push({
        labels: { ...pod, condition },
        value: Number(isReady === (condition === 'true')),
      });
    }
    phases.push({
      labels: { ...pod, phase: status.phase ?? 'Pending' },
      value: 1,
    });
    for (const entry of status.containerStatuses ?? []) {
      const labels = { ...pod, container: entry.name };
      restarts.push({ labels, value: entry.restartCount ?? 0 });
      const reason = entry.state?.waiting?.reason;
      if (reason) waiting.push({ labels: { ...labels, reason }, value: 1 });
      const last = entry.lastState?.terminated?.reason;
      if (last)
        terminated.push({ labels: { ...labels, reason: last }, value: 1 });
    }
    for (const container of spec?.containers ?? []) {
      const labels = {
        ...pod,
        container: container.name,
        node: spec.nodeName ?? '',
      };
      limits.push(...resourceSamples(labels, container.resources?.limits));
      requests.push(...resourceSamples(labels, container.resources?.requests));
    }
  }
  return [
    gauge('kube_pod_status_ready', 'Whether the pod is ready.', ready),
    gauge('kube_pod_status_phase', 'The pod is in this phase.', phases),
    {
      name: 'kube_pod_container_status_restarts_total',
      help: 'Restarts of the container.',
      type: 'counter',
      samples: restarts,
    },
    gauge(
      'kube_pod_container_status_waiting_reason',
      'Why the container waits.',
      waiting,
    ),
    gauge(
      'kube_pod_container_status_last_terminated_reason',
      'Why the container ended last.',
      terminated,
    ),
    gauge('kube_pod_container_resource_limits', 'Limit of a resource.', limits),
    gauge(
      'kube_pod_container_resource_requests',
      'Requested amount of a resource.',
      requests,
    ),
  ];
}

function resourceSamples(
  labels: Record<string, string>,
  resources: Record<string, string> = {},
): Sample[] {
  const samples: Sample[] = [];
  for (const [resource, unit] of [
    ['cpu', 'core'],
    ['memory', 'byte'],
  ]) {
    const value = resources[resource] && parseQuantity(resources[resource]);
    if (value) samples.push({ labels: { ...labels, resource, unit }, value });
  }
  return samples;
}

function autoscalerFamilies(autoscalers: KubeObject[]): MetricFamily[] {
  const each = (name: string, value: (object: KubeObject) => unknown) =>
    gauge(
      `kube_horizontalpodautoscaler_${name}`,
      `${name.replace(/_/g, ' ')} of an autoscaler.`,
      autoscalers.map(object => ({
        labels: {
          namespace: object.metadata.namespace!,
          horizontalpodautoscaler: object.metadata.name,
        },
        value: Number(value(object) ?? 0),
      })),
    );
  return [
    each('spec_min_replicas', object => object.spec.minReplicas ?? 1),
    each('spec_max_replicas', object => object.spec.maxReplicas),
    each('status_current_replicas', object => object.status?.currentReplicas),
    each('status_desired_replicas', object => object.status?.desiredReplicas),
  ];
}

/** As the operator exports it (external-secrets docs/api/metrics). */
function externalSecretFamily(externalSecrets: KubeObject[]): MetricFamily {
  return gauge(
    'externalsecret_status_condition',
    'Conditions of an ExternalSecret.',
    externalSecrets.flatMap(({ metadata, status = {} }) =>
      (status.conditions ?? []).flatMap(
        (condition: { type: string; status: string }) =>
          ['True', 'False'].map(value => ({
            labels: {
              namespace: metadata.namespace!,
              name: metadata.name,
              condition: condition.type,
              status: value,
            },
            value: Number(condition.status === value),
          })),
      ),
    ),
  );
}
