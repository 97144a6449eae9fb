/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  AlertSummary,
  ApplicationSummary,
  DeliveryResource,
  Evidence,
  PodSummary,
  SourceFreshness,
  WorkloadSummary,
} from '../snapshot/types';

/** @internal */
export function workloadEvidence(workload: WorkloadSummary): Evidence {
  const { health } = workload;
  return {
    kind: 'workload',
    id: workload.id,
    text: `${workload.kind} ${workload.name} is ${health.status}${
      health.message ? `: ${health.message}` : ''
    }`,
  };
}

/** @internal */
export function podEvidence(pod: PodSummary): Evidence {
  return { kind: 'pod', id: pod.id, text: `Pod ${pod.name} is ${pod.status}` };
}

/** @internal */
export function applicationEvidence(application: ApplicationSummary): Evidence {
  return {
    kind: 'application',
    id: application.id,
    text: `Application ${application.name} is ${application.sync.status} and ${application.health.status}`,
  };
}

/** @internal */
export function alertEvidence(alert: AlertSummary): Evidence {
  return {
    kind: 'alert',
    id: alert.id,
    text: `Alert ${alert.name} (${alert.severity}) is ${alert.state}`,
  };
}

const SOURCE_STATES: Record<SourceFreshness['state'], string> = {
  connecting: 'has not answered yet',
  failed: 'cannot be read',
  live: 'answers',
  stale: 'is silent',
};

/** @internal */
export function sourceEvidence(source: SourceFreshness): Evidence {
  return {
    kind: 'source',
    id: `${source.source}/${source.instance}`,
    text: `${nameSource(source)} ${SOURCE_STATES[source.state]}`,
  };
}

/**
 * What a source is called on the page, e.g. `Argo CD 'lab'`.
 *
 * @public
 */
export function nameSource(
  source: Pick<SourceFreshness, 'source' | 'instance'>,
): string {
  const names: Record<string, string> = {
    kubernetes: 'Cluster',
    argocd: 'Argo CD',
    prometheus: 'Prometheus',
    catalog: 'Catalog',
  };
  const name = Object.hasOwn(names, source.source)
    ? names[source.source]
    : source.source;
  return `${name} '${source.instance}'`;
}

/** @internal */
export function nameResource({ kind, name }: DeliveryResource): string {
  return `${kind} ${name}`;
}
