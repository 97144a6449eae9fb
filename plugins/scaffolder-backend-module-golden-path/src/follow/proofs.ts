/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  AlertSummary,
  ServiceSnapshot,
} from '@openpolicy/plugin-service-health-common';
import { StageLine } from './StageLog';

/** What is to be seen of a new service in Prometheus. */
export interface ExpectedWatch {
  /** Alerting rules that the golden path renders for it; without a number any will do. */
  rules?: number;
  /** Whether it serves metrics. */
  isScraped: boolean;
}

/** What is proven of how a service is watched. */
export interface WatchProof {
  lines: StageLine[];
  proven: boolean;
  /** What is missing, for the message when time is up. */
  missing: string[];
}

/**
 * Says whether Prometheus watches a service and finds nothing: all targets scraped, all rules loaded and fit to be evaluated, none of them
 * firing. An alert that nobody is told of because of a silence is not counted.
 */
export function proveWatch(
  { alerts }: ServiceSnapshot,
  expected: ExpectedWatch,
): WatchProof {
  const parts = [
    ...(expected.isScraped ? [proveTargets(alerts.targets)] : []),
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

function proveTargets(targets: ServiceSnapshot['alerts']['targets']): Part {
  if (!targets) {
    return {
      key: 'targets',
      text: 'Prometheus has not scraped the service yet',
      ok: false,
    };
  }
  const { up, total } = targets;
  return {
    key: 'targets',
    text: `Prometheus reads ${up} of ${total} targets`,
    ok: up > 0 && up === total,
  };
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
