/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PlatformModel } from '../model/types';
import {
  renderContextOf,
  renderServiceManifests,
} from '../render/renderPlatform';
import { Manifest } from '../render/types';
import { serviceSpecSchema } from '../spec/serviceSpec';
import { resolveModel } from '../spec/resolveEnvironment';
import { makeModel, makeService } from '../testing/builders';
import { randomModels } from '../testing/randomSpec';
import { importObjects } from './objects';

/*
 * What a spec renders, imported again, is that spec. Fields that leave no trace
 * in any object can't come back; a case that has one says so.
 */

type Runtime = Record<string, unknown>;

const CASES: Array<[name: string, runtime: Runtime, back?: Runtime]> = [
  ['the least that a spec may say', {}],
  [
    'ports of every kind',
    {
      ports: [
        { port: 7013, targetPort: 17013, expose: 'gateway' },
        { name: 'grpc-admin', port: 7017, appProtocol: 'http2' },
        { name: 'tcp-wire', port: 7019 },
      ],
    },
  ],
  [
    'a private port',
    { ports: [{ port: 7013 }, { name: 'tcp', port: 7017, expose: 'none' }] },
  ],
  [
    'an image from elsewhere',
    {
      image: {
        repository: 'registry.example.org:5000/vendor/gatehouse',
        tag: '19',
        digest: `sha256:${'3'.repeat(64)}`,
      },
    },
  ],
  [
    'metrics elsewhere',
    { metrics: { port: 9191, path: '/prometheus', interval: '30s' } },
  ],
  [
    'probes',
    {
      health: {
        startup: '/starting',
        liveness: '/live',
        readiness: '/ready',
        startupSeconds: 46,
      },
    },
  ],
  [
    'a probe on another port',
    {
      ports: [{ port: 7013 }, { name: 'http-admin', port: 7017 }],
      health: { port: 'http-admin' },
    },
  ],
  [
    'an autoscaler',
    { scale: { min: 3, max: 17, cpu: 61, memory: 83, behavior: 'spiky' } },
  ],
  ['a fixed number of pods', { replicas: 7 }],
  [
    'resources',
    {
      resources: {
        cpu: { request: '110m', limit: '1' },
        memory: { request: '1100Mi', limit: '3Gi' },
        ephemeral: { request: '70Mi', limit: '90Mi' },
      },
    },
  ],
  [
    'variables and secrets',
    {
      language: 'node',
      env: { CURRENCY: 'EUR', OPENS_AT: '1:30', WITH_QUOTES: '"a"' },
      secrets: [
        { key: 'card-key', path: 'shop/checkout/card-key' },
        { key: 'jwt', path: 'shop/jwt' },
      ],
    },
  ],
  [
    'dependencies',
    {
      language: 'go',
      // In the order of their variables, which is all that is left of it.
      dependencies: [
        { ref: 'resource:default/redis', env: 'CACHE_URL' },
        { ref: 'component:default/ledger', port: 7031 },
      ],
    },
  ],
  ['tier 1', { tier: 1 }],
  ['tier 3', { tier: 3 }],
  [
    'traffic',
    {
      traffic: {
        timeout: '17s',
        retries: { attempts: 3, perTry: '4s', on: ['5xx', 'reset'] },
        circuitBreaker: {
          maxConnections: 37,
          connectTimeout: '3s',
          maxPendingRequests: 41,
          maxRequests: 43,
          maxRetries: 7,
          consecutive5xx: 11,
          consecutiveGatewayErrors: 13,
          interval: '19s',
          ejection: '23s',
          maxEjectionPercent: 29,
          minHealthPercent: 31,
        },
      },
    },
  ],
  [
    'retries of every request',
    { traffic: { retries: { idempotentOnly: false } } },
  ],
  ['no retries', { traffic: { retries: { attempts: 0 } } }],
  ['a rate limit a pod', { traffic: { rateLimit: { rps: 17, burst: 23 } } }],
  [
    'a way in through the gateway',
    {
      ports: [{ port: 7013, expose: 'gateway' }],
      traffic: { gateway: { hosts: ['shop.example.com'], pathPrefix: '/pay' } },
    },
  ],
  [
    'a canary',
    {
      rollout: {
        strategy: 'canary',
        canary: { weight: 13, image: { tag: '1.4.0' } },
        drainSeconds: 7,
        graceSeconds: 53,
      },
    },
  ],
  [
    'steps of a rollout',
    {
      rollout: {
        strategy: 'rollouts',
        canary: {
          steps: [
            { weight: 7, pause: '3m' },
            { weight: 37, pause: '11m' },
          ],
        },
      },
    },
  ],
  [
    'objectives',
    { slo: { availability: 99.7, latency: { seconds: 0.5, objective: 97 } } },
  ],
  [
    'alerts of its own',
    {
      alerts: {
        overrides: {
          down: { critical: { for: '3m' } },
          errors: { critical: { threshold: 0.13, for: '7m' } },
          latency: { warning: { threshold: 1.7 } },
          resources: { warning: { threshold: 0.73, for: '13m' } },
        },
      },
    },
  ],
  [
    'business metrics',
    {
      business: [
        {
          name: 'rows_processed',
          title: 'Rows read',
          promql: 'sum(rate(rows_total[5m]))',
          alertBelow: 3,
          for: '17m',
        },
      ],
    },
  ],
  [
    'what the process may do',
    {
      security: {
        runAsUser: 20011,
        writablePaths: ['/tmp', '/var/cache/checkout'],
        egressHosts: [{ host: 'pay.example.org', port: 8443 }],
      },
      rbac: [
        {
          apiGroups: [''],
          resources: ['configmaps'],
          resourceNames: ['rates'],
          verbs: ['get', 'watch'],
        },
      ],
    },
  ],
  [
    'a StatefulSet with storage',
    {
      workload: {
        kind: 'statefulset',
        storage: { size: '7Gi', path: '/var/lib/db', className: 'fast' },
      },
      replicas: 3,
    },
  ],
  [
    'a CronJob',
    {
      ports: [],
      workload: {
        kind: 'cronjob',
        schedule: '15 3 * * *',
        timeZone: 'Europe/Berlin',
        concurrency: 'Replace',
        deadlineSeconds: 730,
        backoffLimit: 5,
        command: ['/bin/report'],
        args: ['--all', '--now'],
      },
    },
  ],
  ['a Job', { ports: [], workload: { kind: 'job', backoffLimit: 1 } }],
];

function modelWith(runtime: Runtime): PlatformModel {
  return makeModel(
    [
      makeService({ runtime }),
      makeService({
        name: 'ledger',
        runtime: { ports: [{ port: 7029 }, { name: 'grpc', port: 7031 }] },
      }),
      makeService({
        name: 'storefront',
        runtime: {
          ports: [{ port: 7037 }],
          dependencies: [{ ref: 'component:checkout' }],
        },
      }),
    ],
    { env: { LOG_LEVEL: 'INFO' } },
  );
}

function objectsOf(model: PlatformModel): Manifest[] {
  return renderServiceManifests(
    renderContextOf(model, { environment: 'stage', service: 'checkout' }),
  );
}

/** Without what is different for every spec, and what names a file. */
function withoutProvenance(objects: readonly Manifest[]): string {
  return JSON.stringify(objects).replace(
    /"runtime\.openpolicy\.io\/[^"]+":"[^"]*",?/g,
    '',
  );
}

/** The platform before the service came to it. */
function before(model: PlatformModel): PlatformModel {
  return {
    ...model,
    services: model.services.filter(({ name }) => name !== 'checkout'),
  };
}

/**
 * Of random platforms, the services whose objects say all of their spec: a patch
 * is no field, and without a mesh nothing knows the names of hosts outside.
 */
const RANDOM = randomModels(5, 20261123).flatMap((model, index) => {
  const environment = model.system.spec.environments[0].name;
  return resolveModel(model, environment)
    .services.filter(
      ({ spec }) =>
        spec.patches.length === 0 &&
        (model.system.spec.mesh.injection ||
          spec.security.egressHosts.length === 0),
    )
    .map(({ name }) => [index, name, model, environment] as const);
});

describe('importObjects', () => {
  it.each(RANDOM)(
    'loses nothing of service %#, platform %i, %s',
    (_, name, model, environment) => {
      const { services, unclaimed } = importObjects(
        renderServiceManifests(
          renderContextOf(model, { environment, service: name }),
        ),
        {
          model: {
            ...model,
            services: model.services.filter(service => service.name !== name),
          },
          environment,
        },
      );
      expect(unclaimed).toEqual([]);
      expect(services.map(({ entity }) => entity.metadata.name)).toEqual([
        name,
      ]);
      expect(services[0].losses).toEqual([]);
    },
  );

  it.each(CASES)('gives back %s', (_, runtime, back = runtime) => {
    const model = modelWith(runtime);
    const objects = objectsOf(model);

    const { services, unclaimed } = importObjects(objects, {
      model: before(model),
    });

    expect(unclaimed).toEqual([]);
    expect(services).toHaveLength(1);
    expect(services[0].losses).toEqual([]);
    const imported = services[0].entity.spec!.runtime as Runtime;
    expect(serviceSpecSchema.parse(imported)).toMatchObject(back);
    expect(withoutProvenance(objectsOf(modelWith(imported)))).toBe(
      withoutProvenance(objects),
    );
    expect(services[0].entity.metadata.title).toBe('Checkout');
    expect(services[0].entity.spec!.owner).toBe('group:default/shop-team');
  });
});
