/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { AlertSummary } from '../snapshot/types';

/**
 * One alert as `GET /api/v2/alerts` of Alertmanager returns it.
 *
 * @public
 */
export interface AlertmanagerAlert {
  labels: Record<string, string>;
  status: {
    state: 'active' | 'suppressed' | 'unprocessed';
    silencedBy?: string[];
    inhibitedBy?: string[];
    mutedBy?: string[];
  };
}

/**
 * One silence as `GET /api/v2/silences` of Alertmanager returns it.
 *
 * @public
 */
export interface AlertmanagerSilence {
  id: string;
  createdBy?: string;
  comment?: string;
  endsAt?: string;
}

/**
 * What one Alertmanager peer answered.
 *
 * @public
 */
export interface AlertmanagerAnswer {
  alerts: AlertmanagerAlert[];
  silences: AlertmanagerSilence[];
}

/**
 * What Alertmanager does with an alert.
 *
 * @public
 */
export type AlertNotification = Pick<
  AlertSummary,
  'notification' | 'suppressedBy'
>;

type SuppressedBy = NonNullable<AlertSummary['suppressedBy']>;

/**
 * Joins alerts of Prometheus with the answers of its Alertmanagers. Prometheus adds its external labels to what it sends, so an alert of
 * Alertmanager is the same if its labels are the alert's plus external labels (prometheus, notifier, `relabelAlerts`: a label that
 * the alert has itself is never overwritten). Without known external labels any extra labels are allowed and the closest set wins.
 *
 * Peers of one cluster may disagree for a moment: if any of them notifies, somebody is told, so `active` wins over `suppressed`, and that
 * over `unprocessed`. An alert that no peer has is `unknown`.
 *
 * @param options - `answers`: one a peer that answered, none if no peer did. `externalLabels`: of the Prometheus, if known.
 * @returns a function from all labels of a Prometheus alert (alertname and severity included) to what is done with it
 * @public
 */
export function createNotificationLookup(options: {
  answers: AlertmanagerAnswer[];
  externalLabels?: Record<string, string>;
}): (labels: Record<string, string>) => AlertNotification {
  const peers = options.answers.map(answer => indexAnswer(answer));
  return labels => {
    const found = peers
      .flatMap(peer => {
        const alert = findAlert(peer.byName, labels, options.externalLabels);
        return alert ? [toNotification(alert, peer.silences)] : [];
      })
      .sort((left, right) => rank(left) - rank(right));
    return found[0] ?? { notification: 'unknown' };
  };
}

interface IndexedAnswer {
  byName: Map<string, AlertmanagerAlert[]>;
  silences: Map<string, AlertmanagerSilence>;
}

function indexAnswer(answer: AlertmanagerAnswer): IndexedAnswer {
  const byName = new Map<string, AlertmanagerAlert[]>();
  for (const alert of answer.alerts) {
    const name = alert.labels.alertname ?? '';
    const siblings = byName.get(name);
    if (siblings) {
      siblings.push(alert);
    } else {
      byName.set(name, [alert]);
    }
  }
  return {
    byName,
    silences: new Map(answer.silences.map(silence => [silence.id, silence])),
  };
}

function findAlert(
  byName: Map<string, AlertmanagerAlert[]>,
  labels: Record<string, string>,
  externalLabels: Record<string, string> | undefined,
): AlertmanagerAlert | undefined {
  const wanted = Object.entries(labels);
  let closest: { alert: AlertmanagerAlert; extra: number } | undefined;
  for (const alert of byName.get(labels.alertname ?? '') ?? []) {
    if (!wanted.every(([key, value]) => alert.labels[key] === value)) {
      continue;
    }
    const extras = Object.entries(alert.labels).filter(
      ([key]) => !Object.hasOwn(labels, key),
    );
    const allowed =
      !externalLabels ||
      extras.every(([key, value]) => externalLabels[key] === value);
    if (allowed && (!closest || extras.length < closest.extra)) {
      closest = { alert, extra: extras.length };
    }
  }
  return closest?.alert;
}

function toNotification(
  { status }: AlertmanagerAlert,
  silences: Map<string, AlertmanagerSilence>,
): AlertNotification {
  if (status.state !== 'suppressed') {
    return { notification: status.state };
  }
  const suppressedBy: SuppressedBy = [
    ...(status.silencedBy ?? []).map(id => {
      const { createdBy, comment, endsAt } = silences.get(id) ?? {};
      return {
        kind: 'silence' as const,
        ...(createdBy && { createdBy }),
        ...(comment && { comment }),
        ...(endsAt && { endsAt }),
      };
    }),
    ...(status.inhibitedBy ?? []).map(() => ({ kind: 'inhibition' as const })),
    ...(status.mutedBy ?? []).map(() => ({ kind: 'mute' as const })),
  ];
  return { notification: 'suppressed', suppressedBy };
}

function rank({ notification }: AlertNotification): number {
  return ['active', 'suppressed', 'unprocessed', 'unknown'].indexOf(
    notification,
  );
}
