/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  AlertSummary,
  ApplicationSummary,
  buildSnapshot,
  EventSummary,
  Observation,
  PodSummary,
  ServiceSnapshot,
  SourceFreshness,
} from '@openpolicy/plugin-service-health-common';

export const ENTITY_REF = 'component:default/coupons';
export const REVISION = '4f1c2a9be07d5a3366c1f0f3b1d2c3a4e5f60718';

/** What a test says of a service; the rest is as of one that has just been made and is well. */
export interface ServiceState {
  application?: Partial<ApplicationSummary> | false;
  /** Replicas that are ready, of three; without a workload if false. */
  ready?: number | false;
  pods?: Partial<PodSummary>[];
  events?: Partial<EventSummary>[];
  alerts?: Partial<AlertSummary>[];
  rules?: { total: number; broken?: number };
  targets?: { up: number; total: number };
  sources?: Partial<
    Record<'kubernetes' | 'argocd' | 'prometheus', Partial<SourceFreshness>>
  >;
  now?: Date;
}

const NOW = new Date('2026-11-25T09:20:00Z');
const DESIRED = 3;

/** A snapshot as service health builds it, with its own verdict. */
export function snapshotOf(state: ServiceState = {}): ServiceSnapshot {
  const now = state.now ?? NOW;
  const freshness = (source: 'kubernetes' | 'argocd' | 'prometheus') => [
    {
      source,
      instance: 'lab',
      state: 'live' as const,
      observedAt: now.toISOString(),
      ...state.sources?.[source],
    },
  ];
  return buildSnapshot({
    entityRef: ENTITY_REF,
    observations: observationsOf(state, now),
    claims: [],
    sources: {
      rollout: freshness('kubernetes'),
      delivery: freshness('argocd'),
      alerts: freshness('prometheus'),
    },
    configured: { kubernetes: true, argocd: true, prometheus: true },
    now,
  });
}

function observationsOf(state: ServiceState, now: Date): Observation[] {
  const common = {
    instance: 'lab',
    namespace: 'shop-platform',
    backReference: { entityRef: ENTITY_REF },
  };
  const { application = {}, ready = DESIRED, rules = { total: 8 } } = state;
  const createdAt = new Date(now.getTime() - 20_000).toISOString();
  const result: Observation[] = [];
  if (application) {
    result.push({
      ...common,
      kind: 'application',
      source: 'argocd',
      key: 'Application/coupons',
      data: {
        id: 'app-1',
        instance: 'lab',
        namespace: 'argocd',
        name: 'coupons',
        project: 'shop',
        health: { status: ready === DESIRED ? 'Healthy' : 'Progressing' },
        sync: { status: 'Synced', revisions: [REVISION] },
        autoSync: { enabled: true, prune: true, selfHeal: true },
        history: [],
        conditions: [],
        resources: [],
        resourcesTotal: 17,
        outOfSync: 0,
        images: [],
        ...application,
      },
    });
  }
  if (ready !== false) {
    const complete = ready === DESIRED;
    result.push({
      ...common,
      kind: 'workload',
      source: 'kubernetes',
      key: 'Deployment/coupons',
      uid: 'd-1',
      data: {
        id: 'lab/shop-platform/Deployment/coupons',
        cluster: 'lab',
        namespace: 'shop-platform',
        kind: 'Deployment',
        name: 'coupons',
        health: { status: complete ? 'Healthy' : 'Progressing' },
        rollout: {
          phase: complete ? 'Complete' : 'InProgress',
          message: `${ready} of ${DESIRED} updated replicas are available`,
        },
        replicas: {
          desired: DESIRED,
          total: DESIRED,
          updated: DESIRED,
          ready,
          available: ready,
        },
        images: ['registry.example.com/shop/coupons:0.1.0'],
        createdAt,
      },
    });
  }
  for (const [i, pod] of (state.pods ?? []).entries()) {
    const name = pod.name ?? `coupons-x${i}`;
    result.push({
      ...common,
      kind: 'pod',
      source: 'kubernetes',
      key: `Pod/${name}`,
      uid: `p-${name}`,
      ownerUid: 'd-1',
      data: {
        id: `lab/shop-platform/${name}`,
        cluster: 'lab',
        namespace: 'shop-platform',
        name,
        status: 'Running',
        ready: { ready: 1, total: 1 },
        restarts: 0,
        images: [],
        createdAt,
        health: { status: 'Healthy' },
        ...pod,
      },
    });
  }
  for (const [i, event] of (state.events ?? []).entries()) {
    result.push({
      ...common,
      kind: 'event',
      source: 'kubernetes',
      key: `Event/${i}`,
      data: {
        id: `e-${i}`,
        cluster: 'lab',
        namespace: 'shop-platform',
        reason: 'Unhealthy',
        message: '',
        count: 1,
        object: { kind: 'Pod', name: 'coupons-x0' },
        objectUid: 'p-coupons-x0',
        ...event,
      },
    });
  }
  for (let i = 0; i < rules.total; i += 1) {
    const name = `Rule${i}`;
    const isBroken = i < (rules.broken ?? 0);
    result.push({
      ...common,
      kind: 'alertRule',
      source: 'prometheus',
      key: `AlertRule/${i}`,
      data: {
        instance: 'lab',
        group: 'coupons.rules',
        name,
        health: isBroken ? 'err' : 'ok',
        ...(isBroken && {
          broken: {
            instance: 'lab',
            group: 'coupons.rules',
            name,
            error: 'unknown function',
          },
        }),
      },
    });
  }
  for (const [i, alert] of (state.alerts ?? []).entries()) {
    result.push({
      ...common,
      kind: 'alert',
      source: 'prometheus',
      key: `Alert/${i}`,
      data: {
        id: `lab/${i}`,
        instance: 'lab',
        name: 'CouponsDown',
        state: 'firing',
        severity: 'critical',
        labels: { n: String(i) },
        notification: 'active',
        ...alert,
      },
    });
  }
  if (state.targets) {
    result.push({
      ...common,
      kind: 'scrapeTargets',
      source: 'prometheus',
      key: 'ScrapeTargets/coupons',
      data: { instance: 'lab', job: 'coupons', ...state.targets },
    });
  }
  return result;
}
