/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeModel, makeService, NOW } from '../testing/builders';
import { RULE_INFOS, RULES, rulesPage } from './registry';
import { validateModel, validateService } from './validate';

type Runtime = Parameters<typeof makeService>[0] extends infer O
  ? NonNullable<O extends { runtime?: infer R } ? R : never>
  : never;

interface ServiceCase {
  bad: Array<[spec: Runtime, path: string]>;
  good: Runtime[];
}

const memory = { request: '260Mi', limit: '510Mi' };

const SERVICE_CASES: Record<string, ServiceCase> = {
  'GP-PORT-001': {
    bad: [
      [{ ports: [{ port: 80 }] }, 'spec.runtime.ports[0].port'],
      [{ ports: [{ port: 1023 }] }, 'spec.runtime.ports[0].port'],
      [{ ports: [{ port: 65536 }] }, 'spec.runtime.ports[0].port'],
      [{ ports: [{ port: 0 }] }, 'spec.runtime.ports[0].port'],
      [{ ports: [{ port: -1 }] }, 'spec.runtime.ports[0].port'],
      [
        { ports: [{ port: 7013, targetPort: 443 }] },
        'spec.runtime.ports[0].targetPort',
      ],
      [{ metrics: { port: 99 } }, 'spec.runtime.metrics.port'],
    ],
    good: [{ ports: [{ port: 1024 }] }, { ports: [{ port: 65535 }] }],
  },
  'GP-PORT-002': {
    bad: [
      [{ ports: [{ name: 'web', port: 7013 }] }, 'spec.runtime.ports[0].name'],
      [{ ports: [{ name: 'HTTP', port: 7013 }] }, 'spec.runtime.ports[0].name'],
      [
        { ports: [{ name: 'http-', port: 7013 }] },
        'spec.runtime.ports[0].name',
      ],
      [
        { ports: [{ name: 'http-abcdefghijk', port: 7013 }] },
        'spec.runtime.ports[0].name',
      ],
    ],
    good: [
      { ports: [{ name: 'grpc', port: 7013 }] },
      { ports: [{ name: 'http-abcdefghij', port: 7013 }] },
    ],
  },
  'GP-PORT-003': {
    bad: [
      [
        { ports: [{ port: 7013 }, { port: 7017 }] },
        'spec.runtime.ports[1].name',
      ],
      [
        {
          ports: [
            { port: 7013, targetPort: 8081 },
            { name: 'grpc', port: 7013, targetPort: 8083 },
          ],
        },
        'spec.runtime.ports[1].port',
      ],
    ],
    good: [{ ports: [{ port: 7013 }, { name: 'grpc', port: 7017 }] }],
  },
  'GP-PORT-004': {
    bad: [
      [{ ports: [{ port: 9090 }] }, 'spec.runtime.ports[0].port'],
      [
        {
          ports: [
            { port: 7013 },
            { name: 'grpc', port: 7017, targetPort: 7013 },
          ],
        },
        'spec.runtime.ports[1].targetPort',
      ],
    ],
    good: [{ ports: [{ port: 9090 }], metrics: { port: 9191 } }],
  },
  'GP-PORT-005': {
    bad: [
      [{ ports: [{ port: 15000 }] }, 'spec.runtime.ports[0].port'],
      [{ ports: [{ port: 15090 }] }, 'spec.runtime.ports[0].port'],
      [{ metrics: { port: 15020 } }, 'spec.runtime.metrics.port'],
    ],
    good: [{ ports: [{ port: 14999 }] }, { ports: [{ port: 15091 }] }],
  },
  'GP-SCALE-001': {
    bad: [
      [{ replicas: 3, scale: { min: 3, max: 7 } }, 'spec.runtime.replicas'],
    ],
    good: [{ replicas: 3 }, { scale: { min: 3, max: 7 } }],
  },
  'GP-SCALE-002': {
    bad: [[{ scale: { min: 7, max: 3 } }, 'spec.runtime.scale.min']],
    good: [{ scale: { min: 3, max: 7 } }],
  },
  'GP-SCALE-003': {
    bad: [
      [{ scale: { min: 1, max: 7 } }, 'spec.runtime.scale.min'],
      [{ tier: 1, replicas: 1 }, 'spec.runtime.replicas'],
      [{ tier: 3, replicas: 0 }, 'spec.runtime.replicas'],
    ],
    good: [{ tier: 3, replicas: 1 }, { scale: { min: 2, max: 7 } }],
  },
  'GP-SCALE-004': {
    bad: [[{ scale: { min: 3, max: 3 } }, 'spec.runtime.scale']],
    good: [{ scale: { min: 3, max: 4 } }],
  },
  'GP-SCALE-005': {
    bad: [
      [{ scale: { cpu: 9 } }, 'spec.runtime.scale.cpu'],
      [{ scale: { cpu: 96 } }, 'spec.runtime.scale.cpu'],
      [{ scale: { memory: 101 } }, 'spec.runtime.scale.memory'],
    ],
    good: [{ scale: { cpu: 10, memory: 95 } }],
  },
  'GP-RES-001': {
    bad: [
      [
        { resources: { memory: { ...memory, request: '400m' } } },
        'spec.runtime.resources.memory.request',
      ],
      [
        { resources: { memory: { ...memory, limit: '512M' } } },
        'spec.runtime.resources.memory.limit',
      ],
      [
        { resources: { memory, ephemeral: { request: 'some' } } },
        'spec.runtime.resources.ephemeral.request',
      ],
    ],
    good: [{ resources: { memory: { request: '1Gi', limit: '1.5Gi' } } }],
  },
  'GP-RES-002': {
    bad: [
      [
        { resources: { memory, cpu: { request: '9m' } } },
        'spec.runtime.resources.cpu.request',
      ],
      [
        { resources: { memory, cpu: { limit: '250' } } },
        'spec.runtime.resources.cpu.limit',
      ],
      [
        { resources: { memory, cpu: { request: '1Gi', limit: '2' } } },
        'spec.runtime.resources.cpu.request',
      ],
    ],
    good: [{ resources: { memory, cpu: { request: '10m', limit: '64' } } }],
  },
  'GP-RES-003': {
    bad: [
      [
        { resources: { memory: { request: '1Gi', limit: '1023Mi' } } },
        'spec.runtime.resources.memory',
      ],
      [
        { resources: { memory, cpu: { request: '0.7', limit: '500m' } } },
        'spec.runtime.resources.cpu',
      ],
    ],
    good: [{ resources: { memory: { request: '1Gi', limit: '1024Mi' } } }],
  },
  'GP-RES-004': {
    bad: [
      [
        { resources: { memory: { request: '256Mi', limit: '513Mi' } } },
        'spec.runtime.resources.memory',
      ],
    ],
    good: [{ resources: { memory: { request: '256Mi', limit: '512Mi' } } }],
  },
  'GP-IMAGE-001': {
    bad: [
      [{ image: { tag: 'latest' } }, 'spec.runtime.image.tag'],
      [{ image: { tag: '' } }, 'spec.runtime.image.tag'],
      [{ image: { tag: '1.0 beta' } }, 'spec.runtime.image.tag'],
    ],
    good: [{ image: { tag: 'v1.0.0-rc.1' } }],
  },
  'GP-IMAGE-002': {
    bad: [
      [
        { image: { tag: '1.3.0', repository: 'Example.com/App' } },
        'spec.runtime.image.repository',
      ],
      [
        { image: { tag: '1.3.0', digest: 'sha256:abc' } },
        'spec.runtime.image.digest',
      ],
    ],
    good: [
      { image: { tag: '1.3.0', repository: 'localhost:5000/team/my_app' } },
    ],
  },
  'GP-HEALTH-001': {
    bad: [
      [{ health: { readiness: '/healthz' } }, 'spec.runtime.health.readiness'],
    ],
    good: [{ health: { liveness: '/livez', readiness: '/healthz' } }],
  },
  'GP-HEALTH-002': {
    bad: [
      [{ health: { liveness: 'healthz' } }, 'spec.runtime.health.liveness'],
      [{ health: { startup: '/a b' } }, 'spec.runtime.health.startup'],
      [{ metrics: { path: '' } }, 'spec.runtime.metrics.path'],
    ],
    good: [{ health: { startup: '/startz?full=1' } }],
  },
  'GP-HEALTH-003': {
    bad: [[{ health: { port: 'grpc' } }, 'spec.runtime.health.port']],
    good: [{ health: { port: 'http' } }],
  },
  'GP-ROLLOUT-001': {
    bad: [
      [
        { rollout: { drainSeconds: 41, graceSeconds: 45 } },
        'spec.runtime.rollout.graceSeconds',
      ],
    ],
    good: [{ rollout: { drainSeconds: 40, graceSeconds: 45 } }],
  },
  'GP-SECURITY-001': {
    bad: [[{ security: { runAsUser: 0 } }, 'spec.runtime.security.runAsUser']],
    good: [{ security: { runAsUser: 10000 } }],
  },
  'GP-SECURITY-002': {
    bad: [
      [
        { security: { writablePaths: ['tmp'] } },
        'spec.runtime.security.writablePaths[0]',
      ],
      [
        { security: { writablePaths: ['/tmp', '/tmp'] } },
        'spec.runtime.security.writablePaths[1]',
      ],
    ],
    good: [{ security: { writablePaths: [] } }],
  },
  'GP-METRICS-001': {
    bad: [
      [{ metrics: { interval: '30s' } }, 'spec.runtime.metrics.interval'],
      [{ metrics: { interval: '15' } }, 'spec.runtime.metrics.interval'],
      [{ metrics: { interval: '1s' } }, 'spec.runtime.metrics.interval'],
    ],
    good: [{ metrics: { interval: '5s' } }, { metrics: { interval: '15s' } }],
  },
  'GP-ENV-001': {
    bad: [
      [{ env: { logLevel: 'INFO' } }, 'spec.runtime.env.logLevel'],
      [{ env: { 'A.B': '1' } }, 'spec.runtime.env["A.B"]'],
      [
        { dependencies: [{ ref: 'resource:redis', env: 'redis' }] },
        'spec.runtime.dependencies[0].env',
      ],
    ],
    good: [{ env: { LOG_LEVEL_2: 'INFO' } }],
  },
  'GP-SECRET-001': {
    bad: [
      [
        { env: { DATABASE_URL: 'postgresql://user:pass@postgresql:5432/db' } },
        'spec.runtime.env.DATABASE_URL',
      ],
      [{ env: { REDIS: 'redis://:pw@redis' } }, 'spec.runtime.env.REDIS'],
    ],
    good: [
      { env: { HOST: 'http://checkout:7013/a@b' } },
      { env: { PEER: 'amqp://rabbitmq:5672' } },
    ],
  },
  'GP-SECRET-002': {
    bad: [
      [{ env: { API_KEY: 'x' } }, 'spec.runtime.env.API_KEY'],
      [{ env: { GITHUB_TOKEN: 'x' } }, 'spec.runtime.env.GITHUB_TOKEN'],
      [{ env: { PASSWORD: 'x' } }, 'spec.runtime.env.PASSWORD'],
      [{ env: { JWT_SECRET: 'x' } }, 'spec.runtime.env.JWT_SECRET'],
    ],
    good: [{ env: { KEYBOARD: 'x', TOKEN_URL: 'https://a', MONKEY: 'x' } }],
  },
  'GP-SECRET-003': {
    bad: [
      [
        { secrets: [{ key: 'a/b', path: 'shop/a' }] },
        'spec.runtime.secrets[0].key',
      ],
      [
        {
          secrets: [
            { key: 'a', path: 'shop/a' },
            { key: 'a', path: 'shop/b' },
          ],
        },
        'spec.runtime.secrets[1].key',
      ],
      [
        { secrets: [{ key: 'a', path: 'hunter2' }] },
        'spec.runtime.secrets[0].path',
      ],
    ],
    good: [{ secrets: [{ key: 'card-key', path: 'shop/checkout/card-key' }] }],
  },
  'GP-DEP-001': {
    bad: [
      [
        { dependencies: [{ ref: 'redis' }] },
        'spec.runtime.dependencies[0].ref',
      ],
      [
        { dependencies: [{ ref: 'group:default/shop-team' }] },
        'spec.runtime.dependencies[0].ref',
      ],
      [
        {
          dependencies: [{ ref: 'resource:redis' }, { ref: 'Resource:redis' }],
        },
        'spec.runtime.dependencies[1].ref',
      ],
    ],
    good: [{ dependencies: [{ ref: 'resource:redis' }] }],
  },
  'GP-DEP-002': {
    bad: [
      [
        { dependencies: [{ ref: 'component:checkout' }] },
        'spec.runtime.dependencies[0].ref',
      ],
    ],
    good: [{ dependencies: [{ ref: 'component:elsewhere/checkout' }] }],
  },
  'GP-DEP-003': {
    bad: [
      [
        { dependencies: [{ ref: 'resource:redis', timeout: '3' }] },
        'spec.runtime.dependencies[0].timeout',
      ],
      [
        { dependencies: [{ ref: 'resource:redis', timeout: '0s' }] },
        'spec.runtime.dependencies[0].timeout',
      ],
    ],
    good: [{ dependencies: [{ ref: 'resource:redis', timeout: '300ms' }] }],
  },
  'GP-ALERT-001': {
    bad: [
      [
        { alerts: { overrides: { down: { warning: { for: '1m' } } } } },
        'spec.runtime.alerts.overrides.down',
      ],
      [
        { alerts: { overrides: { errors: { warning: { threshold: 0.05 } } } } },
        'spec.runtime.alerts.overrides.errors',
      ],
    ],
    good: [
      { alerts: { overrides: { errors: { warning: { threshold: 0.049 } } } } },
    ],
  },
  'GP-ALERT-002': {
    bad: [
      [
        { alerts: { overrides: { errors: { critical: { threshold: 5 } } } } },
        'spec.runtime.alerts.overrides.errors.critical.threshold',
      ],
      [
        { alerts: { overrides: { latency: { critical: { for: '300' } } } } },
        'spec.runtime.alerts.overrides.latency.critical.for',
      ],
    ],
    good: [
      { alerts: { overrides: { latency: { critical: { threshold: 5 } } } } },
    ],
  },
};

describe('service rules', () => {
  const rows = Object.entries(SERVICE_CASES);

  it.each(
    rows.flatMap(([id, { bad }]) =>
      bad.map(
        ([spec, path]) => [id, JSON.stringify(spec), path, spec] as const,
      ),
    ),
  )('%s finds %s at %s', (id, _, path, runtime) => {
    const findings = validateService(makeService({ runtime }), { now: NOW });
    const finding = findings.find(({ ruleId }) => ruleId === id);
    expect(finding).toMatchObject({
      entityRef: 'component:default/checkout',
      path,
      docs: `plugins/golden-path-common/RULES.md#${id.toLowerCase()}`,
    });
    expect(finding!.message).toContain(`'${path}'`);
    expect(finding!.fix).toMatch(/\.$/);
  });

  it.each(
    rows.flatMap(([id, { good }]) =>
      good.map(spec => [id, JSON.stringify(spec), spec] as const),
    ),
  )('%s is content with %s', (id, _, runtime) => {
    const findings = validateService(makeService({ runtime }), { now: NOW });
    expect(findings.filter(({ ruleId }) => ruleId === id)).toEqual([]);
  });

  it.each([
    ['GP-NAME-001', { name: '9lives' }],
    ['GP-NAME-001', { name: 'Check_Out' }],
    ['GP-NAME-001', { name: `a${'b'.repeat(50)}` }],
    ['GP-OWNER-001', { owner: 'user:default/guest' }],
    ['GP-OWNER-001', { owner: '' }],
  ])('%s finds %j', (id, options) => {
    const findings = validateService(makeService(options), { now: NOW });
    expect(findings.map(({ ruleId }) => ruleId)).toEqual([id]);
  });

  it('finds nothing in the least spec', () => {
    expect(validateService(makeService(), { now: NOW })).toEqual([]);
  });
});

describe('rules about several services', () => {
  const other = (name: string, runtime = {}) =>
    makeService({ name, runtime: { ports: [{ port: 7017 }], ...runtime } });

  const findings = (...services: Parameters<typeof makeModel>[0]) =>
    validateModel(makeModel(services), { now: NOW }).map(
      ({ ruleId, entityRef, path, related }) => ({
        ruleId,
        entityRef,
        path,
        related,
      }),
    );

  it('are content with services that fit together', () => {
    expect(
      findings(
        makeService({
          runtime: {
            dependencies: [
              { ref: 'component:ledger', port: 7017 },
              { ref: 'resource:redis' },
            ],
          },
        }),
        other('ledger'),
      ),
    ).toEqual([]);
  });

  it('GP-PORT-006 tells the later of two services on one port', () => {
    expect(
      findings(makeService(), other('ledger', { ports: [{ port: 7013 }] })),
    ).toEqual([
      {
        ruleId: 'GP-PORT-006',
        entityRef: 'component:default/ledger',
        path: 'spec.runtime.ports[0].port',
        related: ['component:default/checkout'],
      },
    ]);
  });

  it.each([
    [
      'GP-PORT-007',
      'a port outside the pool',
      makeService({ runtime: { ports: [{ port: 8013 }] } }),
      'spec.runtime.ports[0].port',
    ],
    [
      'GP-OWNER-002',
      'an owner that is not in the catalog',
      makeService({ owner: 'group:default/nobody' }),
      'spec.owner',
    ],
    [
      'GP-DEP-004',
      'a dependency that is not in the catalog',
      makeService({
        runtime: { dependencies: [{ ref: 'component:nowhere' }] },
      }),
      'spec.runtime.dependencies[0].ref',
    ],
    [
      'GP-DEP-005',
      'a port that the dependency does not offer',
      makeService({
        runtime: { dependencies: [{ ref: 'resource:redis', port: 6380 }] },
      }),
      'spec.runtime.dependencies[0].port',
    ],
  ])('%s finds %s', (ruleId, _, service, path) => {
    expect(findings(service)).toEqual([
      expect.objectContaining({ ruleId, path }),
    ]);
  });

  it('GP-NAME-002 finds two services of one name in different namespaces', () => {
    const twin = {
      ...other('checkout'),
      entityRef: 'component:elsewhere/checkout',
    };
    expect(findings(makeService(), twin)).toEqual([
      expect.objectContaining({
        ruleId: 'GP-NAME-002',
        entityRef: 'component:elsewhere/checkout',
      }),
    ]);
  });

  it('GP-DEP-006 reports a circle once', () => {
    expect(
      findings(
        makeService({
          runtime: { dependencies: [{ ref: 'component:ledger' }] },
        }),
        other('ledger', { dependencies: [{ ref: 'component:pricing' }] }),
        other('pricing', {
          ports: [{ port: 7019 }],
          dependencies: [{ ref: 'component:checkout' }],
        }),
        other('reader', {
          ports: [{ port: 7023 }],
          dependencies: [{ ref: 'component:checkout' }],
        }),
      ),
    ).toEqual([
      {
        ruleId: 'GP-DEP-006',
        entityRef: 'component:default/checkout',
        path: 'spec.runtime.dependencies',
        related: ['component:default/ledger', 'component:default/pricing'],
      },
    ]);
  });

  it.each([
    ['namespace', { namespace: 'Shop_Platform' }],
    ['portPool', { portPool: { from: 7099, to: 7000 } }],
    ['delivery.project', { delivery: { repository: 'x', project: 'default' } }],
    ['links.runbook', { links: { runbook: 'wiki', dashboard: 'https://a' } }],
  ])('GP-SYSTEM-002 finds a platform with a wrong %s', (field, platform) => {
    expect(validateModel(makeModel([], platform), { now: NOW })).toEqual([
      expect.objectContaining({
        ruleId: 'GP-SYSTEM-002',
        path: `spec.platform.${field}`,
      }),
    ]);
  });
});

describe('RULES', () => {
  it('have one id each', () => {
    const ids = RULE_INFOS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every(id => /^GP-[A-Z]+-\d{3}$/.test(id))).toBe(true);
  });

  it('all have a case in this file or among the rules about several services', () => {
    const service = RULES.filter(({ scope }) => scope === 'service').map(
      ({ id }) => id,
    );
    const tabled = [
      ...Object.keys(SERVICE_CASES),
      'GP-NAME-001',
      'GP-OWNER-001',
    ];
    expect([...service].sort()).toEqual([...tabled].sort());
  });

  it('are explained on the page that findings lead to', () => {
    for (const { id } of RULE_INFOS) {
      expect(rulesPage()).toContain(`## ${id}\n`);
    }
  });
});
