/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PodObservation } from '../observations/types';

/** A pod that has just restarted again is not well because it is up for a moment. */
const CALM_AFTER_RESTART_MS = 60_000;
/** How long a pod may take to become ready before we say so. */
const READY_WITHIN_MS = 60_000;

/**
 * What keeps a pod from working, from the surest to the mildest.
 *
 * @public
 */
export type PodFaultKind =
  | 'crash'
  | 'image'
  | 'config'
  | 'unschedulable'
  | 'notReady';

/**
 * One fault of one pod.
 *
 * @public
 */
export interface PodFault {
  kind: PodFaultKind;
  /** What differs between pods with the same kind of fault, e.g. `Error, exit code 1 (CrashLoopBackOff)`. */
  detail: string;
}

const IMAGE_REASONS = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'ImageInspectError',
  'RegistryUnavailable',
  'SignatureValidationFailed',
]);

const CONFIG_REASONS = new Set([
  'CreateContainerConfigError',
  'CreateContainerError',
  'RunContainerError',
  'ContainerCannotRun',
  'StartError',
  'CreatePodSandboxError',
]);

const CRASH_REASONS = new Set([
  'CrashLoopBackOff',
  'Error',
  'OOMKilled',
  'PostStartHookError',
  'PreStartHookError',
  'DeadlineExceeded',
]);

/** Pods that are gone or about to go: the controller makes others in their place. */
const ENDED = new Set([
  'Terminating',
  'Completed',
  'Succeeded',
  'Evicted',
  'Failed',
  'Preempting',
  'Shutdown',
  'NodeShutdown',
  'NodeAffinity',
  'Terminated',
]);

/**
 * Says what keeps a pod from working; undefined if it works, has ended, or has simply not had a minute to start.
 *
 * @public
 */
export function getPodFault(
  pod: PodObservation['data'],
  now: Date,
): PodFault | undefined {
  const word = pod.status.replace(/^Init:/, '');
  if (ENDED.has(word)) {
    return undefined;
  }
  if (IMAGE_REASONS.has(word)) {
    return { kind: 'image', detail: pod.status };
  }
  if (CONFIG_REASONS.has(word)) {
    return { kind: 'config', detail: pod.status };
  }
  if (
    CRASH_REASONS.has(word) ||
    /^(ExitCode|Signal):[1-9]/.test(word) ||
    isBetweenCrashes(pod, now)
  ) {
    return { kind: 'crash', detail: describeCrash(pod) };
  }
  if (pod.unschedulable) {
    return { kind: 'unschedulable', detail: pod.unschedulable };
  }
  const isReady = pod.ready.total > 0 && pod.ready.ready >= pod.ready.total;
  if (!isReady && ageMs(pod.createdAt, now) > READY_WITHIN_MS) {
    return { kind: 'notReady', detail: pod.status };
  }
  return undefined;
}

/**
 * Whether a pod counts for what its workload wants: it was neither ended nor asked to end.
 *
 * @internal
 */
export function isLivePod(pod: PodObservation['data']): boolean {
  return !ENDED.has(pod.status);
}

/**
 * A crashing container runs for a moment between two back-offs, and kubectl then says Running. A pod that is not ready and has crashed, or
 * that was restarted more than once and just now, is still crashing.
 */
function isBetweenCrashes(pod: PodObservation['data'], now: Date): boolean {
  const exitCode = pod.lastTermination?.exitCode;
  if (pod.restarts === 0 || exitCode === undefined || exitCode === 0) {
    return false;
  }
  const isReady = pod.ready.ready >= pod.ready.total;
  if (!isReady) {
    return true;
  }
  return (
    pod.restarts > 1 && ageMs(pod.lastRestartAt, now) < CALM_AFTER_RESTART_MS
  );
}

function describeCrash(pod: PodObservation['data']): string {
  const { reason, exitCode } = pod.lastTermination ?? {};
  const how = [
    reason,
    exitCode === undefined ? undefined : `exit code ${exitCode}`,
  ]
    .filter(part => part !== undefined)
    .join(', ');
  if (!how) {
    return pod.status;
  }
  const isNews = pod.status !== reason && pod.status !== 'Running';
  return isNews ? `${how} (${pod.status})` : how;
}

/** Infinite for an unknown time: what has no time of its own has not just happened. */
function ageMs(iso: string | undefined, now: Date): number {
  const time = iso ? Date.parse(iso) : NaN;
  return Number.isNaN(time) ? Infinity : now.getTime() - time;
}
