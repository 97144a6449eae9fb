/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PlatformModel } from '@openpolicy/plugin-golden-path-common';
import { DeliveryTargets } from '@openpolicy/plugin-golden-path-node';
import { ClusterClient } from './ClusterClient';
import { Clusters } from './Clusters';

/**
 * A port that a Service of a cluster has.
 *
 * @internal
 */
export interface LivePort {
  port: number;
  /** Name of the Service. */
  service: string;
  /** For people. */
  where: string;
}

/**
 * What is known of the clusters of a platform; `problems` names those that could not be asked.
 *
 * @internal
 */
export interface Live<T> {
  items: T[];
  problems: string[];
}

/**
 * The clusters that a platform's environments run on and that the portal knows. Those that it does not know are no problem: dry runs and
 * live ports are there for who configures them.
 *
 * @internal
 */
export function clustersOf(
  model: PlatformModel,
  options: { clusters: Clusters; targets: DeliveryTargets },
): ClusterClient[] {
  const names = model.system.spec.environments.map(
    ({ name }) => options.targets.find(model, name).cluster,
  );
  return [...new Set(names)].flatMap(name => options.clusters.find(name) ?? []);
}

/**
 * The ports of the Services in a platform's namespace.
 *
 * @internal
 */
export async function livePorts(
  model: PlatformModel,
  clusters: readonly ClusterClient[],
  options: { signal?: AbortSignal } = {},
): Promise<Live<LivePort>> {
  const { namespace } = model.system.spec;
  return await askAll(clusters, async cluster => {
    const { status, body } = await cluster.ask({
      path: ['api', 'v1', 'namespaces', namespace, 'services'],
      signal: options.signal,
    });
    if (status !== 200 || !Array.isArray(body?.items)) {
      throw new Error(
        `Cluster '${cluster.name}' does not say which Services there are in '${namespace}': it answered with HTTP status ${status}`,
      );
    }
    return body.items.flatMap(service => portsOf(service, cluster.name));
  });
}

/**
 * What a cluster has of a name already: its Service, or its Argo CD application.
 *
 * @returns words for people
 * @internal
 */
export async function liveObjectsOf(
  model: PlatformModel,
  name: string,
  clusters: readonly ClusterClient[],
  options: { signal?: AbortSignal } = {},
): Promise<Live<string>> {
  const { namespace, delivery } = model.system.spec;
  const objects = [
    {
      words: `Service '${namespace}/${name}'`,
      path: ['api', 'v1', 'namespaces', namespace, 'services', name],
    },
    {
      words: `Argo CD application '${name}'`,
      path: [
        'apis',
        'argoproj.io',
        'v1alpha1',
        'namespaces',
        delivery.argocdNamespace,
        'applications',
        name,
      ],
    },
  ];
  return await askAll(clusters, async cluster => {
    const found = await Promise.all(
      objects.map(async ({ words, path }) => {
        const { status } = await cluster.ask({ path, signal: options.signal });
        return status === 200 ? [`${words} in cluster '${cluster.name}'`] : [];
      }),
    );
    return found.flat();
  });
}

async function askAll<T>(
  clusters: readonly ClusterClient[],
  ask: (cluster: ClusterClient) => Promise<T[]>,
): Promise<Live<T>> {
  const results = await Promise.allSettled(clusters.map(ask));
  const live: Live<T> = { items: [], problems: [] };
  for (const result of results) {
    if (result.status === 'fulfilled') {
      live.items.push(...result.value);
    } else {
      live.problems.push(String(result.reason?.message ?? result.reason));
    }
  }
  return live;
}

function portsOf(service: any, cluster: string): LivePort[] {
  const { name, namespace } = service?.metadata ?? {};
  const entries = Array.isArray(service?.spec?.ports) ? service.spec.ports : [];
  const numbers = new Set<number>(
    entries.flatMap((entry: any) =>
      [entry?.port, entry?.targetPort].filter(Number.isInteger),
    ),
  );
  return [...numbers].map(port => ({
    port,
    service: String(name),
    where: `Service '${namespace}/${name}' in cluster '${cluster}'`,
  }));
}
