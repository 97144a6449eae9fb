/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { KubeObject } from '../cluster/KubeClient';

/** The label by which a pod or Deployment says which service it is of. @internal */
export const serviceLabel = 'backstage.io/kubernetes-id';

/** A pod, as far as traffic is concerned. @internal */
export interface PodView {
  name: string;
  /** Name of its Deployment, StatefulSet or Rollout. */
  workload: string;
  version: string;
  ip: string;
  /** Gets traffic. */
  ready: boolean;
  /** Its process answers a scrape, ready or not. */
  running: boolean;
}

/** A service and its pods. @internal */
export interface ServiceView {
  namespace: string;
  name: string;
  pods: PodView[];
}

/**
 * What the cluster looks like from the mesh. A Deployment without pods is still a
 * service that others call in vain.
 * @internal
 */
export function viewServices(
  deployments: KubeObject[],
  pods: KubeObject[],
): ServiceView[] {
  const services = new Map<string, ServiceView>();
  const serviceOf = ({ metadata }: KubeObject) => {
    const name = metadata.labels![serviceLabel];
    const namespace = metadata.namespace!;
    const key = `${namespace}/${name}`;
    let service = services.get(key);
    if (!service) services.set(key, (service = { namespace, name, pods: [] }));
    return service;
  };
  for (const deployment of deployments) {
    if (deployment.metadata.labels?.[serviceLabel]) serviceOf(deployment);
  }
  for (const pod of pods) {
    if (pod.metadata.labels?.[serviceLabel])
      serviceOf(pod).pods.push(viewPod(pod));
  }
  return [...services.values()].sort((a, b) =>
    `${a.namespace}/${a.name}`.localeCompare(`${b.namespace}/${b.name}`),
  );
}

function viewPod(pod: KubeObject): PodView {
  const { metadata, spec, status = {} } = pod;
  const terminating = metadata.deletionTimestamp !== undefined;
  const condition = (status.conditions ?? []).find(
    (entry: { type: string }) => entry.type === 'Ready',
  );
  const containers: any[] = status.containerStatuses ?? [];
  const running =
    containers.length > 0 && containers.every(entry => entry.state?.running);
  // A simulated readiness probe that fails is a process that does not answer.
  const answers = metadata.annotations?.['lab.ready'] !== 'false';
  return {
    name: metadata.name,
    workload: workloadOf(pod),
    version: versionOf(metadata.labels ?? {}, spec),
    ip: status.podIP ?? '',
    ready: !terminating && condition?.status === 'True',
    running: running && answers,
  };
}

/** A ReplicaSet's name is its owner's and a hash. */
function workloadOf({ metadata }: KubeObject): string {
  const owner = (
    metadata.ownerReferences as KubeObject['metadata'][] | undefined
  )?.[0];
  if (!owner) return metadata.name;
  return owner.kind === 'ReplicaSet'
    ? owner.name.replace(/-[^-]+$/, '')
    : owner.name;
}

function versionOf(labels: Record<string, string>, spec: any): string {
  const image: string = spec?.containers?.[0]?.image ?? '';
  const tag = image
    .slice(image.lastIndexOf('/') + 1)
    .split('@')[0]
    .split(':')[1];
  return (
    labels['app.kubernetes.io/version'] ?? labels.version ?? tag ?? 'latest'
  );
}
