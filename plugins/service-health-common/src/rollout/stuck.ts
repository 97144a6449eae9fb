/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PodObservation } from '../observations/types';
import {
  EventSummary,
  ReplicaSetSummary,
  WorkloadSummary,
} from '../snapshot/types';
import { compareText, plural, quoteUpstream } from '../text/text';
import { getPodFault, isLivePod, PodFault, PodFaultKind } from './podFault';

/** A controller retries a refused pod with growing pauses; an event that is older than this may be settled. */
const REFUSAL_HOLDS_MS = 15 * 60_000;

/**
 * What {@link findStuckRollout} looks at: one workload and what belongs to it.
 *
 * @public
 */
export interface StuckRolloutOptions {
  workload: Pick<WorkloadSummary, 'kind' | 'name' | 'rollout' | 'replicas'>;
  /** With their roles. */
  replicaSets: readonly ReplicaSetSummary[];
  pods: readonly PodObservation['data'][];
  /** Warning events of the workload, its replica sets and its pods. */
  events: readonly EventSummary[];
  now: Date;
}

/**
 * Evidence that a rollout cannot go on.
 *
 * @public
 */
export interface StuckRollout {
  kind: PodFaultKind | 'refused';
  /** One sentence without a full stop, e.g. `2 of 3 new pods crash: OOMKilled, exit code 137 (CrashLoopBackOff)`. */
  reason: string;
  since?: string;
  /** True while old pods are being replaced; false if the workload's only pods are the failing ones. */
  replacing: boolean;
  /** Ids of the pods that fail. */
  podIds: string[];
  eventId?: string;
}

/** Faults with which a rollout fails, not merely waits. */
const FAILING: readonly StuckRollout['kind'][] = ['crash', 'image', 'config'];

/**
 * Whether pods of the rollout fail; else something outside of them holds it up.
 *
 * @public
 */
export function hasFailingPods(stuck: StuckRollout): boolean {
  return FAILING.includes(stuck.kind);
}

/**
 * Finds early evidence that a rollout cannot go on. Upstream says Progressing until the progress deadline (600 s by default), and for ever
 * for a StatefulSet or DaemonSet (argo-cd#6527, #16720); the pods and events tell it within seconds.
 *
 * A finished rollout is not stuck, but pods that crash again and again count even then: each is up for a moment, and a workload
 * that is complete in that moment is not well.
 *
 * @public
 */
export function findStuckRollout(
  options: StuckRolloutOptions,
): StuckRollout | undefined {
  const { workload, replicaSets, now } = options;
  const newSet = replicaSets.find(set => set.role === 'new');
  const replacing = isReplacing(options);
  const pods = options.pods.filter(
    pod =>
      isLivePod(pod) &&
      (!newSet || !pod.replicaSet || pod.replicaSet === newSet.name),
  );

  const faults = pods.flatMap(pod => {
    const fault = getPodFault(pod, now);
    return fault ? [{ pod, fault }] : [];
  });
  const isComplete = workload.rollout.phase === 'Complete';
  const kinds: readonly PodFaultKind[] = isComplete
    ? ['crash']
    : ['crash', 'image', 'config', 'unschedulable', 'notReady'];
  for (const kind of kinds) {
    const failing = faults.filter(({ fault }) => fault.kind === kind);
    if (failing.length > 0) {
      const total = Math.max(pods.length, newSet?.desired ?? 0);
      return {
        kind,
        reason: podsMessage(failing, total, replacing),
        ...since(failing, replacing),
        replacing,
        podIds: failing.map(({ pod }) => pod.id),
      };
    }
    if (kind === 'config' && !isComplete) {
      const refused = findRefusal(options, newSet, pods.length);
      if (refused) {
        return { ...refused, replacing };
      }
    }
  }
  return undefined;
}

/** Old pods remain, or not all replicas have the new template yet. */
function isReplacing({ workload, replicaSets }: StuckRolloutOptions): boolean {
  if (workload.rollout.phase === 'Complete') {
    return false;
  }
  return (
    replicaSets.some(
      set => set.role === 'old' && (set.desired > 0 || set.ready > 0),
    ) || workload.replicas.updated < workload.replicas.desired
  );
}

function findRefusal(
  { workload, events, now }: StuckRolloutOptions,
  newSet: ReplicaSetSummary | undefined,
  podCount: number,
): Omit<StuckRollout, 'replacing'> | undefined {
  const wanted = newSet?.desired ?? workload.replicas.desired;
  if (podCount >= wanted) {
    return undefined;
  }
  const maker = newSet
    ? { kind: 'ReplicaSet', name: newSet.name }
    : { kind: workload.kind, name: workload.name };
  const refusal = events
    .filter(
      event =>
        event.reason === 'FailedCreate' &&
        event.object.kind === maker.kind &&
        event.object.name === maker.name &&
        now.getTime() - Date.parse(event.lastAt ?? '') < REFUSAL_HOLDS_MS,
    )
    .sort((left, right) => compareText(right.lastAt!, left.lastAt!))[0];
  return (
    refusal && {
      kind: 'refused',
      reason: refusedMessage(wanted - podCount, wanted, refusal.message),
      ...(refusal.firstAt && { since: refusal.firstAt }),
      podIds: [],
      eventId: refusal.id,
    }
  );
}

/**
 * The sentence for failing pods.
 *
 * @internal
 */
export function podsMessage(
  failing: readonly { pod: PodObservation['data']; fault: PodFault }[],
  total: number,
  replacing: boolean,
): string {
  const [{ pod, fault }] = failing;
  const count = failing.length;
  const noun = `${replacing ? 'new ' : ''}pod${total === 1 ? '' : 's'}`;
  const who = `${count} of ${total} ${noun}`;
  const one = count === 1;
  const because = pod.message ? `: ${quoteUpstream(pod.message)}` : '';
  switch (fault.kind) {
    case 'crash':
      return `${who} ${one ? 'crashes' : 'crash'}: ${fault.detail}`;
    case 'image':
      return `${who} cannot pull ${
        one ? 'its image' : 'their image'
      } ${listImages(pod)}(${fault.detail})`;
    case 'config':
      return `${who} cannot start (${fault.detail})${because}`;
    case 'unschedulable':
      return `${who} cannot be scheduled: ${quoteUpstream(fault.detail)}`;
    default:
      return `${who} ${one ? 'is' : 'are'} not ready after a minute`;
  }
}

/**
 * The sentence for pods that the API server refuses to a controller.
 *
 * @internal
 */
export function refusedMessage(
  missing: number,
  wanted: number,
  message: string,
): string {
  return `${missing} of ${plural(
    wanted,
    'pod',
  )} cannot be created: ${quoteUpstream(message)}`;
}

function listImages(pod: PodObservation['data']): string {
  const [image] = pod.images;
  return image && pod.images.length === 1 ? `'${quoteUpstream(image)}' ` : '';
}

/**
 * A replacement is stuck since its first failing pod was made. Pods that used to work fail since they did so last, as far as
 * can be known.
 */
function since(
  failing: readonly { pod: PodObservation['data'] }[],
  replacing: boolean,
): { since?: string } {
  const times = failing
    .map(({ pod }) =>
      replacing ? pod.createdAt : pod.lastRestartAt ?? pod.createdAt,
    )
    .filter(time => time !== undefined)
    .sort(compareText);
  return times.length > 0 ? { since: times[0] } : {};
}
