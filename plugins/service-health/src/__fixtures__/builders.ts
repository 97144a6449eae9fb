/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity } from '@backstage/catalog-model';
import {
  AlertSummary,
  ApplicationSummary,
  EventSummary,
  FleetRow,
  FleetSnapshot,
  OperationSummary,
  PodSummary,
  ServiceSnapshot,
  SourceFreshness,
  SyncAttempt,
  VerdictAxes,
  WorkloadSummary,
} from '@openpolicy/plugin-service-health-common';

/** The moment at which all fixtures are current. */
export const NOW = new Date('2026-11-23T10:00:00.000Z');

/** ISO 8601 of `seconds` before {@link NOW}. */
export function ago(seconds: number): string {
  return new Date(NOW.getTime() - seconds * 1_000).toISOString();
}

export function anEntity(name = 'api-gateway'): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default' },
    spec: { type: 'service', owner: 'platform-team' },
    relations: [{ type: 'ownedBy', targetRef: 'group:default/platform-team' }],
  };
}

export function aSource(
  source: string,
  patch: Partial<SourceFreshness> = {},
): SourceFreshness {
  return {
    source,
    instance: 'lab',
    state: 'live',
    observedAt: ago(2),
    ...patch,
  };
}

export function aWorkload(
  patch: Partial<WorkloadSummary> = {},
): WorkloadSummary {
  return {
    id: 'lab/openpolicy-platform/Deployment/api-gateway',
    cluster: 'lab',
    namespace: 'openpolicy-platform',
    kind: 'Deployment',
    name: 'api-gateway',
    health: { status: 'Healthy' },
    rollout: {
      phase: 'Complete',
      message: 'deployment "api-gateway" successfully rolled out',
    },
    replicas: { desired: 3, total: 3, updated: 3, ready: 3, available: 3 },
    images: ['registry.example.org/openpolicy/api-gateway:1.4.2'],
    revision: '4',
    createdAt: ago(86_400),
    replicaSets: [
      {
        name: 'api-gateway-6d5f',
        role: 'new',
        revision: '4',
        images: ['registry.example.org/openpolicy/api-gateway:1.4.2'],
        desired: 3,
        ready: 3,
        available: 3,
      },
    ],
    autoscaler: {
      name: 'api-gateway',
      min: 3,
      max: 10,
      current: 3,
      desired: 3,
    },
    ...patch,
  };
}

export function aPod(patch: Partial<PodSummary> = {}): PodSummary {
  const name = patch.name ?? 'api-gateway-6d5f-abcde';
  return {
    id: `lab/openpolicy-platform/${name}`,
    cluster: 'lab',
    namespace: 'openpolicy-platform',
    name,
    status: 'Running',
    ready: { ready: 1, total: 1 },
    restarts: 0,
    node: 'kwok-node-1',
    images: ['registry.example.org/openpolicy/api-gateway:1.4.2'],
    createdAt: ago(7_200),
    health: { status: 'Healthy' },
    ...patch,
  };
}

export function aCrashingPod(patch: Partial<PodSummary> = {}): PodSummary {
  return aPod({
    name: 'api-gateway-7f9c-zzzzz',
    status: 'CrashLoopBackOff',
    ready: { ready: 0, total: 1 },
    restarts: 4,
    lastRestartAt: ago(30),
    lastTermination: { reason: 'Error', exitCode: 1 },
    message: 'back-off 40s restarting failed container=app',
    createdAt: ago(120),
    health: { status: 'Degraded' },
    ...patch,
  });
}

export function anOperation(
  patch: Partial<OperationSummary> = {},
): OperationSummary {
  return {
    phase: 'Succeeded',
    message: 'successfully synced (all tasks run)',
    startedAt: ago(602),
    finishedAt: ago(600),
    revision: 'a1b2c3d4e5f60718293a4b5c6d7e8f9012345678',
    requestedBy: 'user:default/guest',
    requestId: 'attempt-0',
    resources: [],
    ...patch,
  };
}

/** An operation that a field which nobody may change has stopped, in Argo CD's words: the operation quotes the resource. */
export function aFailedOperation(
  patch: Partial<OperationSummary> = {},
): OperationSummary {
  const message =
    'Deployment.apps "api-gateway" is invalid: spec.selector: field is immutable';
  return anOperation({
    phase: 'Failed',
    message: `one or more synchronization tasks completed unsuccessfully, reason: ${message} (retried 1 times).`,
    retryCount: 1,
    resources: [
      {
        kind: 'Deployment',
        group: 'apps',
        name: 'api-gateway',
        status: 'SyncFailed',
        message,
      },
      {
        kind: 'Service',
        name: 'api-gateway',
        status: 'Synced',
        message: 'service/api-gateway serverside-applied',
      },
    ],
    ...patch,
  });
}

export function anApplication(
  patch: Partial<ApplicationSummary> = {},
): ApplicationSummary {
  return {
    id: 'app-1',
    instance: 'lab',
    namespace: 'argocd',
    name: 'api-gateway',
    project: 'openpolicy-platform',
    health: { status: 'Healthy' },
    sync: {
      status: 'Synced',
      revisions: ['a1b2c3d4e5f60718293a4b5c6d7e8f9012345678'],
      targetRevision: 'main',
    },
    autoSync: { enabled: true, prune: true, selfHeal: false },
    operation: anOperation(),
    history: [
      {
        id: 7,
        revision: 'a1b2c3d4e5f60718293a4b5c6d7e8f9012345678',
        deployedAt: ago(600),
        initiatedBy: 'automated',
      },
    ],
    conditions: [],
    resources: [
      {
        kind: 'Deployment',
        group: 'apps',
        name: 'api-gateway',
        status: 'Synced',
      },
    ],
    resourcesTotal: 1,
    outOfSync: 0,
    images: [],
    externalUrl: 'https://argocd.example.org/applications/argocd/api-gateway',
    ...patch,
  };
}

/** An application whose live Deployment was edited by hand, with a ConfigMap that Git no longer has. */
export function aDriftedApplication(
  patch: Partial<ApplicationSummary> = {},
): ApplicationSummary {
  return anApplication({
    sync: {
      status: 'OutOfSync',
      revisions: ['b1b2c3d4e5f60718293a4b5c6d7e8f9012345678'],
      targetRevision: 'main',
    },
    resources: [
      {
        kind: 'Deployment',
        group: 'apps',
        name: 'api-gateway',
        status: 'OutOfSync',
      },
      {
        kind: 'ConfigMap',
        name: 'old-settings',
        status: 'OutOfSync',
        requiresPruning: true,
      },
    ],
    outOfSync: 2,
    ...patch,
  });
}

export function anAlert(patch: Partial<AlertSummary> = {}): AlertSummary {
  return {
    id: 'lab/1',
    instance: 'lab',
    name: 'HighErrorRate',
    state: 'firing',
    severity: 'critical',
    activeAt: ago(300),
    value: '0.123456789',
    summary: '12% of the requests to api-gateway fail',
    runbookUrl: 'https://runbooks.example.org/high-error-rate',
    labels: { namespace: 'openpolicy-platform' },
    notification: 'active',
    ...patch,
  };
}

export function axes(patch: Partial<VerdictAxes> = {}): VerdictAxes {
  return {
    health: { status: 'Healthy' },
    delivery: { status: 'Synced' },
    alerts: {
      critical: 0,
      warning: 0,
      other: 0,
      pending: 0,
      suppressed: 0,
      known: true,
    },
    freshness: { state: 'live', oldestObservedAt: ago(2) },
    ...patch,
  };
}

export function aSnapshot(
  patch: Partial<ServiceSnapshot> = {},
): ServiceSnapshot {
  return {
    entityRef: 'component:default/api-gateway',
    version: 'v1',
    at: NOW.toISOString(),
    verdict: {
      headline: 'Healthy',
      tone: 'healthy',
      cause: '3 of 3 replicas are ready, Argo CD is in sync, no alerts.',
      since: ago(3_600),
      evidence: [],
      axes: axes(),
    },
    rollout: {
      state: 'ready',
      sources: [aSource('kubernetes')],
      workloads: [aWorkload()],
      pods: [
        aPod({ name: 'api-gateway-6d5f-aaaaa' }),
        aPod({ name: 'api-gateway-6d5f-bbbbb' }),
        aPod({ name: 'api-gateway-6d5f-ccccc' }),
      ],
      podsTotal: 3,
      events: [],
    },
    delivery: {
      state: 'ready',
      sources: [aSource('argocd')],
      applications: [anApplication()],
    },
    alerts: {
      state: 'ready',
      sources: [aSource('prometheus')],
      alerts: [],
      rulesTotal: 6,
      brokenRules: [],
    },
    claims: [],
    ...patch,
  };
}

export function anEvent(patch: Partial<EventSummary> = {}): EventSummary {
  return {
    id: 'event-1',
    cluster: 'lab',
    namespace: 'openpolicy-platform',
    reason: 'BackOff',
    message: 'Back-off restarting failed container app',
    count: 7,
    lastAt: ago(20),
    object: { kind: 'Pod', name: 'api-gateway-7f9c-zzzzz' },
    ...patch,
  };
}

/** A snapshot with a crash loop, an event, an alert and the verdict on it. */
export function aDegradedSnapshot(
  patch: Partial<ServiceSnapshot> = {},
): ServiceSnapshot {
  const healthy = aSnapshot();
  const pod = aCrashingPod();
  return {
    ...healthy,
    version: 'v2',
    verdict: {
      headline: 'Degraded',
      tone: 'degraded',
      cause: '1 of 3 new pods crashes: Error, exit code 1 (CrashLoopBackOff).',
      since: ago(120),
      evidence: [{ kind: 'pod', id: pod.id, text: pod.name }],
      axes: axes({
        health: { status: 'Degraded' },
        alerts: {
          critical: 1,
          warning: 0,
          other: 0,
          pending: 0,
          suppressed: 1,
          known: true,
        },
      }),
    },
    rollout: {
      ...healthy.rollout,
      workloads: [
        aWorkload({
          health: { status: 'Progressing' },
          rollout: {
            phase: 'InProgress',
            message:
              'Waiting for deployment "api-gateway" rollout to finish: 1 out of 3 new replicas have been updated...',
          },
          replicas: {
            desired: 3,
            total: 4,
            updated: 1,
            ready: 3,
            available: 3,
          },
          progressedAt: ago(120),
          progressDeadlineSeconds: 600,
          replicaSets: [
            {
              name: 'api-gateway-7f9c',
              role: 'new',
              images: ['api-gateway:1.5.0'],
              desired: 1,
              ready: 0,
              available: 0,
            },
            {
              name: 'api-gateway-6d5f',
              role: 'old',
              images: ['api-gateway:1.4.2'],
              desired: 3,
              ready: 3,
              available: 3,
            },
          ],
          stuck: { reason: '1 new pod crashes', since: ago(100) },
        }),
      ],
      pods: [pod, ...healthy.rollout.pods],
      podsTotal: 4,
      events: [anEvent({ object: { kind: 'Pod', name: pod.name } })],
    },
    alerts: {
      ...healthy.alerts,
      alerts: [
        anAlert(),
        anAlert({
          id: 'lab/2',
          name: 'PodRestarts',
          severity: 'warning',
          notification: 'suppressed',
          suppressedBy: [
            {
              kind: 'silence',
              createdBy: 'alice',
              comment: 'deploying',
              endsAt: ago(-3_600),
            },
          ],
        }),
      ],
    },
    ...patch,
  };
}

export function aFleetRow(
  name: string,
  patch: Partial<FleetRow> = {},
): FleetRow {
  return {
    entityRef: `component:default/${name}`,
    name,
    owner: 'group:default/platform-team',
    system: 'system:default/openpolicy-platform',
    headline: 'Healthy',
    tone: 'healthy',
    cause: 'All is well.',
    axes: axes(),
    replicas: { ready: 3, desired: 3 },
    versions: ['1.4.2'],
    changedAt: ago(600),
    ...patch,
  };
}

export function aFleet(patch: Partial<FleetSnapshot> = {}): FleetSnapshot {
  return {
    version: 'f1',
    at: NOW.toISOString(),
    rows: [
      aFleetRow('etl-service', {
        headline: 'Degraded',
        tone: 'degraded',
        cause: '2 of 2 pods crash.',
        owner: 'group:default/data-team',
        axes: axes({ health: { status: 'Degraded' } }),
        replicas: { ready: 0, desired: 2 },
      }),
      aFleetRow('auth-service', {
        headline: 'OutOfSync',
        tone: 'attention',
        cause: '1 resource differs from Git.',
        axes: axes({ delivery: { status: 'OutOfSync' } }),
      }),
      aFleetRow('api-gateway'),
      aFleetRow('policy-service'),
    ],
    sources: [aSource('kubernetes'), aSource('argocd'), aSource('prometheus')],
    ...patch,
  };
}

export function anAttempt(patch: Partial<SyncAttempt> = {}): SyncAttempt {
  return {
    id: 'attempt-1',
    entityRef: 'component:default/api-gateway',
    applicationId: 'app-1',
    application: 'api-gateway',
    instance: 'lab',
    requestedBy: 'user:default/guest',
    requestedAt: NOW.toISOString(),
    outcome: 'accepted',
    prune: false,
    ...patch,
  };
}
