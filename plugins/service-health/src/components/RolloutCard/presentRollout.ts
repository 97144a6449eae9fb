/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  EventSummary,
  PodSummary,
  RolloutSection,
  Tone,
  WorkloadSummary,
} from '@openpolicy/plugin-service-health-common';
import { HEADLINE_LOOKS, Look, ROLLOUT_LOOKS } from '../../status';
import { formatAge } from '../../text/age';
import { evidenceElementId, formatImage } from '../../text/names';

/**
 * A part of the replica bar.
 *
 * @internal
 */
export interface ReplicaSegment {
  id: 'oldReady' | 'newReady' | 'newNotReady' | 'missing';
  label: string;
  count: number;
  tone: Tone;
}

/**
 * A workload as the page says it.
 *
 * @internal
 */
export interface WorkloadModel {
  id: string;
  elementId: string;
  /** `Deployment api-gateway`. */
  title: string;
  cluster: string;
  health: Look;
  healthMessage?: string;
  phase: Look;
  message: string;
  segments: ReplicaSegment[];
  /** `2 of 3 ready`. */
  readyText: string;
  images: string[];
  replicaSets: string[];
  autoscaler?: string;
  autoscalerProblem?: string;
  stuck?: { reason: string; since?: string };
  /** Time left before the controller gives up, while a rollout is under way. */
  deadline?: string;
}

/**
 * A pod as a row of the table.
 *
 * @internal
 */
export interface PodModel {
  id: string;
  elementId: string;
  name: string;
  status: string;
  message?: string;
  look: Look;
  ready: string;
  restarts: number;
  lastRestartAt?: string;
  lastExit?: string;
  node?: string;
  createdAt?: string;
}

/**
 * The workloads of a section.
 *
 * @internal
 */
export function presentWorkloads(
  section: RolloutSection,
  now: Date,
): WorkloadModel[] {
  return section.workloads.map(workload => ({
    id: workload.id,
    elementId: evidenceElementId('workload', workload.id),
    title: `${workload.kind} ${workload.name}`,
    cluster: workload.cluster,
    health: HEADLINE_LOOKS[workload.health.status],
    healthMessage: presentHealthMessage(workload),
    phase: ROLLOUT_LOOKS[workload.rollout.phase],
    message: workload.rollout.message,
    segments: presentReplicas(workload),
    readyText: `${workload.replicas.ready} of ${workload.replicas.desired} ready`,
    images: workload.images.map(formatImage),
    replicaSets: presentReplicaSets(workload),
    autoscaler: presentAutoscaler(workload),
    autoscalerProblem: workload.autoscaler?.problem,
    stuck: workload.stuck,
    deadline: presentDeadline(workload, now),
  }));
}

/** Argo CD's message, unless kubectl's says the same but for capitals. */
function presentHealthMessage({
  health,
  rollout,
}: WorkloadSummary): string | undefined {
  const same =
    health.message?.toLocaleLowerCase('en-US') ===
    rollout.message.toLocaleLowerCase('en-US');
  return same ? undefined : health.message;
}

/**
 * How the replicas divide: old and ready, new and ready, new and not ready, missing. Counts of controllers lag behind each other, so none may
 * come out below zero.
 *
 * @internal
 */
export function presentReplicas(workload: WorkloadSummary): ReplicaSegment[] {
  const { desired, ready, updated } = workload.replicas;
  const fresh = workload.replicaSets.filter(set => set.role === 'new');
  const newReady =
    fresh.length > 0
      ? fresh.reduce((sum, set) => sum + set.ready, 0)
      : Math.min(ready, updated);
  const oldReady = Math.max(0, ready - newReady);
  const newNotReady = Math.max(0, updated - newReady);
  const missing = Math.max(0, desired - oldReady - newReady - newNotReady);
  const segments: ReplicaSegment[] = [
    { id: 'oldReady', label: 'old ready', count: oldReady, tone: 'suspended' },
    { id: 'newReady', label: 'new ready', count: newReady, tone: 'healthy' },
    {
      id: 'newNotReady',
      label: 'new not ready',
      count: newNotReady,
      tone: 'attention',
    },
    { id: 'missing', label: 'missing', count: missing, tone: 'degraded' },
  ];
  return segments.filter(segment => segment.count > 0);
}

function presentReplicaSets(workload: WorkloadSummary): string[] {
  return workload.replicaSets
    .filter(set => set.role === 'new' || set.desired > 0 || set.ready > 0)
    .map(set =>
      [
        `${set.role}: ${set.name}`,
        set.revision && `revision ${set.revision}`,
        set.images.map(formatImage).join(', '),
        `${set.ready} of ${set.desired} ready`,
      ]
        .filter(Boolean)
        .join(' · '),
    );
}

function presentAutoscaler(workload: WorkloadSummary): string | undefined {
  const scaler = workload.autoscaler;
  if (!scaler) {
    return undefined;
  }
  const wish =
    scaler.desired === scaler.current
      ? `at ${scaler.current}`
      : `${scaler.current} → ${scaler.desired}`;
  return `${wish}, between ${scaler.min} and ${scaler.max}`;
}

function presentDeadline(
  workload: WorkloadSummary,
  now: Date,
): string | undefined {
  const { progressedAt, progressDeadlineSeconds, rollout } = workload;
  if (
    rollout.phase !== 'InProgress' ||
    !progressedAt ||
    progressDeadlineSeconds === undefined
  ) {
    return undefined;
  }
  const deadline = new Date(
    Date.parse(progressedAt) + progressDeadlineSeconds * 1_000,
  );
  // The age of now as seen from the deadline is the time left.
  const left = formatAge(now.toISOString(), deadline);
  return left && `gives up in ${left} without progress`;
}

/** Warnings older than this say nothing about a service that is healthy now. */
const EVENT_MATTERS_MS = 5 * 60_000;

/**
 * The warning events, those that matter now apart from the earlier ones. Only of a service that is healthy (`calm`) are any earlier.
 *
 * @internal
 */
export function presentEvents(
  events: EventSummary[],
  now: Date,
  calm: boolean,
): { current: EventSummary[]; earlier: EventSummary[] } {
  const isEarlier = ({ lastAt }: EventSummary) =>
    calm &&
    lastAt !== undefined &&
    now.getTime() - Date.parse(lastAt) > EVENT_MATTERS_MS;
  return {
    current: events.filter(event => !isEarlier(event)),
    earlier: events.filter(isEarlier),
  };
}

/**
 * The rows of the pod table, in the order of the snapshot: worst first.
 *
 * @internal
 */
export function presentPods(pods: PodSummary[]): PodModel[] {
  return pods.map(pod => ({
    id: pod.id,
    elementId: evidenceElementId('pod', pod.id),
    name: pod.name,
    status: pod.status,
    message: pod.message,
    look: podLook(pod),
    ready: `${pod.ready.ready}/${pod.ready.total}`,
    restarts: pod.restarts,
    lastRestartAt: pod.lastRestartAt,
    lastExit: presentExit(pod),
    node: pod.node,
    createdAt: pod.createdAt,
  }));
}

function podLook(pod: PodSummary): Look {
  // A pod that runs but fails its readiness probe is "Running" for kubectl.
  if (pod.health.status === 'Healthy' && pod.ready.ready < pod.ready.total) {
    return { ...HEADLINE_LOOKS.Progressing, spins: false };
  }
  return { ...HEADLINE_LOOKS[pod.health.status], spins: false };
}

function presentExit(pod: PodSummary): string | undefined {
  const { reason, exitCode } = pod.lastTermination ?? {};
  const parts = [
    reason,
    exitCode === undefined ? undefined : `exit ${exitCode}`,
  ];
  return parts.filter(Boolean).join(', ') || undefined;
}
