/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PlatformSpec } from '../../spec/platformSpec';
import { LABELS } from '../conventions';
import { FileKind, ManifestValue, PlatformContext } from '../types';
import { INHIBIT_RULES } from './alertmanager/inhibitRules';
import {
  OwnerReceivers,
  ownerReceivers,
  RECEIVERS,
  receivers,
  secretFile,
} from './alertmanager/receivers';

/**
 * Alertmanager's configuration: who is told what, how often, and what not. It
 * holds no credentials, only where they are mounted.
 *
 * @internal
 */
export const ALERTMANAGER_FILES: FileKind<PlatformContext> = {
  name: 'alertmanager configuration',
  render: ({ model, environment }) => {
    const { prometheus } = model.system.spec;
    const owners = ownerReceivers(model);
    return [
      {
        path: 'monitoring/alertmanager.yaml',
        document: {
          global: globalOf(owners, prometheus),
          route: routeOf(owners, prometheus),
          inhibit_rules: INHIBIT_RULES,
          receivers: receivers(owners, prometheus, environment),
        },
      },
    ];
  },
};

/** Key of the Secret with the password at the mail server. */
export const MAIL_PASSWORD_KEY = 'mail-password';

/** Without any mail there is none: a name that nobody uses is a name to get wrong. */
function globalOf(
  owners: readonly OwnerReceivers[],
  { mail }: PlatformSpec['prometheus'],
): ManifestValue {
  if (!mail || !owners.some(({ email }) => email)) {
    return undefined;
  }
  return {
    smtp_smarthost: mail.server,
    smtp_from: mail.from,
    ...(mail.username && {
      smtp_auth_username: mail.username,
      smtp_auth_password_file: secretFile(MAIL_PASSWORD_KEY),
    }),
  };
}

/** What users of a service feel: three signals of one event. */
const FELT = `${LABELS.ruleSignal}=~"availability|errors|latency"`;

/**
 * Time between two looks at a group: of what is new in it, and whether it is over.
 * Shorter, and what flaps would be told again and again.
 */
const GROUP_INTERVAL = '5m';

function routeOf(
  owners: readonly OwnerReceivers[],
  prometheus: PlatformSpec['prometheus'],
): ManifestValue {
  return {
    receiver: RECEIVERS.default,
    // Of alerts about the cluster; those of services have groups of their own.
    group_by: ['alertname', LABELS.ruleNamespace],
    group_wait: '30s',
    group_interval: GROUP_INTERVAL,
    repeat_interval: '4h',
    routes: [
      {
        receiver: prometheus.heartbeatUrl
          ? RECEIVERS.heartbeat
          : RECEIVERS.none,
        matchers: ['alertname="Watchdog"'],
        group_wait: '0s',
        // Shorter than the other, or every second call would come too late for it.
        group_interval: '1m',
        repeat_interval: '5m',
      },
      {
        // They explain others, on a dashboard, and are no news by themselves.
        receiver: RECEIVERS.none,
        matchers: [`${LABELS.ruleSeverity}=~"info|none"`],
      },
      ...owners.map(owner => ownerRoute(owner, prometheus.evaluationInterval)),
    ],
  };
}

/**
 * A group's alerts. Warnings wait, because one that turns critical soon is told as
 * critical; a page waits for the other alerts of the same look at the rules.
 *
 * What users feel is one event a service: when a dead service is back, its errors
 * fall for minutes and its burnt budget for half an hour, and what Down has muted
 * until then would else wake people up again.
 */
function ownerRoute(
  { owner, pages, warns }: OwnerReceivers,
  evaluationInterval: string,
): ManifestValue {
  return {
    receiver: warns,
    matchers: [`${LABELS.ruleOwner}=${JSON.stringify(owner)}`],
    group_by: [LABELS.ruleNamespace, LABELS.ruleService, LABELS.ruleSignal],
    group_wait: '2m',
    repeat_interval: '1d',
    routes: [
      {
        receiver: pages,
        matchers: [`${LABELS.ruleSeverity}="critical"`],
        group_wait: evaluationInterval,
        repeat_interval: '4h',
        routes: [
          {
            matchers: [FELT],
            group_by: [LABELS.ruleNamespace, LABELS.ruleService],
          },
        ],
      },
    ],
  };
}
