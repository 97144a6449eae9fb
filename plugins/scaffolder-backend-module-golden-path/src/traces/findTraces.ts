/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { shortRevision } from '@openpolicy/plugin-service-health-common';
import { catalogEntity } from '../follow/catalogEntity';
import { entityPage } from '../follow/serviceLinks';
import { findDelivery } from './findDelivery';
import { findRepository } from './findRepository';
import { Trace, TraceDependencies, TraceQuery, Traces } from './types';

type Finder = (
  dependencies: TraceDependencies,
  query: TraceQuery,
) => Promise<Trace[]>;

/** In the order in which they are made. A place that cannot be looked at hides none of the others. */
const FINDERS: [string, Finder][] = [
  ['the repository of the service', findRepositories],
  ['the GitOps repository', findDeliveries],
  ['the reserved ports', findReservations],
  ['the catalog', findEntities],
  ['Argo CD and the cluster', findRunning],
];

/**
 * Looks what there is of a service. Never throws: what cannot be looked at is said.
 */
export async function findTraces(
  dependencies: TraceDependencies,
  query: TraceQuery,
): Promise<Traces> {
  const answers = await Promise.allSettled(
    FINDERS.map(async ([, find]) => find(dependencies, query)),
  );
  const traces: Traces = { found: [], unknown: [] };
  answers.forEach((answer, i) => {
    if (answer.status === 'fulfilled') {
      traces.found.push(...answer.value);
    } else {
      const [place] = FINDERS[i];
      const reason = String(answer.reason?.message ?? answer.reason);
      traces.unknown.push(`Could not look at ${place}: ${reason}`);
    }
  });
  return traces;
}

async function findRepositories(
  dependencies: TraceDependencies,
  query: TraceQuery,
): Promise<Trace[]> {
  const found = await findRepository(dependencies.gitServers, query);
  return found
    ? [
        {
          kind: 'repository',
          text: `repository ${found.browseUrl}`,
          url: found.browseUrl,
          isOwn: found.isOwn,
        },
      ]
    : [];
}

async function findDeliveries(
  dependencies: TraceDependencies,
  query: TraceQuery,
): Promise<Trace[]> {
  const found = query.system && (await findDelivery(dependencies, query));
  if (!found || !found.isThere) {
    return [];
  }
  const at = found.commit ? `, commit ${shortRevision(found.commit)}` : '';
  return [
    {
      kind: 'delivery',
      text: `files in the GitOps repository ${found.browseUrl}${at}`,
      url: found.browseUrl,
      isOwn: found.commit !== undefined,
    },
  ];
}

async function findReservations(
  { goldenPath }: TraceDependencies,
  { system, name, credentials, signal }: TraceQuery,
): Promise<Trace[]> {
  if (!system) {
    return [];
  }
  const { ports } = await goldenPath.getPorts(system, { credentials, signal });
  return ports
    .filter(port => port.state === 'reserved' && port.name === name)
    .map(({ port, by }) => ({
      kind: 'reservation',
      text: `port ${port}, reserved by ${by}`,
    }));
}

async function findEntities(
  { catalog, baseUrl }: TraceDependencies,
  { name, credentials, signal }: TraceQuery,
): Promise<Trace[]> {
  const entityRef = `component:default/${name}`;
  const entity = await catalogEntity(catalog, entityRef, {
    credentials,
    signal,
  });
  return entity
    ? [
        {
          kind: 'entity',
          text: `${entityRef} in the catalog`,
          url: entityPage(baseUrl, entityRef),
        },
      ]
    : [];
}

async function findRunning(
  { serviceHealth }: TraceDependencies,
  { name, credentials, signal }: TraceQuery,
): Promise<Trace[]> {
  const snapshot = await serviceHealth.getSnapshot(
    `component:default/${name}`,
    { credentials, signal },
  );
  return [
    ...(snapshot?.delivery.applications ?? []).map(application => ({
      kind: 'application' as const,
      text: `Argo CD application '${application.name}' (${application.sync.status}, ${application.health.status})`,
      url: application.externalUrl,
    })),
    ...(snapshot?.rollout.workloads ?? []).map(
      ({ kind, name: workload, replicas }) => ({
        kind: 'application' as const,
        text: `${kind} ${workload} (${replicas.ready} of ${replicas.desired} pods ready)`,
      }),
    ),
  ];
}
