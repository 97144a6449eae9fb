/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  ServiceSnapshot,
  Verdict,
  VerdictAxes,
} from '@openpolicy/plugin-service-health-common';
import { FeedState } from '../../api/ServiceHealthApi';
import {
  HEADLINE_LOOKS,
  Look,
  NOTICE_LOOKS,
  OPERATION_LOOKS,
  severityLook,
  SYNC_LOOKS,
} from '../../status';
import { countOf } from '../../text/names';
import {
  oldestConfirmation,
  presentConnection,
  SourceNotice,
} from '../CardFrame';

/**
 * The verdict as the page says it.
 *
 * @internal
 */
export interface VerdictModel {
  look: Look;
  cause: string;
  since?: string;
  /** ISO 8601: the oldest confirmation of all that the page shows. Unlike the verdict's own, it moves with each heartbeat. */
  dataAsOf?: string;
  evidence: Verdict['evidence'];
  axes: AxisModel[];
  /** Set while the portal's own server is silent. */
  connection?: SourceNotice;
}

/**
 * One of the four axes.
 *
 * @internal
 */
export interface AxisModel {
  id: 'health' | 'delivery' | 'alerts' | 'freshness';
  look: Look;
  /** More than the look's word, e.g. a running operation. */
  detail?: string;
}

/**
 * The verdict on a service. What the server said last is only repeated as long as it is heard: after half a minute of silence the headline is
 * Unknown, whatever it was.
 *
 * @internal
 */
export function presentVerdict(
  feed: FeedState<ServiceSnapshot>,
  now: Date,
): VerdictModel | undefined {
  if (!feed.data) {
    return undefined;
  }
  const { verdict, rollout, delivery, alerts } = feed.data;
  const connection = presentConnection(feed, now);
  const look = headlineLook(verdict);
  const model: VerdictModel = {
    look,
    cause: verdict.cause,
    since: verdict.since,
    dataAsOf: oldestConfirmation([
      ...rollout.sources,
      ...delivery.sources,
      ...alerts.sources,
    ]),
    evidence: verdict.evidence,
    axes: presentAxes(verdict.axes),
    connection,
  };
  if (!connection?.lost) {
    return model;
  }
  return {
    ...model,
    look: HEADLINE_LOOKS.Unknown,
    cause: `${connection.title}; last known: ${look.word}.`,
    since: undefined,
    axes: model.axes.map(axis =>
      axis.id === 'freshness'
        ? { id: axis.id, look: { ...NOTICE_LOOKS.stale } }
        : { ...axis, look: { ...axis.look, tone: 'unknown' } },
    ),
  };
}

/**
 * The look of a headline with the verdict's own tone: a failed sync is an OutOfSync in red.
 *
 * @internal
 */
export function headlineLook(
  verdict: Pick<Verdict, 'headline' | 'tone'>,
): Look {
  return { ...HEADLINE_LOOKS[verdict.headline], tone: verdict.tone };
}

/**
 * The four axes, in their fixed order.
 *
 * @internal
 */
export function presentAxes(axes: VerdictAxes): AxisModel[] {
  const { operation } = axes.delivery;
  return [
    {
      id: 'health',
      look: HEADLINE_LOOKS[axes.health.status],
      detail: axes.health.message,
    },
    {
      id: 'delivery',
      look: SYNC_LOOKS[axes.delivery.status],
      detail: [
        operation && OPERATION_LOOKS[operation].word,
        axes.delivery.message,
      ]
        .filter(Boolean)
        .join(': '),
    },
    presentAlertsAxis(axes.alerts),
    { id: 'freshness', look: freshnessLook(axes.freshness.state) },
  ];
}

function presentAlertsAxis(alerts: VerdictAxes['alerts']): AxisModel {
  const { critical, warning, other, pending, suppressed } = alerts;
  const detail = [
    pending > 0 && `${pending} pending`,
    suppressed > 0 && `${suppressed} suppressed`,
  ]
    .filter(Boolean)
    .join(', ');
  const firing = [
    critical > 0 && `${critical} critical`,
    warning > 0 && `${warning} warning`,
    other > 0 && countOf(other, 'other'),
  ]
    .filter(Boolean)
    .join(', ');
  if (firing) {
    const severity =
      (critical > 0 && 'critical') || (warning > 0 && 'warning') || 'other';
    return {
      id: 'alerts',
      look: { ...severityLook(severity), word: firing },
      detail,
    };
  }
  // Silence is only good news from a source that speaks.
  return alerts.known
    ? { id: 'alerts', look: { ...SYNC_LOOKS.Synced, word: 'None' }, detail }
    : { id: 'alerts', look: HEADLINE_LOOKS.Unknown, detail };
}

function freshnessLook(state: VerdictAxes['freshness']['state']): Look {
  switch (state) {
    case 'live':
      return { ...SYNC_LOOKS.Synced, word: 'Live' };
    case 'connecting':
      return NOTICE_LOOKS.connecting;
    case 'stale':
      return NOTICE_LOOKS.stale;
    default:
      return NOTICE_LOOKS.failed;
  }
}
