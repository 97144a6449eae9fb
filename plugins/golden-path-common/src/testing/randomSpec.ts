/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import fc from './random/fc';
import { namespaceCapacity } from '../capacity/namespaceCapacity';
import {
  GroupDefinition,
  PlatformModel,
  ServiceDefinition,
} from '../model/types';
import { platformSpecSchema, ResourceEndpoint } from '../spec/platformSpec';
import { resolveModel } from '../spec/resolveEnvironment';
import { serviceSpecSchema } from '../spec/serviceSpec';
import { PlatformDraft, platformDraft } from './random/platforms';
import {
  DependencyDraft,
  ServiceDraft,
  serviceDraft,
  timeoutOf,
} from './random/services';
import { compact, nastyText } from './random/texts';

/*
 * Random platforms that break no rule: every feature of the spec, in all the
 * combinations that the rules allow, with text that YAML, templates and shells
 * like to take for something else.
 */

/** Names that are words of YAML, long, short, or a prefix of each other. */
const NAMES = [
  'checkout',
  'checkout-2',
  'y',
  'on',
  'null',
  'true',
  'a',
  'storefront',
  `long-${'n'.repeat(44)}e`,
  'e3',
];

const ENDPOINTS: ReadonlyArray<[ref: string, endpoint: ResourceEndpoint]> = [
  [
    'resource:default/postgresql',
    { scheme: 'postgresql', host: 'postgresql', port: 5432 },
  ],
  ['resource:default/redis', { scheme: 'redis', host: 'redis', port: 6379 }],
  [
    'resource:default/broker',
    { scheme: 'amqp', host: 'broker.example.com', port: 5672 },
  ],
  [
    'resource:default/search',
    { scheme: 'https', host: 'search.eu-1.example.com', port: 443 },
  ],
  // Nothing that the local set-up could run.
  ['resource:default/events', { scheme: 'kafka', host: 'events', port: 9092 }],
];

const GROUPS: ReadonlyMap<string, GroupDefinition> = new Map([
  [
    'group:default/shop-team',
    { title: 'Shop "Team"', email: 'shop-team@example.com' },
  ],
  ['group:default/y', { title: 'Yes', email: 'y@example.com' }],
]);

const EXCEPTION = {
  reason: 'Until the audit of January has passed.',
  expires: '2031-01-31',
};

const WAIVER = { waivers: [{ rule: 'GP-SCALE-006', ...EXCEPTION }] };

/**
 * Platforms of one to six services that break no rule; what comes out of one seed
 * is always the same.
 */
export function arbitraryPlatform(): fc.Arbitrary<PlatformModel> {
  return platformDraft().chain(platform =>
    fc
      .shuffledSubarray(NAMES, { minLength: 1, maxLength: 6 })
      .chain(names => fc.tuple(...names.map(name => named(platform, name))))
      .map(services => withQuotas(platform, assemble(platform, services))),
  );
}

function named(platform: PlatformDraft, name: string): fc.Arbitrary<Named> {
  return fc.record({
    name: fc.constant(name),
    owner: fc.constantFrom(...GROUPS.keys()),
    note: nastyText(),
    draft: serviceDraft({
      environments: platform.spec.environments.map(entry => entry.name),
      production: platform.production,
      mesh: platform.hasMesh,
    }),
  });
}

/**
 * That many platforms, for judges that run outside a test.
 *
 * @param seed - the same one gives the same platforms
 */
export function randomModels(count: number, seed: number): PlatformModel[] {
  return fc.sample(arbitraryPlatform(), { numRuns: count, seed });
}

interface Named {
  name: string;
  owner: string;
  note: string;
  draft: ServiceDraft;
}

/** What can be depended on: a reference and the ports that it offers. */
interface Target {
  ref: string;
  /** Name of the service behind it, if one is. */
  service?: string;
  ports: number[];
}

function assemble(platform: PlatformDraft, entries: Named[]): PlatformModel {
  const targets = targetsOf(entries);
  const services = entries
    .map(entry =>
      assembleService(platform, entry, entries.indexOf(entry), targets),
    )
    .sort((a, b) => (a.entityRef < b.entityRef ? -1 : 1));
  return {
    system: {
      entityRef: 'system:default/shop',
      name: 'shop',
      title: 'Shop',
      source: 'catalog/shop.yaml',
      spec: platformSpecSchema.parse(platform.spec),
    },
    services,
    entityRefs: new Set([
      ...GROUPS.keys(),
      ...targets.map(({ ref }) => ref),
      ...services.map(({ entityRef }) => entityRef),
    ]),
    endpoints: new Map(ENDPOINTS),
    groups: GROUPS,
  };
}

/** Each service has ten ports of the pool. */
function portNumber(index: number, position: number): number {
  return 7000 + index * 10 + position;
}

function targetsOf(entries: readonly Named[]): Target[] {
  return [
    ...ENDPOINTS.map(([ref, { port }]) => ({ ref, ports: [port] })),
    ...entries.flatMap(({ name, draft }, index): Target[] => {
      const open = draft.ports.flatMap(({ expose }, position) =>
        expose === 'none' ? [] : [portNumber(index, position)],
      );
      return open.length === 0
        ? []
        : [
            {
              ref: `component:default/${name}`,
              service: name,
              ports: open,
            },
            ...(draft.hasApi
              ? [
                  {
                    ref: `api:default/${name}-api`,
                    service: name,
                    ports: open.slice(0, 1),
                  },
                ]
              : []),
          ];
    }),
  ];
}

function assembleService(
  platform: PlatformDraft,
  { name, owner, note, draft }: Named,
  index: number,
  targets: readonly Target[],
): ServiceDefinition {
  const others = targets.filter(({ service }) => service !== name);
  const firstOpen = draft.ports.findIndex(({ expose }) => expose !== 'none');
  return {
    entityRef: `component:default/${name}`,
    name,
    title: draft.title,
    description: draft.description,
    owner,
    lifecycle: 'production',
    system: 'system:default/shop',
    source: `catalog/${name}.yaml`,
    spec: serviceSpecSchema.parse({
      apiVersion: 'runtime.openpolicy.io/v1',
      tier: draft.tier,
      ...draft.runtime,
      traffic: withGateway(draft, index),
      ports: draft.ports.map(({ hasTarget, ...port }, position) =>
        compact({
          ...port,
          port: portNumber(index, position),
          targetPort: hasTarget ? 17000 + position : undefined,
          api:
            draft.hasApi && position === firstOpen ? `${name}-api` : undefined,
        }),
      ),
      dependencies: dependenciesOf(draft, others),
      ...patchOf(name, note),
      ...(note.length % 3 === 0 && platform.hasMesh ? WAIVER : {}),
    }),
  };
}

/** Services at the gateway are told apart by host or by path. */
function withGateway(draft: ServiceDraft, index: number): object | undefined {
  const traffic = draft.runtime.traffic as object | undefined;
  if (!draft.ports.some(({ expose }) => expose === 'gateway')) {
    return traffic;
  }
  return {
    ...traffic,
    gateway: draft.ownsHost
      ? { hosts: [`s${index}.example.com`], pathPrefix: draft.gatewayPath }
      : { pathPrefix: `/s${index}${draft.gatewayPath}` },
  };
}

function dependenciesOf(
  draft: ServiceDraft,
  others: readonly Target[],
): object[] {
  const chosen = new Map<Target, DependencyDraft>();
  for (const dependency of draft.dependencies) {
    const target = others[dependency.target % others.length];
    if (!chosen.has(target)) {
      chosen.set(target, dependency);
    }
  }
  return [...chosen].map(([{ ref, ports }, dependency], position) =>
    compact({
      ref: position % 2 === 0 ? ref : ref.replace('default/', ''),
      port: dependency.namesPort
        ? ports[dependency.target % ports.length]
        : undefined,
      env: position === 3 ? 'OTHER_ADDRESS' : undefined,
      timeout: timeoutOf(dependency, draft.patienceMilliseconds),
      critical: dependency.critical,
    }),
  );
}

/** A note on an object that every service has; some services get one. */
function patchOf(name: string, note: string): object {
  return note.length % 2 === 0
    ? {
        patches: [
          {
            kind: 'ServiceAccount',
            name: note.length % 4 === 0 ? name : undefined,
            operations: [
              {
                op: 'add',
                path: '/metadata/annotations/example.com~1note',
                value: note,
              },
            ],
            ...EXCEPTION,
          },
        ],
      }
    : {};
}

/** Quotas that just hold what the services need, or a little more. */
function withQuotas(
  { quotaSlack }: PlatformDraft,
  model: PlatformModel,
): PlatformModel {
  const environments = model.system.spec.environments.map(
    (environment, index) => {
      const slack = quotaSlack[index];
      if (slack === undefined) {
        return environment;
      }
      const { pods, cpu, memory } = namespaceCapacity(
        resolveModel(model, environment.name),
      ).total;
      const more = (amount: number) => amount * (1 + slack / 100);
      const cores = (amount: number) => `${Math.ceil(more(amount) * 1000)}m`;
      const mebibytes = (amount: number) =>
        `${Math.ceil(more(amount) / 2 ** 20)}Mi`;
      return {
        ...environment,
        quota: {
          pods: Math.ceil(more(pods)),
          cpu: { requests: cores(cpu.requests), limits: cores(cpu.limits) },
          memory: {
            requests: mebibytes(memory.requests),
            limits: mebibytes(memory.limits),
          },
        },
      };
    },
  );
  const { system } = model;
  return {
    ...model,
    system: { ...system, spec: { ...system.spec, environments } },
  };
}
