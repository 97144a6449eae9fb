/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  AlertObservation,
  AlertRuleObservation,
  ApplicationObservation,
  AutoscalerObservation,
  EventObservation,
  PodObservation,
  ReplicaSetObservation,
  ScrapeTargetsObservation,
  WorkloadObservation,
} from '../observations/types';
import { BuildSnapshotOptions } from '../rollup/buildSnapshot';
import {
  AlertSummary,
  ApplicationSummary,
  SourceFreshness,
} from '../snapshot/types';

/** The time at which all builders' objects are looked at. */
export const NOW = new Date('2026-11-23T09:20:00Z');

/** A time some seconds before {@link NOW}, as upstream writes it. */
export function secondsAgo(seconds: number): string {
  return new Date(NOW.getTime() - seconds * 1000)
    .toISOString()
    .replace('.000Z', 'Z');
}

const BACK_REFERENCE = { kubernetesId: 'api-gateway' };
const REVISION = 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334';

const inCluster = {
  source: 'kubernetes',
  instance: 'lab',
  namespace: 'openpolicy-platform',
  backReference: BACK_REFERENCE,
} as const;

export function makeWorkload(
  data: Partial<WorkloadObservation['data']> = {},
): WorkloadObservation {
  const { kind = 'Deployment', name = 'api-gateway' } = data;
  return {
    ...inCluster,
    kind: 'workload',
    key: `${kind}/openpolicy-platform/${name}`,
    uid: `uid-${name}`,
    data: {
      id: `lab/openpolicy-platform/${kind}/${name}`,
      cluster: 'lab',
      namespace: 'openpolicy-platform',
      kind,
      name,
      health: { status: 'Healthy' },
      rollout: {
        phase: 'Complete',
        message: `deployment "${name}" successfully rolled out`,
      },
      replicas: { desired: 3, total: 3, updated: 3, ready: 3, available: 3 },
      images: ['registry.openpolicy.test/api-gateway:1.4.2'],
      revision: '4',
      createdAt: secondsAgo(86_400),
      progressedAt: secondsAgo(3_600),
      progressDeadlineSeconds: 600,
      ...data,
    },
  };
}

/** A Deployment of which one new pod has been made and is not available. */
export function makeRollingWorkload(
  data: Partial<WorkloadObservation['data']> = {},
): WorkloadObservation {
  return makeWorkload({
    health: {
      status: 'Progressing',
      message:
        'Waiting for rollout to finish: 1 out of 3 new replicas have been updated...',
    },
    rollout: {
      phase: 'InProgress',
      message:
        'Waiting for deployment "api-gateway" rollout to finish: 1 out of 3 new replicas have been updated...',
    },
    replicas: { desired: 3, total: 4, updated: 1, ready: 3, available: 3 },
    revision: '5',
    progressedAt: secondsAgo(70),
    ...data,
  });
}

export function makeReplicaSet(
  data: Partial<ReplicaSetObservation['data']> = {},
  owner = 'api-gateway',
): ReplicaSetObservation {
  const { name = 'api-gateway-old' } = data;
  return {
    ...inCluster,
    kind: 'replicaSet',
    key: `ReplicaSet/openpolicy-platform/${name}`,
    uid: `uid-${name}`,
    ownerUid: `uid-${owner}`,
    data: {
      name,
      revision: '4',
      images: ['registry.openpolicy.test/api-gateway:1.4.2'],
      desired: 3,
      ready: 3,
      available: 3,
      createdAt: secondsAgo(86_400),
      ...data,
    },
  };
}

export function makePod(
  data: Partial<PodObservation['data']> = {},
): PodObservation {
  const { name = 'api-gateway-old-1', replicaSet = 'api-gateway-old' } = data;
  return {
    ...inCluster,
    kind: 'pod',
    key: `Pod/openpolicy-platform/${name}`,
    uid: `uid-${name}`,
    ownerUid: `uid-${replicaSet}`,
    data: {
      id: `lab/openpolicy-platform/${name}`,
      cluster: 'lab',
      namespace: 'openpolicy-platform',
      name,
      replicaSet,
      status: 'Running',
      ready: { ready: 1, total: 1 },
      restarts: 0,
      images: ['registry.openpolicy.test/api-gateway:1.4.2'],
      createdAt: secondsAgo(86_400),
      health: { status: 'Healthy' },
      ...data,
    },
  };
}

export function makeCrashingPod(
  data: Partial<PodObservation['data']> = {},
): PodObservation {
  return makePod({
    name: 'api-gateway-new-1',
    replicaSet: 'api-gateway-new',
    status: 'CrashLoopBackOff',
    ready: { ready: 0, total: 1 },
    restarts: 3,
    lastRestartAt: secondsAgo(11),
    lastTermination: { reason: 'Error', exitCode: 1 },
    message: 'back-off 40s restarting failed container=app',
    createdAt: secondsAgo(73),
    health: { status: 'Degraded', message: 'back-off 40s' },
    ...data,
  });
}

export function makeEvent(
  data: Partial<EventObservation['data']> = {},
): EventObservation {
  const { id = 'lab/openpolicy-platform/event-1' } = data;
  return {
    ...inCluster,
    kind: 'event',
    key: `Event/${id}`,
    uid: `uid-${id}`,
    data: {
      id,
      cluster: 'lab',
      namespace: 'openpolicy-platform',
      reason: 'BackOff',
      message: 'Back-off restarting failed container',
      count: 1,
      firstAt: secondsAgo(60),
      lastAt: secondsAgo(7),
      object: { kind: 'Pod', name: 'api-gateway-new-1' },
      objectUid: 'uid-api-gateway-new-1',
      ...data,
    },
  };
}

export function makeAutoscaler(
  data: Partial<AutoscalerObservation['data']> = {},
): AutoscalerObservation {
  return {
    ...inCluster,
    kind: 'autoscaler',
    key: 'HorizontalPodAutoscaler/openpolicy-platform/api-gateway',
    data: {
      name: 'api-gateway',
      min: 3,
      max: 10,
      current: 3,
      desired: 3,
      target: { kind: 'Deployment', name: 'api-gateway' },
      ...data,
    },
  };
}

export function makeApplication(
  data: Partial<ApplicationSummary> = {},
): ApplicationObservation {
  const { name = 'api-gateway' } = data;
  return {
    source: 'argocd',
    instance: 'lab',
    kind: 'application',
    key: `argocd/${name}`,
    namespace: 'argocd',
    backReference: { entityRef: 'component:default/api-gateway' },
    data: {
      id: `app-${name}`,
      instance: 'lab',
      namespace: 'argocd',
      name,
      project: 'openpolicy-platform',
      health: { status: 'Healthy' },
      sync: { status: 'Synced', revisions: [REVISION], targetRevision: 'main' },
      autoSync: { enabled: true, prune: true, selfHeal: false },
      operation: {
        phase: 'Succeeded',
        message: 'successfully synced (all tasks run)',
        startedAt: secondsAgo(3_601),
        finishedAt: secondsAgo(3_600),
        revision: REVISION,
        resources: [],
      },
      history: [
        { id: 4, revision: REVISION, deployedAt: secondsAgo(3_600) },
        { id: 3, revision: 'f'.repeat(40), deployedAt: secondsAgo(90_000) },
      ],
      conditions: [],
      resources: [
        { group: 'apps', kind: 'Deployment', name, status: 'Synced' },
        { kind: 'Service', name, status: 'Synced' },
      ],
      resourcesTotal: 2,
      outOfSync: 0,
      images: ['registry.openpolicy.test/api-gateway:1.4.2'],
      reconciledAt: secondsAgo(29),
      ...data,
    },
  };
}

export function makeAlert(data: Partial<AlertSummary> = {}): AlertObservation {
  const { id = 'alert-1', instance = 'lab' } = data;
  return {
    source: 'prometheus',
    instance,
    kind: 'alert',
    key: id,
    backReference: { service: 'api-gateway' },
    data: {
      id,
      instance,
      name: 'HighErrorRate',
      state: 'firing',
      severity: 'critical',
      activeAt: secondsAgo(37),
      summary: '12% of requests fail',
      labels: { service: 'api-gateway' },
      notification: 'active',
      ...data,
    },
  };
}

export function makeAlertRule(
  data: Partial<AlertRuleObservation['data']> = {},
): AlertRuleObservation {
  const {
    instance = 'lab',
    group = 'api-gateway',
    name = 'HighErrorRate',
  } = data;
  return {
    source: 'prometheus',
    instance,
    kind: 'alertRule',
    key: `${group}/${name}`,
    backReference: { service: 'api-gateway' },
    data: { instance, group, name, health: 'ok', ...data },
  };
}

export function makeScrapeTargets(
  data: Partial<ScrapeTargetsObservation['data']> & { namespace?: string } = {},
): ScrapeTargetsObservation {
  const { namespace = 'openpolicy-platform', ...rest } = data;
  const { instance = 'lab', job = 'api-gateway' } = rest;
  return {
    source: 'prometheus',
    instance,
    kind: 'scrapeTargets',
    key: `ScrapeTargets/${job}/${namespace}`,
    namespace,
    backReference: { service: 'api-gateway' },
    data: { instance, job, up: 3, total: 3, ...rest },
  };
}

export function makeSource(
  source: string,
  freshness: Partial<SourceFreshness> = {},
): SourceFreshness {
  return {
    source,
    instance: 'lab',
    state: 'live',
    observedAt: secondsAgo(2),
    ...freshness,
  };
}

/** A service that is well in every respect; tests change what they are about. */
export function makeOptions(
  options: Partial<BuildSnapshotOptions> = {},
): BuildSnapshotOptions {
  return {
    entityRef: 'component:default/api-gateway',
    observations: [
      makeWorkload(),
      makeReplicaSet(),
      makePod({ name: 'api-gateway-old-1' }),
      makePod({ name: 'api-gateway-old-2' }),
      makePod({ name: 'api-gateway-old-3' }),
      makeApplication(),
      makeAlertRule(),
    ],
    claims: [],
    sources: {
      rollout: [makeSource('kubernetes')],
      delivery: [makeSource('argocd')],
      alerts: [makeSource('prometheus')],
    },
    configured: { kubernetes: true, argocd: true, prometheus: true },
    now: NOW,
    ...options,
  };
}
