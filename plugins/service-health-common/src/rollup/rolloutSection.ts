/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { compareHealth } from '../health/worstOf';
import {
  EventObservation,
  Observation,
  PodObservation,
  ReplicaSetObservation,
  WorkloadObservation,
} from '../observations/types';
import { getPodFault } from '../rollout/podFault';
import { findStuckRollout, StuckRollout } from '../rollout/stuck';
import {
  AutoscalerSummary,
  EventSummary,
  PodSummary,
  ReplicaSetSummary,
  RolloutSection,
  WorkloadSummary,
} from '../snapshot/types';
import { compareText } from '../text/text';

const MAX_PODS = 200;
const MAX_EVENTS = 50;
const MAX_REPLICA_SETS = 10;

/** The observations of one service, sorted by kind. */
type ByKind = {
  [K in Observation['kind']]: Extract<Observation, { kind: K }>[];
};

/**
 * Groups observations by their kind.
 *
 * @internal
 */
export function groupByKind(observations: readonly Observation[]): ByKind {
  const groups: ByKind = {
    workload: [],
    replicaSet: [],
    pod: [],
    event: [],
    autoscaler: [],
    application: [],
    alert: [],
    alertRule: [],
    scrapeTargets: [],
  };
  for (const observation of observations) {
    (groups[observation.kind] as Observation[]).push(observation);
  }
  return groups;
}

/** A workload with all that belongs to it. */
interface Assembly {
  summary: WorkloadSummary;
  stuck?: StuckRollout;
  pods: PodObservation[];
}

/**
 * Puts replica sets, pods, events and autoscalers under their workloads, and sorts all of it, the worst first.
 *
 * @internal
 */
export function buildRollout(
  groups: ByKind,
  now: Date,
): Pick<RolloutSection, 'workloads' | 'pods' | 'podsTotal' | 'events'> & {
  stuck: Map<string, StuckRollout>;
} {
  const assemblies = groups.workload
    .map(workload => assemble(workload, groups, now))
    .sort(compareAssemblies);

  const workloadIds = new Map(
    assemblies.flatMap(({ pods, summary }) =>
      pods.map(pod => [pod, summary.id] as const),
    ),
  );
  const pods = groups.pod
    .map(pod => ({
      badness: getBadness(pod, now),
      summary: toPodSummary(pod, workloadIds.get(pod)),
    }))
    .sort(comparePods)
    .map(({ summary }) => summary);
  return {
    workloads: assemblies.map(({ summary }) => summary),
    pods: pods.slice(0, MAX_PODS),
    podsTotal: pods.length,
    events: groups.event
      .map(toEventSummary)
      .sort(compareEvents)
      .slice(0, MAX_EVENTS),
    stuck: new Map(
      assemblies.flatMap(({ summary, stuck }) =>
        stuck ? [[summary.id, stuck] as const] : [],
      ),
    ),
  };
}

function assemble(
  workload: WorkloadObservation,
  groups: ByKind,
  now: Date,
): Assembly {
  const isSameCluster = (other: Observation) =>
    other.instance === workload.instance && other.source === workload.source;
  const sets = groups.replicaSet.filter(
    set => isSameCluster(set) && isOwnedBy(set, workload),
  );
  const pods = groups.pod.filter(
    pod =>
      isSameCluster(pod) &&
      (isOwnedBy(pod, workload) || sets.some(set => isOwnedBy(pod, set))),
  );
  const uids = new Set(
    [workload, ...sets, ...pods].flatMap(({ uid }) => uid ?? []),
  );
  const events = groups.event.filter(
    event => isSameCluster(event) && uids.has(event.data.objectUid),
  );
  const replicaSets = toReplicaSetSummaries(workload, sets);
  const stuck = findStuckRollout({
    workload: workload.data,
    replicaSets,
    pods: pods.map(({ data }) => data),
    events: events.map(({ data }) => data),
    now,
  });
  const autoscaler = groups.autoscaler.find(
    ({ data, namespace, ...rest }) =>
      rest.instance === workload.instance &&
      namespace === workload.data.namespace &&
      data.target.kind === workload.data.kind &&
      data.target.name === workload.data.name,
  );
  const isHeldUp = stuck && workload.data.rollout.phase !== 'Complete';
  return {
    pods,
    stuck,
    summary: {
      ...workload.data,
      replicaSets,
      ...(autoscaler && { autoscaler: toAutoscalerSummary(autoscaler.data) }),
      ...(isHeldUp && {
        stuck: {
          reason: stuck.reason,
          ...(stuck.since && { since: stuck.since }),
        },
      }),
    },
  };
}

function isOwnedBy(part: Observation, owner: Observation): boolean {
  return owner.uid !== undefined && part.ownerUid === owner.uid;
}

/**
 * The new set is the one whose revision the workload counts, else the one with the highest revision, else the newest. Sets of the past that
 * run nothing are left out but for the last one, which shows what the new one replaced.
 */
function toReplicaSetSummaries(
  workload: WorkloadObservation,
  sets: readonly ReplicaSetObservation[],
): ReplicaSetSummary[] {
  const sorted = [...sets].sort(
    (left, right) =>
      Number(right.data.revision ?? 0) - Number(left.data.revision ?? 0) ||
      compareText(right.data.createdAt ?? '', left.data.createdAt ?? '') ||
      compareText(left.data.name, right.data.name),
  );
  const current =
    sorted.find(
      ({ data }) =>
        data.revision !== undefined && data.revision === workload.data.revision,
    ) ?? sorted.at(0);
  const old = sorted.filter(set => set !== current);
  const shown = [
    ...(current ? [current] : []),
    ...old.filter(
      ({ data }, index) => index === 0 || data.desired > 0 || data.ready > 0,
    ),
  ];
  return shown.slice(0, MAX_REPLICA_SETS).map(set => {
    const { templateHash, ...summary } = set.data;
    return { ...summary, role: set === current ? 'new' : 'old' };
  });
}

function toAutoscalerSummary({
  target,
  ...summary
}: ByKind['autoscaler'][number]['data']): AutoscalerSummary {
  return summary;
}

function toPodSummary(
  { data: { unschedulable, ...summary } }: PodObservation,
  workloadId: string | undefined,
): PodSummary {
  return { ...summary, ...(workloadId && { workloadId }) };
}

function toEventSummary({
  data: { objectUid, ...summary },
}: EventObservation): EventSummary {
  return summary;
}

function compareAssemblies(left: Assembly, right: Assembly): number {
  return (
    compareHealth(left.summary.health.status, right.summary.health.status) ||
    Number(right.stuck !== undefined) - Number(left.stuck !== undefined) ||
    compareText(left.summary.name, right.summary.name) ||
    compareText(left.summary.id, right.summary.id)
  );
}

const BADNESS = [
  'crash',
  'image',
  'config',
  'unschedulable',
  'notReady',
] as const;

/** Faults first, then what is not ready yet, then what is well, then what has ended well. */
function getBadness({ data }: PodObservation, now: Date): number {
  const fault = getPodFault(data, now);
  if (fault) {
    return BADNESS.indexOf(fault.kind);
  }
  if (data.health.status === 'Degraded') {
    return BADNESS.length;
  }
  if (data.status === 'Completed' || data.status === 'Succeeded') {
    return BADNESS.length + 3;
  }
  const isReady = data.ready.ready >= data.ready.total;
  return BADNESS.length + (isReady ? 2 : 1);
}

function comparePods(
  left: { badness: number; summary: PodSummary },
  right: { badness: number; summary: PodSummary },
): number {
  return (
    left.badness - right.badness ||
    right.summary.restarts - left.summary.restarts ||
    compareText(left.summary.name, right.summary.name) ||
    compareText(left.summary.id, right.summary.id)
  );
}

function compareEvents(left: EventSummary, right: EventSummary): number {
  return (
    compareText(right.lastAt ?? '', left.lastAt ?? '') ||
    compareText(left.id, right.id)
  );
}
