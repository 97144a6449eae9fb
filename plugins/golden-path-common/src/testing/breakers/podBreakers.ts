/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  both,
  Breaker,
  inPlatform,
  inSection,
  inService,
  inSpec,
  Loose,
  pick,
  Random,
} from './change';

const DIGEST = `sha256:${'c'.repeat(64)}`;

const METRIC = {
  name: 'orders',
  title: 'Orders',
  promql: 'sum(rate(shop_orders_total[5m]))',
  unit: 'short',
  for: '15m',
};

const withMetric = (part: (random: Random) => object): Breaker =>
  inSpec((spec, random) => {
    spec.business = [{ ...METRIC, ...part(random) }];
  });

const withPermission = (part: (random: Random) => object): Breaker =>
  inSpec((spec, random) => {
    spec.rbac = [
      ...spec.rbac,
      {
        apiGroups: [''],
        resources: ['configmaps'],
        resourceNames: [],
        verbs: ['get'],
        ...part(random),
      },
    ];
  });

const withEgress = (hosts: (random: Random) => object[]): Breaker =>
  inSection('security', (security, random) => {
    security.egressHosts = hosts(random).map(host => ({
      port: 443,
      tls: true,
      ...host,
    }));
  });

const withSteps = (list: (random: Random) => object[]): Breaker =>
  inSection(
    'rollout',
    (rollout, random) => {
      rollout.strategy = 'rollouts';
      rollout.canary.steps = list(random);
    },
    'deployment',
  );

const scaled = (part: (random: Random) => object): Breaker =>
  inSpec((spec, random) => {
    delete spec.replicas;
    spec.scale = {
      min: 2,
      max: 5,
      cpu: 70,
      behavior: 'steady',
      ...part(random),
    };
  }, 'serving');

const inOverrides = (
  change: (overrides: Loose, random: Random) => void,
): Breaker =>
  inSection('alerts', ({ overrides }, random) => change(overrides, random));

/** Faults of the pods, of how they are replaced, and of what is watched. */
export const POD_BREAKERS: Record<string, Breaker> = {
  'GP-IMAGE-001': inSection('image', (image, random) => {
    image.tag = pick(['latest', '', '1.0 beta', 'a'.repeat(129)], random);
  }),
  'GP-IMAGE-002': inSection('image', (image, random) =>
    Object.assign(
      image,
      pick<object>(
        [
          { repository: 'Example.com/App' },
          { repository: 'app' },
          { digest: 'sha256:abc' },
        ],
        random,
      ),
    ),
  ),
  'GP-IMAGE-003': both(
    inSpec(spec => {
      delete spec.image.digest;
      spec.environments = {};
    }),
    inPlatform((spec, random) => {
      pick<Loose>(spec.environments, random).production = true;
    }),
  ),
  'GP-IMAGE-004': inService(({ spec }, { random, model }) => {
    spec.image.digest = DIGEST;
    const { name } = pick(model.system.spec.environments, random);
    spec.environments = { [name]: { image: { tag: '99.0.0' } } };
  }),
  'GP-HEALTH-001': inSection('health', health => {
    health.readiness = health.liveness;
  }),
  'GP-HEALTH-002': inSection('health', (health, random) => {
    health[pick(['startup', 'liveness', 'readiness'], random)] = pick(
      ['healthz', '/a b', ''],
      random,
    );
  }),
  'GP-HEALTH-003': inSection('health', health => {
    health.port = 'http-nowhere';
  }),
  'GP-HEALTH-004': inSpec(spec => {
    spec.ports = [
      ...spec.ports,
      { name: 'udp-extra', port: 7095, protocol: 'UDP', expose: 'mesh' },
    ];
    spec.health.port = 'udp-extra';
  }, 'serving'),
  'GP-HEALTH-005': inSection('health', (health, random) => {
    health.startupSeconds = pick([1, 0, 3601], random);
  }),
  'GP-METRICS-001': inSection('metrics', (metrics, random) => {
    metrics.interval = pick(['30s', '1s', '15', 'often'], random);
  }),
  'GP-SCALE-001': inSpec(spec => {
    spec.replicas = 3;
    spec.scale = { min: 3, max: 7, cpu: 70, behavior: 'steady' };
  }, 'serving'),
  'GP-SCALE-002': scaled(() => ({ min: 7, max: 3 })),
  'GP-SCALE-003': inSpec((spec, random) => {
    spec.tier = pick([1, 2], random);
    delete spec.scale;
    spec.replicas = pick([1, 0], random);
  }, 'serving'),
  'GP-SCALE-004': scaled(() => ({ min: 4, max: 4 })),
  'GP-SCALE-005': scaled(random =>
    pick<object>([{ cpu: 9 }, { cpu: 96 }, { memory: 100 }], random),
  ),
  'GP-RES-001': inSection('resources', (resources, random) => {
    resources[pick(['memory', 'ephemeral'], random)].limit = pick(
      ['400m', '512M', 'much'],
      random,
    );
  }),
  'GP-RES-002': inSection('resources', (resources, random) => {
    resources.cpu.limit = pick(['65', '9m', '1Gi', 'half'], random);
  }),
  'GP-RES-003': inSection('resources', resources => {
    resources.memory = { request: '1Gi', limit: '1023Mi' };
  }),
  'GP-QUOTA-001': inPlatform((spec, random) => {
    pick<Loose>(spec.environments, random).quota = {
      pods: 100000,
      cpu: { requests: '1m', limits: '100000' },
      memory: { requests: '100000Gi', limits: '100000Gi' },
    };
  }),
  'GP-SECRET-001': inSection('env', (env, random) => {
    env.DATABASE_ADDRESS = pick(
      ['postgresql://shop:hunter2@postgresql/shop', 'redis://:pw@redis'],
      random,
    );
  }),
  'GP-SECRET-002': inSection('env', (env, random) => {
    env[pick(['API_KEY', 'TOKEN', 'DB_PASSWORD'], random)] = 'a';
  }),
  'GP-SECRET-003': inSpec((spec, random) => {
    spec.secrets = pick(
      [
        [{ key: 'a/b', path: 'shop/a' }],
        [{ key: 'a', path: 'hunter2' }],
        [
          { key: 'a', path: 'shop/a' },
          { key: 'a', path: 'shop/b' },
        ],
      ],
      random,
    );
  }),
  'GP-ROLLOUT-001': inSection('rollout', (rollout, random) => {
    Object.assign(
      rollout,
      pick<object>([{ drainSeconds: -1 }, { graceSeconds: 4 }], random),
    );
  }),
  'GP-ROLLOUT-002': inSection(
    'rollout',
    (rollout, random) => {
      rollout.strategy = 'canary';
      rollout.canary.image = { tag: '99.0.0', digest: DIGEST };
      rollout.canary.weight = pick([0, 100, -1], random);
    },
    'deployment',
  ),
  'GP-ROLLOUT-004': withSteps(random =>
    pick<object[]>(
      [
        [],
        [{ weight: 50 }, { weight: 50 }],
        [{ weight: 0 }],
        [{ weight: 100 }],
      ],
      random,
    ),
  ),
  'GP-ROLLOUT-005': withSteps(random => [
    { weight: 10, pause: pick(['1d', '0s', '500ms', 'soon'], random) },
  ]),
  'GP-ROLLOUT-008': both(
    inSpec((spec, random) => {
      spec.rollout.strategy = pick(['canary', 'rollouts'], random);
    }, 'deployment'),
    inPlatform(spec => {
      spec.mesh.injection = false;
    }),
  ),
  'GP-ROLLOUT-009': inSpec((spec, random) => {
    spec.rollout.strategy = pick(['canary', 'rollouts'], random);
    spec.ports = spec.ports.map((port: object) => ({
      ...port,
      expose: 'none',
    }));
  }, 'deployment'),
  'GP-SLO-001': inSection('slo', (slo, random) => {
    slo.availability = pick([89.99, 100, 99.991], random);
  }),
  'GP-SLO-002': inSection('slo', (slo, random) => {
    slo.latency.seconds = pick([0, 1.1, 0.3, 11], random);
  }),
  'GP-SLO-003': inSection('slo', (slo, random) => {
    slo.windowDays = pick([6, 91, 0], random);
  }),
  'GP-ALERT-001': inOverrides((overrides, random) =>
    Object.assign(
      overrides,
      pick<object>(
        [
          {
            errors: {
              critical: { threshold: 0.05 },
              warning: { threshold: 0.05 },
            },
          },
          { down: { critical: { for: '1m' }, warning: { for: '2m' } } },
        ],
        random,
      ),
    ),
  ),
  'GP-ALERT-002': inOverrides((overrides, random) =>
    Object.assign(
      overrides,
      pick<object>(
        [
          { errors: { critical: { threshold: 5 }, warning: {} } },
          { latency: { critical: { threshold: 601 }, warning: {} } },
          { resources: { critical: {}, warning: { threshold: 0 } } },
          { errors: { critical: { for: '300' }, warning: {} } },
        ],
        random,
      ),
    ),
  ),
  'GP-ALERT-003': inOverrides(overrides => {
    overrides.errors = { critical: {}, warning: { for: '1s' } };
  }),
  'GP-BUSINESS-001': withMetric(random => ({
    name: pick(['Orders', 'orders-total', '9', '', 'a__b'], random),
  })),
  'GP-BUSINESS-002': withMetric(random => ({
    promql: pick(['', 'sum(', 'a[5m]', '"a"', 'a b', 'a{b=~"c}'], random),
  })),
  'GP-BUSINESS-003': withMetric(random =>
    pick<object>([{ alertAbove: 3, alertBelow: 3 }, { for: 'long' }], random),
  ),
  'GP-BUSINESS-004': withMetric(random =>
    pick<object>([{ title: ' ' }, { unit: '' }], random),
  ),
  'GP-SECURITY-001': inSection('security', (security, random) => {
    security.runAsUser = pick([0, 9999, 2147483648], random);
  }),
  'GP-SECURITY-002': inSection('security', (security, random) => {
    security.writablePaths = pick([['tmp'], ['/a', '/a/'], ['/a b']], random);
  }),
  'GP-EGRESS-001': withEgress(random => [
    pick<object>(
      [
        { host: '10.0.0.1' },
        { host: '*.example.com' },
        { host: 'a.example.com', port: 0 },
      ],
      random,
    ),
  ]),
  'GP-EGRESS-002': withEgress(() => [
    { host: 'a.example.com' },
    { host: 'a.example.com' },
  ]),
  'GP-EGRESS-003': withEgress(random => [
    { host: pick(['ledger', 'a.b.svc', 'a.b.svc.cluster.local'], random) },
  ]),
  'GP-RBAC-001': withPermission(random =>
    pick<object>(
      [{ verbs: ['*'] }, { resources: ['*'] }, { verbs: [] }],
      random,
    ),
  ),
  'GP-RBAC-002': withPermission(random =>
    pick<object>(
      [
        { resources: ['secrets'] },
        { resources: ['secrets'], resourceNames: ['a'], verbs: ['list'] },
      ],
      random,
    ),
  ),
  'GP-RBAC-003': withPermission(random =>
    pick<object>(
      [
        { verbs: ['escalate'] },
        { resources: ['pods/exec'], verbs: ['create'] },
        { resources: ['rolebindings'], verbs: ['create'] },
      ],
      random,
    ),
  ),
  'GP-RBAC-004': withPermission(random =>
    pick<object>(
      [
        { verbs: ['read'] },
        { resources: ['ConfigMap'] },
        { resourceNames: ['a'], verbs: ['create'] },
      ],
      random,
    ),
  ),
};
