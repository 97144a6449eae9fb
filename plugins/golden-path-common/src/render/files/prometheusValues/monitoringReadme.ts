/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { MONITORING_SECRETS, RELEASE_LABEL } from '../../conventions';
import { PlatformContext } from '../../types';
import { MAIL_PASSWORD_KEY } from '../alertmanager';
import {
  ownerReceivers,
  pagerDutyKey,
  RECEIVERS,
} from '../alertmanager/receivers';

/** How the monitoring is installed, and which credentials it needs. */
export function monitoringReadme({
  model,
  environment,
}: PlatformContext): string {
  const { system } = model;
  const { namespace, selectorLabels } = system.spec.prometheus;
  const { alertmanagerConfig, receivers, grafanaAdmin } = MONITORING_SECRETS;
  const release = selectorLabels[RELEASE_LABEL] ?? 'prometheus';
  return `# ${system.title}: monitoring of ${environment.name}

Values of the chart kube-prometheus-stack, and Alertmanager's configuration. Rules, monitors and dashboards come with the services.

\`\`\`sh
helm repo add prometheus-community https://prometheus-community.github.io/helm-charts
kubectl create namespace ${namespace}
kubectl create secret generic ${alertmanagerConfig} --namespace ${namespace} --from-file=monitoring/alertmanager.yaml
kubectl create secret generic ${receivers} --namespace ${namespace} --from-file=<folder with a file a key>
kubectl create secret generic ${grafanaAdmin} --namespace ${namespace} --from-file=<folder with a file a key>
helm upgrade --install ${release} prometheus-community/kube-prometheus-stack --namespace ${namespace} --values monitoring/values.yaml
\`\`\`

Alertmanager reads a new configuration a minute after its Secret has it:

\`\`\`sh
kubectl create secret generic ${alertmanagerConfig} --namespace ${namespace} --from-file=monitoring/alertmanager.yaml --dry-run=client --output=yaml | kubectl apply --server-side --force-conflicts --filename -
\`\`\`

## Credentials

Files, never arguments: a shell remembers what was typed. With a secret store, External Secrets makes the same Secrets.

| Secret | key | what |
| --- | --- | --- |
${credentials(model)
  .map(row => `| ${row.join(' | ')} |`)
  .join('\n')}

A warning is sent with severity \`warning\`, which wakes nobody where the service in PagerDuty takes its urgency from the severity.
${
  environment.production
    ? ''
    : `\nNobody depends on ${environment.name}: give it keys of services with low urgency.\n`
}`;
}

function credentials(model: PlatformContext['model']): string[][] {
  const { receivers, grafanaAdmin } = MONITORING_SECRETS;
  const owners = ownerReceivers(model);
  const { mail } = model.system.spec.prometheus;
  const key = (secret: string, name: string, what: string) => [
    `\`${secret}\``,
    `\`${name}\``,
    what,
  ];
  return [
    ...owners.map(({ owner, pages }) =>
      key(
        receivers,
        pagerDutyKey(pages),
        `PagerDuty's integration key (Events API v2) for \`${owner}\``,
      ),
    ),
    key(
      receivers,
      pagerDutyKey(RECEIVERS.default),
      'the same for alerts that belong to no service: nodes, capacity, storage',
    ),
    ...(mail?.username && owners.some(({ email }) => email)
      ? [
          key(
            receivers,
            MAIL_PASSWORD_KEY,
            `password of \`${mail.username}\` at \`${mail.server}\``,
          ),
        ]
      : []),
    key(grafanaAdmin, 'admin-user', "name of Grafana's administrator"),
    key(grafanaAdmin, 'admin-password', 'the password'),
  ];
}
