/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  AlertSummary,
  ServiceSnapshot,
  WorkloadSummary,
} from '@openpolicy/plugin-service-health-common';
import { StageLine } from './StageLog';

/** What is to be seen of a new service in Prometheus. */
export interface ExpectedWatch {
  /** Alerting rules that the golden path renders for it; without a number any will do. */
  rules?: number;
  /** Whether it serves metrics. */
  isScraped: boolean;
  /** The portal's name of the cluster whose pods are to be scraped; without it, the only one. */
  cluster?: string;
}

/** What is proven of how a service is watched. */
export interface WatchProof {
  lines: StageLine[];
  proven: boolean;
  /** What is missing, for the message when time is up. */
  missing: string[];
}

/**
 * Says whether Prometheus watches a service and finds nothing: all ready pods scraped, all rules loaded and fit to be evaluated, none of
 * them firing. An alert that nobody is told of because of a silence is not counted.
 */
export function proveWatch(
  { alerts, rollout }: ServiceSnapshot,
  expected: ExpectedWatch,
): WatchProof {
  const parts = [
    ...(expected.isScraped
      ? [
          proveTargets(
            alerts.targets,
            countReadyPods(rollout.workloads, expected.cluster),
          ),
        ]
      : []),
    proveRules(alerts.rulesTotal, expected.rules),
    ...alerts.brokenRules.slice(0, 3).map(({ name, error }) => ({
      key: `broken/${name}`,
      text: `Alert rule ${name} cannot be evaluated: ${error}`,
      over: `Alert rule ${name} can be evaluated again`,
      level: 'warn' as const,
      ok: false,
    })),
    ...alerts.alerts.map(proveAlert),
    ...alerts.sources
      .filter(({ state }) => state !== 'live')
      .map(({ instance, reason, nextStep }) => ({
        key: `source/${instance}`,
        text: [
          `The portal cannot reach Prometheus '${instance}'${
            reason ? `: ${reason}` : ''
          }`,
          nextStep,
        ]
          .filter(Boolean)
          .join(' '),
        over: `Prometheus '${instance}' answers again`,
        level: 'warn' as const,
        ok: false,
      })),
  ];
  const missing = parts.filter(({ ok }) => !ok).map(({ text }) => text);
  return {
    lines: parts.map(({ ok: _, ...line }) => line),
    proven: missing.length === 0,
    missing,
  };
}

type Part = StageLine & { ok: boolean };

function proveTargets(
  targets: ServiceSnapshot['alerts']['targets'],
  readyPods: number,
): Part {
  if (!targets) {
    return {
      key: 'targets',
      text: `Prometheus has not scraped the service yet${
        readyPods > 0 ? `: 0 of ${readyPods} ready pods` : ''
      }`,
      ok: false,
    };
  }
  const { up, total } = targets;
  // Prometheus finds new pods by and by: the targets that it knows can all be up and yet be too few.
  const isComplete = total >= readyPods;
  return {
    key: 'targets',
    text: isComplete
      ? `Prometheus reads ${up} of ${total} targets`
      : `Prometheus reads ${up} of ${readyPods} ready pods, and has found ${total} of them`,
    ok: isComplete && up > 0 && up === total,
  };
}

/** Zero if it cannot be told which pods Prometheus ought to read. */
function countReadyPods(
  workloads: readonly WorkloadSummary[],
  cluster: string | undefined,
): number {
  const clusters = new Set(workloads.map(workload => workload.cluster));
  const counted =
    clusters.size === 1
      ? workloads
      : workloads.filter(workload => workload.cluster === cluster);
  return counted.reduce((sum, { replicas }) => sum + replicas.ready, 0);
}

function proveRules(loaded: number, wanted: number | undefined): Part {
  return {
    key: 'rules',
    text:
      wanted === undefined || loaded > wanted
        ? `Prometheus has loaded ${loaded} alert rules`
        : `Prometheus has loaded ${loaded} of ${wanted} alert rules`,
    ok: loaded > 0 && loaded >= (wanted ?? 1),
  };
}

function proveAlert(alert: AlertSummary): Part {
  const { id, name, state, severity, notification } = alert;
  const key = `alert/${id}`;
  const over = `Alert ${name} is quiet again`;
  if (notification === 'suppressed') {
    return { key, over, text: `Alert ${name} is silenced`, ok: true };
  }
  if (state === 'pending') {
    return {
      key,
      over,
      text: `Alert ${name} (${severity}) would fire if this went on${why(
        alert,
      )}`,
      ok: true,
    };
  }
  return {
    key,
    over,
    level: 'warn',
    text: `Alert ${name} (${severity}) fires${why(alert)}${
      alert.runbookUrl ? `. Runbook: ${alert.runbookUrl}` : ''
    }`,
    ok: false,
  };
}

function why({ summary, description }: AlertSummary): string {
  const text = summary ?? description;
  return text ? `: ${text.replace(/\s+/g, ' ').replace(/\.+$/, '')}` : '';
}
