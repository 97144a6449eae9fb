/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  ANOTHER,
  Breaker,
  inPlatform,
  both,
  inSection,
  inService,
  inSpec,
  Loose,
  oneOf,
  pick,
  Random,
  withNeighbour,
} from './change';

const port = (part: object) => ({
  name: 'tcp-extra',
  port: 7095,
  protocol: 'TCP',
  expose: 'mesh',
  ...part,
});

const addPort = (part: (random: Random, spec: Loose) => object): Breaker =>
  inSpec((spec, random) => {
    spec.ports = [...spec.ports, port(part(random, spec))];
  }, 'serving');

const atGateway = (spec: Loose) => {
  spec.ports = [port({ name: 'http', expose: 'gateway' })];
  delete spec.health.port;
  spec.traffic.gateway = { hosts: ['same.example.com'], pathPrefix: '/' };
  spec.environments = {};
};

const addDependency = (
  part: (random: Random, spec: Loose) => object,
): Breaker =>
  inSpec((spec, random) => {
    spec.dependencies = [
      ...spec.dependencies,
      { ref: 'resource:default/redis', critical: true, ...part(random, spec) },
    ];
  }, 'serving');

const callsAnother =
  (part: object = {}) =>
  (spec: Loose) => {
    spec.dependencies = [
      { ref: `component:default/${ANOTHER}`, critical: true, ...part },
    ];
  };

const cronjob = (part: object) => (spec: Loose) => {
  spec.workload = {
    ...spec.workload,
    kind: 'cronjob',
    schedule: '1 2 3 4 5',
    ...part,
  };
};

/** Faults of what a service answers on and calls, and of how it is reached. */
export const NETWORK_BREAKERS: Record<string, Breaker> = {
  'GP-PORT-001': inSection('metrics', (metrics, random) => {
    metrics.port = pick([0, -1, 80, 1023, 65536], random);
  }),
  'GP-PORT-002': addPort(random => ({
    name: pick(['web', 'HTTP', 'tcp-', 'http-abcdefghijk', ''], random),
  })),
  'GP-PORT-003': addPort((random, { ports: [first] }) =>
    random() < 0.5 ? { name: first.name } : { port: first.port },
  ),
  'GP-PORT-004': addPort((random, { ports: [first], metrics }) => ({
    targetPort: pick([metrics.port, first.targetPort ?? first.port], random),
  })),
  'GP-PORT-005': inSection('metrics', (metrics, random) => {
    metrics.port = pick([15000, 15020, 15090], random);
  }),
  'GP-PORT-006': withNeighbour(
    ({ spec }) => ({ ports: [{ port: spec.ports[0].port }] }),
    undefined,
    'serving',
  ),
  'GP-PORT-008': inSpec(spec => {
    spec.ports = [];
  }, 'serving'),
  'GP-PORT-009': addPort(random =>
    pick<object>([{ protocol: 'UDP' }, { name: 'udp-extra' }], random),
  ),
  'GP-PORT-010': addPort(random => ({
    appProtocol: pick(['rest', 'http', 'HTTP2'], random),
  })),
  'GP-PORT-011': addPort(random => ({
    api: pick(['nowhere-api', 'api:a/b/c', 'component:default/y:z'], random),
  })),
  'GP-DEP-001': addDependency((random, { dependencies }) => ({
    ref: pick(
      ['redis', 'group:default/shop-team', 'component:'].concat(
        dependencies.map(({ ref }: Loose) => ref),
      ),
      random,
    ),
  })),
  'GP-DEP-002': inService(({ entityRef, spec }) => {
    spec.dependencies.push({ ref: entityRef, critical: true });
  }),
  'GP-DEP-003': addDependency(random => ({
    timeout: pick(['3', '0s', 'soon', '1.5s'], random),
  })),
  'GP-DEP-004': addDependency(random => ({
    ref: pick(['component:nowhere', 'resource:no/where', 'api:no-api'], random),
  })),
  'GP-DEP-005': addDependency(random => ({
    port: pick([6380, 1, 65535], random),
  })),
  'GP-DEP-007': addDependency((random, { traffic }) => ({
    timeout: pick([traffic.timeout, '1h'], random),
  })),
  'GP-DEP-008': oneOf(
    withNeighbour(
      () => ({
        ports: [
          { port: 7090 },
          { name: 'http-admin', port: 7091, expose: 'none' },
        ],
      }),
      callsAnother({ port: 7091 }),
    ),
    withNeighbour(
      () => ({ ports: [{ port: 7090, expose: 'none' }] }),
      callsAnother(),
    ),
  ),
  'GP-DEP-009': withNeighbour(
    () => ({ ports: [], workload: { kind: 'job' } }),
    callsAnother(),
  ),
  'GP-ENV-001': inSection('env', (env, random) => {
    env[pick(['logLevel', 'A.B', '1A', '', 'A-B', 'Ä'], random)] = 'a';
  }),
  'GP-ENV-002': inSpec(spec => {
    spec.dependencies = [
      { ref: 'resource:default/redis', env: 'STORE', critical: true },
      { ref: 'resource:default/postgresql', env: 'STORE', critical: true },
    ];
  }),
  'GP-TRAFFIC-001': inSection('traffic', (traffic, random) =>
    pick<() => void>(
      [
        () =>
          Object.assign(traffic, { timeout: pick(['5', '0s', '1d'], random) }),
        () => Object.assign(traffic.retries, { perTry: '3sec' }),
        () => Object.assign(traffic.circuitBreaker, { interval: '-1s' }),
        () => Object.assign(traffic.circuitBreaker, { ejection: '' }),
        () => Object.assign(traffic.circuitBreaker, { connectTimeout: '1e3s' }),
      ],
      random,
    )(),
  ),
  'GP-TRAFFIC-002': inSection('traffic', traffic => {
    Object.assign(traffic, { timeout: '1s' });
    Object.assign(traffic.retries, { attempts: 2, perTry: '900ms' });
  }),
  'GP-TRAFFIC-003': inSection('traffic', (traffic, random) => {
    traffic.retries.attempts = 1;
    traffic.retries.on = pick(
      [['timeout'], [], ['reset', 'reset'], ['200'], ['5XX']],
      random,
    );
  }),
  'GP-TRAFFIC-005': inSection('traffic', (traffic, random) =>
    pick<() => void>(
      [
        () => Object.assign(traffic.retries, { attempts: -1 }),
        () => Object.assign(traffic.circuitBreaker, { maxConnections: 0 }),
        () =>
          Object.assign(traffic.circuitBreaker, { maxEjectionPercent: 101 }),
        () => Object.assign(traffic.circuitBreaker, { minHealthPercent: -1 }),
        () => Object.assign(traffic, { rateLimit: { rps: 0, scope: 'pod' } }),
      ],
      random,
    )(),
  ),
  'GP-TRAFFIC-006': inSection('traffic', traffic => {
    traffic.rateLimit = { rps: 50, burst: 49, scope: 'pod', failOpen: true };
  }),
  'GP-GATEWAY-001': inSection('traffic', (traffic, random) =>
    Object.assign(
      traffic.gateway,
      pick<object>(
        [
          { hosts: ['https://a.example.com'] },
          { hosts: ['localhost'] },
          { hosts: ['a.example.com', 'a.example.com'] },
          { pathPrefix: 'api' },
          { pathPrefix: '/a b' },
        ],
        random,
      ),
    ),
  ),
  'GP-GATEWAY-002': addPort(() => ({ expose: 'gateway' })),
  'GP-GATEWAY-004': both(
    inSpec(spec => {
      atGateway(spec);
      spec.traffic.gateway.hosts = [];
    }, 'serving'),
    inPlatform(spec => {
      spec.gateway.hosts = [];
      for (const environment of spec.environments) {
        delete environment.hosts;
      }
    }),
  ),
  'GP-GATEWAY-005': withNeighbour(
    () => ({
      ports: [{ port: 7090, expose: 'gateway' }],
      traffic: { gateway: { hosts: ['same.example.com'] } },
    }),
    atGateway,
    'serving',
  ),
  'GP-WORKLOAD-001': inSpec((spec, random) =>
    cronjob({
      schedule: pick(
        [
          undefined,
          '60 * * * *',
          '* * * *',
          '@daily',
          '* * * * 7',
          '5-3 * * * *',
        ],
        random,
      ),
    })(spec),
  ),
  'GP-WORKLOAD-002': inSection('workload', (workload, random) => {
    workload.timeZone = pick(['CEST', 'Local', '', 'europe/berlin'], random);
  }),
  'GP-WORKLOAD-003': inSpec(
    (spec, random) =>
      Object.assign(
        spec,
        pick<object>(
          [
            { ports: [port({})] },
            { replicas: 3 },
            { scale: { min: 2, max: 5, cpu: 70, behavior: 'steady' } },
            { rollout: { ...spec.rollout, strategy: 'canary' } },
          ],
          random,
        ),
      ),
    'job',
  ),
  'GP-WORKLOAD-004': inSection(
    'workload',
    workload => {
      workload.storage = { size: '7Gi', path: '/data' };
    },
    'deployment',
  ),
  'GP-WORKLOAD-005': inSpec((spec, random) => {
    spec.workload = { ...spec.workload, kind: 'statefulset' };
    spec.rollout.strategy = pick(['canary', 'rollouts'], random);
  }, 'deployment'),
  'GP-WORKLOAD-006': inSection('workload', (workload, random) =>
    Object.assign(
      workload,
      pick<object>(
        [
          { deadlineSeconds: 0 },
          { deadlineSeconds: 604801 },
          { backoffLimit: -1 },
        ],
        random,
      ),
    ),
  ),
};
