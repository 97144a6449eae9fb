/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { findCondition } from './kubernetes/conditions';
import { KubernetesContainerStatus, KubernetesPod } from './kubernetes/objects';
import { PodSummary } from './snapshot/types';

/**
 * What `kubectl get pods` prints of a pod, with the reasons behind it.
 *
 * @public
 */
export type PodStatus = Pick<
  PodSummary,
  | 'status'
  | 'ready'
  | 'restarts'
  | 'lastRestartAt'
  | 'lastTermination'
  | 'message'
> & {
  /** Set while no node takes the pod: the scheduler's message. */
  unschedulable?: string;
};

/** What a group of containers adds to the columns. */
interface Reading {
  reason: string;
  message?: string;
}

/**
 * Computes the columns READY, STATUS and RESTARTS of `kubectl get pods` (kubernetes 1.36, pkg/printers/internalversion/printers.go,
 * `printPod`), and what they rest on.
 *
 * @public
 */
export function getPodStatus(pod: KubernetesPod): PodStatus {
  const { spec = {}, status = {} } = pod;
  const initStatuses = status.initContainerStatuses ?? [];
  const containerStatuses = status.containerStatuses ?? [];
  const sidecars = new Set(
    (spec.initContainers ?? [])
      .filter(container => container.restartPolicy === 'Always')
      .map(container => container.name),
  );

  let reading = readPod(pod);
  const init = readInitContainers(
    initStatuses,
    sidecars,
    spec.initContainers?.length ?? 0,
  );
  if (init.reading) {
    reading = init.reading;
  }

  const initialized =
    findCondition(status.conditions, 'Initialized')?.status === 'True';
  const started = !init.reading || initialized;
  if (started) {
    reading = readContainers(pod, reading);
  }
  reading = readDeletion(pod, reading);

  // Restarts of plain init containers count only until the pod has got past them.
  const counted = started
    ? [
        ...init.visited.filter(container => sidecars.has(container.name)),
        ...containerStatuses,
      ]
    : init.visited;
  const readyContainers = started
    ? containerStatuses.filter(
        container => container.ready && isPlainlyRunning(container),
      ).length
    : 0;

  const restarts = counted.reduce(
    (sum, container) => sum + (container.restartCount ?? 0),
    0,
  );
  const message = reading.message || status.message;
  const lastRestartAt = restarts > 0 ? getLastRestart(counted) : undefined;
  const lastTermination = getLastTermination(counted);
  const unschedulable = getUnschedulable(pod);
  return {
    status: reading.reason,
    ready: {
      ready: init.readySidecars + readyContainers,
      total: (spec.containers?.length ?? 0) + sidecars.size,
    },
    restarts,
    ...(lastRestartAt && { lastRestartAt }),
    ...(lastTermination && { lastTermination }),
    ...(message && { message }),
    ...(unschedulable && { unschedulable }),
  };
}

function readPod({ status = {} }: KubernetesPod): Reading {
  const scheduled = findCondition(status.conditions, 'PodScheduled');
  if (scheduled?.reason === 'SchedulingGated') {
    return { reason: scheduled.reason, message: scheduled.message };
  }
  return {
    reason: status.reason || status.phase || 'Unknown',
    message:
      status.message ||
      (scheduled?.status === 'False' ? scheduled.message : undefined),
  };
}

function readInitContainers(
  statuses: KubernetesContainerStatus[],
  sidecars: ReadonlySet<string>,
  total: number,
): {
  reading?: Reading;
  readySidecars: number;
  visited: KubernetesContainerStatus[];
} {
  let readySidecars = 0;
  for (const [index, container] of statuses.entries()) {
    const { terminated, waiting } = container.state ?? {};
    if (terminated?.exitCode === 0) {
      continue;
    }
    if (sidecars.has(container.name) && container.started) {
      readySidecars += container.ready ? 1 : 0;
      continue;
    }
    const visited = statuses.slice(0, index + 1);
    if (terminated) {
      const reason = `Init:${getTerminationWord(terminated)}`;
      return {
        reading: { reason, message: terminated.message },
        readySidecars,
        visited,
      };
    }
    if (waiting?.reason && waiting.reason !== 'PodInitializing') {
      return {
        reading: {
          reason: `Init:${waiting.reason}`,
          message: waiting.message,
        },
        readySidecars,
        visited,
      };
    }
    return {
      reading: { reason: `Init:${index}/${total}` },
      readySidecars,
      visited,
    };
  }
  return { readySidecars, visited: statuses };
}

function readContainers(pod: KubernetesPod, before: Reading): Reading {
  const statuses = pod.status?.containerStatuses ?? [];
  let reading = before;
  let failure: Reading | undefined;
  let hasRunning = false;
  // From last to first, so that the first container has the last word.
  for (const container of [...statuses].reverse()) {
    const { waiting, terminated } = container.state ?? {};
    if (waiting?.reason) {
      reading = { reason: waiting.reason, message: waiting.message };
    } else if (terminated) {
      reading = {
        reason: getTerminationWord(terminated),
        message: terminated.message,
      };
      if ((terminated.exitCode ?? 0) !== 0) {
        failure = reading;
      }
    } else if (container.ready && container.state?.running) {
      hasRunning = true;
    }
  }

  if (reading.reason !== 'Completed') {
    return reading;
  }
  if (
    hasRunning &&
    findCondition(pod.status?.conditions, 'Ready')?.status === 'True'
  ) {
    return { reason: 'Running' };
  }
  if (failure) {
    return failure;
  }
  return hasRunning ? { reason: 'NotReady' } : reading;
}

function readDeletion(
  { metadata, status }: KubernetesPod,
  before: Reading,
): Reading {
  if (!metadata?.deletionTimestamp) {
    return before;
  }
  if (status?.reason === 'NodeLost') {
    return { ...before, reason: 'Unknown' };
  }
  const ended = status?.phase === 'Succeeded' || status?.phase === 'Failed';
  return ended ? before : { reason: 'Terminating' };
}

/** Neither waiting with a reason nor terminated: the case in which the printer counts a container as ready. */
function isPlainlyRunning({ state = {} }: KubernetesContainerStatus): boolean {
  return !state.waiting?.reason && !state.terminated && !!state.running;
}

function getTerminationWord(terminated: {
  reason?: string;
  signal?: number;
  exitCode?: number;
}): string {
  if (terminated.reason) {
    return terminated.reason;
  }
  return terminated.signal
    ? `Signal:${terminated.signal}`
    : `ExitCode:${terminated.exitCode ?? 0}`;
}

function getLastRestart(
  containers: KubernetesContainerStatus[],
): string | undefined {
  return latest(
    containers.map(container => container.lastState?.terminated?.finishedAt),
  );
}

/** The newest termination of any container, whether it was restarted since or not; a clean exit is none. */
function getLastTermination(
  containers: KubernetesContainerStatus[],
): PodSummary['lastTermination'] {
  const terminations = containers
    .flatMap(({ state, lastState }) => [
      state?.terminated,
      lastState?.terminated,
    ])
    .filter(terminated => terminated !== undefined && terminated !== null)
    .filter(({ reason, exitCode }) => exitCode !== 0 || reason !== 'Completed');
  const newest = latest(terminations.map(({ finishedAt }) => finishedAt));
  const found =
    terminations.find(({ finishedAt }) => finishedAt === newest) ??
    terminations[0];
  return (
    found && {
      ...(found.reason && { reason: found.reason }),
      ...(found.exitCode !== undefined && { exitCode: found.exitCode }),
    }
  );
}

function getUnschedulable({ status }: KubernetesPod): string | undefined {
  const scheduled = findCondition(status?.conditions, 'PodScheduled');
  if (scheduled?.status !== 'False' || scheduled.reason !== 'Unschedulable') {
    return undefined;
  }
  return scheduled.message || scheduled.reason;
}

/** Kubernetes writes times as RFC 3339 in UTC without fractions, so they sort as text. */
function latest(times: (string | undefined)[]): string | undefined {
  return times
    .filter((time): time is string => typeof time === 'string')
    .sort()
    .pop();
}
