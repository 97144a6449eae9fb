/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PlatformModel } from '../../../model/types';
import { EnvironmentSpec, PlatformSpec } from '../../../spec/platformSpec';
import { LABELS, MONITORING_SECRETS, ownerName } from '../../conventions';
import { ManifestValue } from '../../types';

/** Names of receivers that belong to no group. */
export const RECEIVERS = {
  /** Who gets alerts that have no owner: those about the cluster. */
  default: 'default',
  /** Proves that alerts come through. */
  heartbeat: 'heartbeat',
  none: 'none',
} as const;

/**
 * How a group is told.
 *
 * @internal
 */
export interface OwnerReceivers {
  /** Value of label `owner`. */
  owner: string;
  /** Receiver that pages whoever is on call. */
  pages: string;
  /** Receiver of what can wait; the one that pages where there is no mail. */
  warns: string;
  /** Where mails go. */
  email?: string;
}

/**
 * The groups that own services, sorted by reference. A receiver has the name of
 * its group, unless groups of several namespaces share it.
 *
 * @internal
 */
export function ownerReceivers(model: PlatformModel): OwnerReceivers[] {
  const owners = [...new Set(model.services.map(({ owner }) => owner))].sort();
  const names = owners.map(ownerName);
  const reserved: string[] = Object.values(RECEIVERS);
  return owners.map((owner, index) => {
    const name = names[index];
    const isTaken =
      reserved.includes(name) ||
      names.some((other, at) => other === name && at !== index);
    const pages = isTaken ? owner.slice(owner.indexOf(':') + 1) : name;
    const email = model.system.spec.prometheus.mail
      ? model.groups.get(owner)?.email
      : undefined;
    return { owner, pages, warns: email ? `${pages}:mail` : pages, email };
  });
}

/** @internal */
export function receivers(
  owners: readonly OwnerReceivers[],
  { heartbeatUrl }: PlatformSpec['prometheus'],
  environment: Pick<EnvironmentSpec, 'name'>,
): ManifestValue[] {
  const page = (receiver: string) => pageOf(receiver, environment);
  return [
    { name: RECEIVERS.default, pagerduty_configs: [page(RECEIVERS.default)] },
    ...(heartbeatUrl
      ? [
          {
            name: RECEIVERS.heartbeat,
            webhook_configs: [{ url: heartbeatUrl, send_resolved: false }],
          },
        ]
      : []),
    { name: RECEIVERS.none },
    ...owners.flatMap(({ pages, warns, email }) => [
      { name: pages, pagerduty_configs: [page(pages)] },
      ...(email
        ? [{ name: warns, email_configs: [mailOf(email, environment)] }]
        : []),
    ]),
  ];
}

/** Path of a value of the Secret that is mounted into Alertmanager's pods. */
export function secretFile(key: string): string {
  return `/etc/alertmanager/secrets/${MONITORING_SECRETS.receivers}/${key}`;
}

/** Key of the Secret with what lets Alertmanager page for a receiver. */
export function pagerDutyKey(receiver: string): string {
  return `${receiver.replace('/', '.')}-pagerduty-key`;
}

/** What fires, in the words of the alerts, or what has ended. */
const SUMMARIES =
  '{{ range $i, $alert := or .Alerts.Firing .Alerts }}{{ if $i }}; {{ end }}{{ or $alert.Annotations.summary $alert.Labels.alertname }}{{ end }}';

const common = (label: string) => `{{ .CommonLabels.${label} }}`;

const link = (annotation: string, text: string) => ({
  href: `{{ (index .Alerts 0).Annotations.${annotation} }}`,
  text,
});

function pageOf(
  receiver: string,
  { name }: Pick<EnvironmentSpec, 'name'>,
): ManifestValue {
  return {
    routing_key_file: secretFile(pagerDutyKey(receiver)),
    description: `${name}: ${SUMMARIES}`,
    // PagerDuty wakes nobody for a warning where the service says so.
    severity: `{{ or .CommonLabels.${LABELS.ruleSeverity} "critical" }}`,
    class: common(LABELS.ruleSignal),
    component: common(LABELS.ruleService),
    group: common(LABELS.ruleNamespace),
    // Those without an address are left out.
    links: [link('runbook_url', 'Runbook'), link('dashboard_url', 'Dashboard')],
  };
}

function mailOf(
  to: string,
  { name }: Pick<EnvironmentSpec, 'name'>,
): ManifestValue {
  return {
    to,
    // So that nobody looks for what is over.
    send_resolved: true,
    headers: {
      Subject: `{{ if eq .Status "resolved" }}Over: {{ end }}${name}: ${SUMMARIES}`,
    },
  };
}
