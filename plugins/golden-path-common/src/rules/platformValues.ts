/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { EnvironmentSpec, PlatformSpec } from '../spec/platformSpec';
import { parseQuantity } from '../spec/quantity';
import { isHostName, isLabel } from './syntax';

/**
 * A value of `spec.platform` that would break what is rendered from it.
 *
 * @internal
 */
export interface PlatformFault {
  /** Below `spec.platform`. */
  field: string;
  value: unknown;
  fix: string;
}

type Check = [field: string, value: unknown, isRight: boolean, fix: string];

const NAME = 'Write lower case letters, digits and dashes.';
const HOST = 'Write each host name once, in lower case and without a scheme.';
const ADDRESS = 'Write an address that begins with https://.';
const BRANCH = 'Write the name of a branch, as main.';
const LABELS = 'Write names and values of labels, one at least.';

/**
 * Everything in the platform's part that cannot be used as it is.
 *
 * @internal
 */
export function platformFaults(spec: PlatformSpec): PlatformFault[] {
  return [
    ...coreChecks(spec),
    ...meshChecks(spec),
    ...monitoringChecks(spec),
    ...deliveryChecks(spec),
    ...spec.environments.flatMap((environment, index) =>
      environmentChecks(environment, index, spec),
    ),
  ]
    .filter(([, , isRight]) => !isRight)
    .map(([field, value, , fix]) => ({ field, value, fix }));
}

function coreChecks(spec: PlatformSpec): Check[] {
  const { from, to } = spec.portPool;
  return [
    ['namespace', spec.namespace, isLabel(spec.namespace), NAME],
    [
      'portPool',
      `${from}-${to}`,
      from >= 1024 && to >= from && to <= 65535,
      'Begin at 1024 or above and end after the beginning, at 65535 or below.',
    ],
    [
      'registry',
      spec.registry,
      /^[a-z0-9.-]+(:\d+)?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/.test(
        spec.registry,
      ),
      'Write registry and path in lower case, as registry.example.com/team.',
    ],
    ['secrets.name', spec.secrets.name, isObjectName(spec.secrets.name), NAME],
    [
      'secrets.refreshInterval',
      spec.secrets.refreshInterval,
      /^([1-9]\d*(h|m|s))+$/.test(spec.secrets.refreshInterval),
      'Write hours, minutes or seconds, as 1h.',
    ],
  ];
}

function meshChecks({ mesh, gateway }: PlatformSpec): Check[] {
  return [
    [
      'mesh.systemNamespace',
      mesh.systemNamespace,
      isLabel(mesh.systemNamespace),
      NAME,
    ],
    [
      'mesh.revision',
      mesh.revision,
      mesh.revision === undefined || isLabel(mesh.revision),
      NAME,
    ],
    [
      'mesh.trustDomain',
      mesh.trustDomain,
      isObjectName(mesh.trustDomain),
      'Write a domain name, as cluster.local.',
    ],
    [
      'mesh.tracingPercent',
      mesh.tracingPercent,
      mesh.tracingPercent >= 0 && mesh.tracingPercent <= 100,
      'Take a value between 0 and 100.',
    ],
    ['gateway.namespace', gateway.namespace, isLabel(gateway.namespace), NAME],
    [
      'gateway.serviceAccount',
      gateway.serviceAccount,
      isObjectName(gateway.serviceAccount),
      NAME,
    ],
    [
      'gateway.tlsSecret',
      gateway.tlsSecret,
      isObjectName(gateway.tlsSecret),
      NAME,
    ],
    [
      'gateway.ingressClass',
      gateway.ingressClass,
      isObjectName(gateway.ingressClass),
      NAME,
    ],
    [
      'gateway.selector',
      shown(gateway.selector),
      areLabels(gateway.selector),
      LABELS,
    ],
    ...hostChecks('gateway.hosts', gateway.hosts),
  ];
}

function monitoringChecks(spec: PlatformSpec): Check[] {
  const { prometheus, telemetry, links } = spec;
  return [
    [
      'prometheus.namespace',
      prometheus.namespace,
      isLabel(prometheus.namespace),
      NAME,
    ],
    [
      'prometheus.selectorLabels',
      shown(prometheus.selectorLabels),
      areLabels(prometheus.selectorLabels),
      LABELS,
    ],
    [
      'prometheus.dashboardFolder',
      prometheus.dashboardFolder,
      /^[^/\n]+$/.test(prometheus.dashboardFolder.trim()),
      "Write the name of one of Grafana's folders.",
    ],
    [
      'prometheus.url',
      prometheus.url,
      prometheus.url === undefined ||
        /^https?:\/\/[^\s@]+$/.test(prometheus.url),
      'Write an address that begins with http:// or https://, without a user.',
    ],
    ...(prometheus.mail
      ? ([
          [
            'prometheus.mail.server',
            prometheus.mail.server,
            /^[^\s:/]+:\d{1,5}$/.test(prometheus.mail.server),
            'Write a host name and a port, as smtp.example.com:587.',
          ],
          [
            'prometheus.mail.from',
            prometheus.mail.from,
            /^[^\s@]+@[^\s@]+$/.test(prometheus.mail.from),
            'Write a mail address.',
          ],
        ] satisfies Check[])
      : []),
    [
      'prometheus.heartbeatUrl',
      prometheus.heartbeatUrl,
      prometheus.heartbeatUrl === undefined ||
        /^https?:\/\/[^\s@]+$/.test(prometheus.heartbeatUrl),
      'Write an address that begins with http:// or https://, without a user.',
    ],
    ...(telemetry
      ? ([
          [
            'telemetry.namespace',
            telemetry.namespace,
            isLabel(telemetry.namespace),
            NAME,
          ],
          [
            'telemetry.port',
            telemetry.port,
            telemetry.port >= 1 && telemetry.port <= 65535,
            'Take a port from 1 to 65535.',
          ],
        ] satisfies Check[])
      : []),
    ...(['runbook', 'dashboard', 'entity', 'application'] as const).map(
      (link): Check => [
        `links.${link}`,
        links[link],
        links[link] === undefined || /^https?:\/\/\S+$/.test(links[link]),
        ADDRESS,
      ],
    ),
  ];
}

function deliveryChecks({ delivery }: PlatformSpec): Check[] {
  return [
    [
      'delivery.project',
      delivery.project,
      isLabel(delivery.project) && delivery.project !== 'default',
      "Name a project of the platform's own; 'default' allows everything.",
    ],
    [
      'delivery.argocdNamespace',
      delivery.argocdNamespace,
      isLabel(delivery.argocdNamespace),
      NAME,
    ],
    [
      'delivery.repository',
      delivery.repository,
      isRepository(delivery.repository),
      'Write the address of a Git repository, without user and password.',
    ],
    [
      'delivery.targetRevision',
      delivery.targetRevision,
      isBranch(delivery.targetRevision),
      BRANCH,
    ],
    [
      'delivery.sourceRepository',
      delivery.sourceRepository,
      /^[\w.-]+\/[\w.-]+$/.test(delivery.sourceRepository),
      'Write owner and name, as openpolicy/platform.',
    ],
  ];
}

function environmentChecks(
  environment: EnvironmentSpec,
  index: number,
  { environments }: PlatformSpec,
): Check[] {
  const { name, branch, cluster, quota, repository } = environment;
  const root = `environments[${index}]`;
  const first = environments.findIndex(other => other.name === name);
  return [
    [
      `${root}.name`,
      name,
      isLabel(name) && first === index,
      'Give each environment a name of its own in lower case.',
    ],
    [`${root}.branch`, branch, isBranch(branch), BRANCH],
    [
      `${root}.cluster.name`,
      cluster.name,
      /^[\w][\w.:/@-]*$/.test(cluster.name),
      'Write the name that the portal has for it.',
    ],
    [
      `${root}.cluster.server`,
      cluster.server,
      /^https?:\/\/\S+$/.test(cluster.server),
      ADDRESS,
    ],
    [
      `${root}.repository`,
      repository,
      repository === undefined || isRepository(repository),
      'Write the address of a Git repository, without user and password.',
    ],
    [
      `${root}.minReadySeconds`,
      environment.minReadySeconds,
      environment.minReadySeconds >= 0 && environment.minReadySeconds < 300,
      'Take less than the 300 seconds after which a rollout is given up.',
    ],
    ...hostChecks(`${root}.hosts`, environment.hosts ?? []),
    ...(quota ? quotaChecks(`${root}.quota`, quota) : []),
  ];
}

function quotaChecks(
  root: string,
  quota: NonNullable<EnvironmentSpec['quota']>,
): Check[] {
  const fix = 'Write an amount, the limits at least that of the requests.';
  return [
    [`${root}.pods`, quota.pods, quota.pods >= 1, 'Allow one pod at least.'],
    ...(['cpu', 'memory'] as const).flatMap((resource): Check[] => {
      const { requests, limits } = quota[resource];
      const [low, high] = [parseQuantity(requests), parseQuantity(limits)];
      const units = resource === 'cpu' ? ['', 'm'] : ['Ki', 'Mi', 'Gi'];
      const isAmount = (amount: typeof low) =>
        amount !== undefined && amount.value > 0 && units.includes(amount.unit);
      return [
        [`${root}.${resource}.requests`, requests, isAmount(low), fix],
        [
          `${root}.${resource}.limits`,
          limits,
          isAmount(high) && !(low && low.value > high!.value),
          fix,
        ],
      ];
    }),
  ];
}

function hostChecks(field: string, hosts: readonly string[]): Check[] {
  return hosts.map((host, index) => [
    `${field}[${index}]`,
    host,
    isHostName(host) && hosts.indexOf(host) === index,
    HOST,
  ]);
}

/** A DNS-1123 subdomain: what most objects may be called. */
function isObjectName(text: string): boolean {
  return (
    text.length <= 253 &&
    /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/.test(
      text,
    )
  );
}

/** As `git check-ref-format` wants it, and without blanks. */
function isBranch(text: string): boolean {
  return /^[\w][\w./-]*$/.test(text) && !/\.\.|\/\/|\/$|\.$|\.lock$/.test(text);
}

/** An address of Git, or host and path of ssh; never one with a password. */
function isRepository(text: string): boolean {
  return /^(https?|ssh|git|file):\/\/[^\s]+$/.test(text)
    ? !/^[a-z]+:\/\/[^/@\s]*:[^/@\s]*@/.test(text)
    : /^[\w.-]+@[\w.-]+:[^\s]+$/.test(text);
}

function areLabels(labels: Record<string, string>): boolean {
  const entries = Object.entries(labels);
  return (
    entries.length > 0 &&
    entries.every(
      ([key, value]) =>
        /^([a-z0-9.-]+\/)?[A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?$/.test(key) &&
        /^([A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?)?$/.test(value),
    )
  );
}

function shown(labels: Record<string, string>): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}
