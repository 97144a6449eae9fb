/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import fc from './fc';
import { alerts, business, slo } from './monitoring';
import {
  rbac,
  resources,
  run,
  scale,
  schedule,
  secrets,
  security,
  storage,
  variables,
} from './parts';
import { compact, maybe, nastyText, nastyTitle, release, whole } from './texts';
import { meshDuration, rateLimit, traffic, TrafficDraft } from './traffic';

/** What the platform around a service allows. */
export interface Surroundings {
  /** Names of environments. */
  environments: readonly string[];
  /** Whether images need digests. */
  production: boolean;
  /** Whether there are proxies that share requests out. */
  mesh: boolean;
}

/** A port before it has a number. */
export interface PortDraft {
  name: string;
  protocol?: string;
  expose?: string;
  appProtocol?: string;
  hasTarget: boolean;
}

/** A service before it has a name, ports and neighbours. */
export interface ServiceDraft {
  title: string;
  description?: string;
  tier: number;
  ports: PortDraft[];
  hasApi: boolean;
  /** Of each dependency: how far away it is, and what is said about it. */
  dependencies: DependencyDraft[];
  /** Most that a dependency may take, in milliseconds; a job waits for ever. */
  patienceMilliseconds?: number;
  gatewayPath: string;
  ownsHost: boolean;
  /** `spec.runtime` without ports and dependencies. */
  runtime: Record<string, unknown>;
}

export interface DependencyDraft {
  /** Which of all that can be depended on, modulo their number. */
  target: number;
  namesPort: boolean;
  /** Share of the patience that the timeout is, in percent. */
  timeoutPercent?: number;
  critical?: boolean;
}

const PORTS: readonly PortDraft[] = [
  { name: 'http', hasTarget: false },
  { name: 'grpc', hasTarget: true },
  { name: 'tcp-wire', hasTarget: false, appProtocol: 'redis' },
  { name: 'http-admin', hasTarget: true, appProtocol: 'http2' },
  { name: 'udp-log', protocol: 'UDP', hasTarget: false },
];

/** Ports of a service that serves; the first one can be probed. */
const ports = (): fc.Arbitrary<PortDraft[]> =>
  fc
    .record({
      chosen: fc.shuffledSubarray([...PORTS], { minLength: 1, maxLength: 3 }),
      exposes: fc.array(fc.constantFrom('none', 'mesh', 'gateway', undefined), {
        minLength: 3,
        maxLength: 3,
      }),
    })
    .map(({ chosen, exposes }) => {
      const sorted = [
        ...chosen.filter(({ protocol }) => protocol !== 'UDP'),
        ...chosen.filter(({ protocol }) => protocol === 'UDP'),
      ];
      const list =
        sorted[0].protocol === 'UDP' ? [PORTS[0], ...sorted] : sorted;
      let isOpen = false;
      return list.map((port, index): PortDraft => {
        const expose = exposes[index % exposes.length];
        const mayOpen = !isOpen && /^(http|grpc)/.test(port.name);
        isOpen ||= expose === 'gateway' && mayOpen;
        return {
          ...port,
          expose: expose === 'gateway' && !mayOpen ? 'mesh' : expose,
        };
      });
    });

const dependency = (): fc.Arbitrary<DependencyDraft> =>
  fc.record({
    target: whole(0, 99),
    namesPort: fc.boolean(),
    timeoutPercent: maybe(whole(1, 99)),
    critical: maybe(fc.boolean()),
  });

const steps = () =>
  fc.uniqueArray(whole(1, 99), { minLength: 1, maxLength: 4 }).chain(weights =>
    fc
      .array(maybe(fc.constantFrom('30s', '5m', '1h')), {
        minLength: weights.length,
        maxLength: weights.length,
      })
      .map(pauses =>
        [...weights]
          .sort((a, b) => a - b)
          .map((weight, index) => compact({ weight, pause: pauses[index] })),
      ),
  );

const health = (probed: readonly PortDraft[]) =>
  fc
    .record({
      startup: maybe(fc.constantFrom('/startz', '/startz?full=1')),
      liveness: maybe(fc.constantFrom('/livez', '/health/live')),
      readiness: maybe(fc.constantFrom('/ready', '/health/ready')),
      port: maybe(
        fc.constantFrom(
          ...probed
            .filter(({ protocol }) => protocol !== 'UDP')
            .map(({ name }) => name),
        ),
      ),
      startupSeconds: maybe(whole(2, 240)),
    })
    .map(compact);

const metrics = () =>
  fc
    .record({
      port: maybe(fc.constantFrom(9191, 8081, 65535)),
      path: maybe(fc.constantFrom('/actuator/prometheus', '/m?format=text')),
      interval: maybe(whole(5, 15).map(seconds => `${seconds}s`)),
    })
    .map(compact);

/** What all workloads have in common. */
const common = ({ production }: Surroundings) =>
  fc.record({
    title: nastyTitle(),
    description: maybe(nastyText()),
    language: maybe(fc.constantFrom('go', 'node', 'python', 'java', 'other')),
    image: release(production),
    repository: maybe(
      fc.constantFrom('localhost:5000/team/my_app', 'ghcr.io/a/b-c/d'),
    ),
    resources: resources(),
    env: maybe(variables()),
    secrets: maybe(secrets()),
    slo: maybe(slo()),
    alerts: maybe(alerts()),
    business: maybe(business()),
    security: maybe(security()),
    rbac: maybe(rbac()),
    dependencies: fc.array(dependency(), { maxLength: 4 }),
  });

/** What environments say otherwise, none of which breaks what the base says. */
const overrides = (
  { environments }: Surroundings,
  leastReplicas: number,
): fc.Arbitrary<Record<string, object>> =>
  fc
    .tuple(
      ...environments.map(() =>
        maybe(
          fc
            .record({
              scale: scale(leastReplicas),
              image: maybe(release(true)),
              resources: maybe(resources()),
              env: maybe(variables()),
              secrets: maybe(secrets()),
              slo: maybe(slo()),
              startupSeconds: maybe(whole(2, 240)),
              rateLimit: maybe(rateLimit()),
            })
            .map(
              ({ scale: range, startupSeconds, rateLimit: limit, ...rest }) =>
                compact({
                  ...rest,
                  ...range,
                  health: startupSeconds && { startupSeconds },
                  // Merged over a limit of the base, whose burst would stay.
                  traffic: limit && {
                    rateLimit: { burst: limit.rps, ...limit },
                  },
                }),
            ),
        ),
      ),
    )
    .map(
      parts =>
        compact(
          Object.fromEntries(
            environments.map((name, index) => [name, parts[index]]),
          ),
        ) as Record<string, object>,
    );

/** A Deployment or a StatefulSet, in any strategy. */
const serving = (around: Surroundings): fc.Arbitrary<ServiceDraft> =>
  fc
    .record({
      tier: fc.constantFrom(1, 2, 3),
      ports: ports(),
      isStateful: fc.nat({ max: 5 }).map(value => value === 0),
      strategy: fc.constantFrom('rolling', 'canary', 'canary', 'rollouts'),
    })
    .chain(shape =>
      fc
        .record({
          common: common(around),
          health: maybe(health(shape.ports)),
          metrics: maybe(metrics()),
          scale: scale(shape.tier === 3 ? 1 : 2),
          traffic: traffic(),
          storage: maybe(storage()),
          canary: fc
            .record({
              weight: maybe(whole(1, 99)),
              image: maybe(release(around.production)),
              steps: maybe(steps()),
            })
            .map(compact),
          hasApi: fc.boolean(),
          gatewayPath: fc.constantFrom('/', '/api', '/y/'),
          ownsHost: fc.boolean(),
          overrides: overrides(around, shape.tier === 3 ? 1 : 2),
        })
        .map(parts => assembleServing(around, shape, parts)),
    );

interface Shape {
  tier: number;
  ports: PortDraft[];
  isStateful: boolean;
  strategy: string;
}

type Common = ReturnType<typeof common> extends fc.Arbitrary<infer T>
  ? T
  : never;

interface ServingParts {
  common: Common;
  health?: object;
  metrics?: object;
  scale: object;
  traffic: TrafficDraft;
  storage?: object;
  canary: Record<string, unknown>;
  hasApi: boolean;
  gatewayPath: string;
  ownsHost: boolean;
  overrides: Record<string, object>;
}

function assembleServing(
  { mesh }: Surroundings,
  { tier, ports: drafts, isStateful, strategy }: Shape,
  parts: ServingParts,
): ServiceDraft {
  const isCallable = drafts.some(
    ({ expose, protocol }) => expose !== 'none' && protocol !== 'UDP',
  );
  const isShared = mesh && isCallable && !isStateful;
  const chosen = isShared ? strategy : 'rolling';
  const { image, steps: list, ...canary } = parts.canary;
  const { drainSeconds, graceSeconds } = parts.traffic;
  return {
    ...identity(parts.common),
    tier,
    ports: drafts,
    hasApi: parts.hasApi && isCallable,
    patienceMilliseconds: parts.traffic.timeoutMilliseconds,
    gatewayPath: parts.gatewayPath,
    ownsHost: parts.ownsHost,
    runtime: compact({
      ...runtimeOf(parts.common),
      health: parts.health,
      metrics: parts.metrics,
      ...parts.scale,
      traffic: parts.traffic.traffic,
      workload: isStateful
        ? compact({ kind: 'statefulset', storage: parts.storage })
        : undefined,
      rollout: {
        strategy: chosen,
        drainSeconds,
        graceSeconds,
        canary: compact({
          ...canary,
          image: chosen === 'canary' ? image : undefined,
          steps: list,
        }),
      },
      environments: parts.overrides,
    }),
  };
}

/** A CronJob or a Job. */
const running = (around: Surroundings): fc.Arbitrary<ServiceDraft> =>
  fc
    .record({
      common: common(around),
      run: run(),
      schedule: maybe(schedule()),
      tier: fc.constantFrom(1, 2, 3),
    })
    .map(({ common: parts, run: task, schedule: text, tier }) => ({
      ...identity(parts),
      tier,
      ports: [],
      hasApi: false,
      gatewayPath: '/',
      ownsHost: false,
      runtime: {
        ...runtimeOf(parts),
        workload: compact({
          kind: text === undefined ? 'job' : 'cronjob',
          schedule: text,
          ...task,
        }),
      },
    }));

function identity({ title, description, dependencies }: Common) {
  return { title, description, dependencies };
}

function runtimeOf({
  title: _title,
  description: _description,
  dependencies: _dependencies,
  image,
  repository,
  ...rest
}: Common): Record<string, unknown> {
  return compact({ ...rest, image: compact({ ...image, repository }) });
}

/** A service that fits into its surroundings. */
export const serviceDraft = (
  around: Surroundings,
): fc.Arbitrary<ServiceDraft> =>
  fc.oneof(
    { weight: 5, arbitrary: serving(around) },
    { weight: 1, arbitrary: running(around) },
  );

/** A timeout shorter than the service's own. */
export function timeoutOf(
  { timeoutPercent }: DependencyDraft,
  patienceMilliseconds: number | undefined,
): string | undefined {
  if (timeoutPercent === undefined) {
    return undefined;
  }
  const milliseconds = Math.floor(
    ((patienceMilliseconds ?? 60_000) * timeoutPercent) / 100,
  );
  return meshDuration(Math.max(1, milliseconds));
}
