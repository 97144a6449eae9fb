/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  ApplicationSummary,
  getFailedOperation,
  isOperationUnderWay,
  nameSource,
  OperationSummary,
  PodSummary,
  ServiceSnapshot,
  shortRevision,
  SourceFreshness,
  WorkloadSummary,
} from '@openpolicy/plugin-service-health-common';
import { adviceFor } from './advice';
import { StageLine } from './StageLog';

/** Pods of a rollout that are told of one by one. */
const MAX_PODS = 12;
/** Argo CD may keep the commit of a branch for three minutes (argo-cd, `reposerver.revision.cache.expiration`). */
const SETTLED_MS = 3 * 60_000 + 30_000;

/** What is waited for, and how it was before. */
export interface Expectation {
  entityRef: string;
  /** The delivered commit; without it any will do. */
  revision?: string;
  /** The server's clock when the service was first looked at. */
  since: string;
  /** What Argo CD had seen in Git by then. */
  revisionsBefore: string[];
}

/** Where a service is on its way to Healthy. */
export interface Progress {
  lines: StageLine[];
  healthy: boolean;
  /** What holds it up, for the message when time is up. */
  holdUp: string;
  /** What Argo CD has given up with: nothing goes on until a person acts. */
  refusal?: string;
}

/**
 * Says how far a service is, stage by stage: application seen, synced at the revision, pods, and the first fault with what to do.
 */
export function describeProgress(
  snapshot: ServiceSnapshot,
  expectation: Expectation,
): Progress {
  const { delivery, rollout, verdict } = snapshot;
  const { applications } = delivery;
  const delivered = applications.filter(application =>
    isDelivered(application, expectation),
  );
  const fault = faultOf(snapshot);
  const lines = [
    ...[...delivery.sources, ...rollout.sources].flatMap(sourceLine),
    ...applicationLines(snapshot, expectation),
    ...rollout.workloads.map(workloadLine),
    ...rollout.pods
      .filter(pod => isOfNewest(pod, rollout.workloads))
      .slice(0, MAX_PODS)
      .map(podLine),
    ...(fault ? [fault] : []),
  ];
  const isSynced =
    delivery.state === 'unconfigured' ||
    (delivered.length > 0 &&
      verdict.axes.delivery.status === 'Synced' &&
      verdict.axes.delivery.operation === undefined);
  const isRolledOut =
    rollout.state === 'unconfigured' ||
    (rollout.workloads.length > 0 &&
      rollout.workloads.every(
        workload => workload.rollout.phase === 'Complete',
      ));
  return {
    lines,
    healthy:
      isSynced && isRolledOut && verdict.axes.health.status === 'Healthy',
    holdUp: fault?.text ?? holdUpOf(snapshot, delivered.length > 0),
    refusal: applications.map(refusalOf).find(Boolean),
  };
}

/**
 * Whether Argo CD has seen the delivered commit, or one that came after it. Commits have no order that could be read off their names:
 * what Argo CD sees for the first time after the delivery, or still sees when its memory of the branch must be new, holds the commit.
 */
function isDelivered(
  { sync, operation, history, reconciledAt }: ApplicationSummary,
  { revision, since, revisionsBefore }: Expectation,
): boolean {
  if (revision === undefined) {
    return true;
  }
  const seen = [
    ...sync.revisions,
    ...history.map(entry => entry.revision),
    ...(operation?.phase === 'Succeeded' ? [operation.revision] : []),
  ];
  if (seen.includes(revision)) {
    return true;
  }
  const comparedMsLater =
    reconciledAt === undefined
      ? undefined
      : Date.parse(reconciledAt) - Date.parse(since);
  // Argo CD's times are whole seconds.
  const isNews =
    revisionsBefore.length === 0 ||
    comparedMsLater === undefined ||
    comparedMsLater > -1_000;
  const hasMovedOn =
    sync.revisions.length > 0 &&
    sync.revisions.every(known => !revisionsBefore.includes(known));
  return (hasMovedOn && isNews) || (comparedMsLater ?? 0) > SETTLED_MS;
}

function sourceLine(source: SourceFreshness): StageLine[] {
  const name = nameSource(source);
  const key = `source/${name}`;
  const over = `${name} answers again`;
  const why = [source.reason, source.nextStep].filter(Boolean).join(' ');
  switch (source.state) {
    case 'live':
      return [];
    case 'connecting':
      return [{ key, over, text: `${name} has not answered the portal yet` }];
    default:
      return [
        {
          key,
          over,
          level: 'warn',
          text: `The portal cannot reach ${name}${why ? `: ${why}` : ''}`,
        },
      ];
  }
}

function applicationLines(
  { delivery, claims }: ServiceSnapshot,
  expectation: Expectation,
): StageLine[] {
  if (delivery.state === 'unconfigured') {
    return [
      {
        key: 'application',
        text: 'No Argo CD is configured: only the rollout is followed',
      },
    ];
  }
  if (delivery.applications.length === 0) {
    const claim = claims.find(({ annotation }) =>
      annotation.startsWith('argocd/'),
    );
    return [
      {
        key: 'application',
        text: `Waiting for Argo CD to see the application of ${
          expectation.entityRef
        }${claim ? ` (${claim.annotation}: ${claim.value})` : ''}`,
      },
    ];
  }
  return delivery.applications.flatMap(application => [
    {
      key: `application/${application.id}`,
      text: `Argo CD has application '${application.name}' in project '${application.project}'`,
    },
    ...application.conditions
      // A SyncError only repeats how the sync went, which is said below.
      .filter(({ type }) => type.endsWith('Error') && type !== 'SyncError')
      .slice(0, 3)
      .map(({ type, message }) => ({
        key: `condition/${application.id}/${type}`,
        level: 'warn' as const,
        text: withAdvice(`Argo CD: ${type}: ${oneLine(message)}`),
      })),
    syncLine(application, expectation),
  ]);
}

/** A sync that failed is tried again for another commit only, an Application that is not allowed not at all. */
function refusalOf(application: ApplicationSummary): string | undefined {
  const { conditions, sync } = application;
  const invalid = conditions.find(({ type }) => type === 'InvalidSpecError');
  if (invalid) {
    return withAdvice(`${invalid.type}: ${oneLine(invalid.message)}`);
  }
  const failed = getFailedOperation(application);
  const isOver = failed && !isOperationUnderWay(failed);
  const isOfThis =
    failed?.revision === undefined || sync.revisions.includes(failed.revision);
  return isOver && isOfThis ? failedSync(application.name, failed) : undefined;
}

function failedSync(name: string, failed: OperationSummary): string {
  const [resource] = failed.resources.filter(
    ({ status, hookPhase }) =>
      status === 'SyncFailed' || hookPhase === 'Failed',
  );
  return withAdvice(
    `The sync of '${name}' failed: ${oneLine(
      resource
        ? `${resource.kind} ${resource.name}: ${resource.message ?? ''}`
        : failed.message ?? 'Argo CD does not say why',
    )}`,
  );
}

function syncLine(
  application: ApplicationSummary,
  expectation: Expectation,
): StageLine {
  const { name, sync, operation } = application;
  const key = `sync/${application.id}`;
  const failed = getFailedOperation(application);
  if (failed) {
    return { key, level: 'warn', text: failedSync(name, failed) };
  }
  if (operation && isOperationUnderWay(operation)) {
    return {
      key,
      text: `Argo CD syncs '${name}'${
        operation.revision ? ` to ${shortRevision(operation.revision)}` : ''
      }`,
    };
  }
  const at =
    sync.revisions.length > 0
      ? ` at ${sync.revisions.map(shortRevision).join(', ')}`
      : '';
  const { revision } = expectation;
  const missing =
    revision !== undefined && !isDelivered(application, expectation)
      ? `; Argo CD has not seen ${shortRevision(revision)} yet`
      : '';
  return { key, text: `'${name}' is ${sync.status}${at}${missing}` };
}

function workloadLine({
  id,
  kind,
  name,
  replicas,
}: WorkloadSummary): StageLine {
  const updated =
    replicas.updated < replicas.desired
      ? `, ${replicas.updated} of them new`
      : '';
  return {
    key: `workload/${id}`,
    text: `${kind} ${name}: ${replicas.ready} of ${replicas.desired} pods ready${updated}`,
  };
}

function podLine({ id, name, status, ready, message }: PodSummary): StageLine {
  const isReady = ready.total > 0 && ready.ready >= ready.total;
  const why = !isReady && message ? `: ${oneLine(message)}` : '';
  return {
    key: `pod/${id}`,
    text: `Pod ${name}: ${status}, ${ready.ready} of ${ready.total} containers ready${why}`,
  };
}

/** Pods that a rollout replaces are no news. */
function isOfNewest(
  pod: PodSummary,
  workloads: readonly WorkloadSummary[],
): boolean {
  const owner = workloads.find(({ id }) => id === pod.workloadId);
  const newest = owner?.replicaSets.find(({ role }) => role === 'new');
  return (
    !newest || pod.replicaSet === undefined || pod.replicaSet === newest.name
  );
}

/** The verdict, if it is that something is wrong and not only under way. Alerts are the next step's to judge. */
function faultOf(snapshot: ServiceSnapshot): StageLine | undefined {
  const { headline, tone, cause } = snapshot.verdict;
  const isStuck = tone === 'attention' && headline === 'Progressing';
  if (headline === 'Alerting' || (tone !== 'degraded' && !isStuck)) {
    return undefined;
  }
  return {
    key: 'fault',
    level: 'warn',
    text: withAdvice(
      // For how long it has been so is no news each minute.
      `${headline}: ${oneLine(cause.replace(/; rollout stuck for [^;]+/, ''))}`,
      snapshot,
    ),
    over: 'That is over: no fault is seen any more',
  };
}

function withAdvice(text: string, snapshot?: ServiceSnapshot): string {
  const advice = adviceFor(text, snapshot);
  return advice ? `${text}. What to do: ${advice}` : text;
}

function holdUpOf(
  { verdict, delivery }: ServiceSnapshot,
  isDelivered_: boolean,
): string {
  if (delivery.state !== 'unconfigured' && !isDelivered_) {
    return delivery.applications.length === 0
      ? 'Argo CD has no application of the service'
      : 'Argo CD has not seen the delivered revision';
  }
  return `${verdict.headline}: ${oneLine(verdict.cause)}`;
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim().replace(/\.+$/, '');
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}
