/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  buildModels,
  edgesFrom,
  renderRepository,
  validateModel,
} from '@openpolicy/plugin-golden-path-common';
import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { loadCatalog } from './loadCatalog';

/*
 * The shipped catalog against the rest of the set-up document.
 */

const REPOSITORY = resolve(__dirname, '../../../..');

const { models } = buildModels(
  loadCatalog({
    root: REPOSITORY,
    file: join(REPOSITORY, 'catalog-info/all.yaml'),
  }),
);
const [model] = models;
const { system, services } = model;

/** Everything that a service reaches through its calls, itself included. */
function reachedFrom(name: string): string[] {
  const reached = new Set([name]);
  for (const current of reached) {
    const service = services.find(entry => entry.name === current);
    for (const { host } of service ? edgesFrom(service, model) : []) {
      reached.add(host);
    }
  }
  return [...reached].filter(host => services.some(s => s.name === host));
}

describe('the shipped platform', () => {
  it('breaks no rule but the one with a waiver', () => {
    const findings = validateModel(model, { now: new Date('2026-11-25') });
    expect(
      findings
        .filter(({ severity }) => severity !== 'info')
        .map(({ ruleId, entityRef, waiver }) => [ruleId, entityRef, !!waiver]),
    ).toEqual([['GP-PORT-006', 'component:default/policy-service', true]]);
  });

  it('releases develop to dev and main to prod', () => {
    expect(
      system.spec.environments.map(({ name, branch, production, sync }) => ({
        name,
        branch,
        production,
        selfHeal: sync.selfHeal,
      })),
    ).toEqual([
      { name: 'dev', branch: 'develop', production: false, selfHeal: false },
      { name: 'prod', branch: 'main', production: true, selfHeal: true },
    ]);
    const [dev, prod] = system.spec.environments;
    expect(prod.cluster.server).not.toBe(dev.cluster.server);
    expect(prod.repository).not.toBe(system.spec.delivery.repository);
  });

  it.each(services.map(({ name, spec }) => [name, spec.image.digest]))(
    'gives %s a digest that is obviously of no image',
    (name, digest) => {
      const text = `${system.spec.registry}/${name}:1.0.0`;
      expect(digest).toBe(
        `sha256:${createHash('sha256').update(text).digest('hex')}`,
      );
    },
  );

  it('lets every service report its errors that can without a circle, and need it none', () => {
    const silent = reachedFrom('error-reporting-service').sort();
    expect(silent).toEqual([
      'config-service',
      'database-service',
      'error-reporting-service',
      'notification-service',
      'queue-service',
    ]);
    const reporting = services.filter(({ spec }) =>
      spec.dependencies.some(
        ({ ref, env, critical }) =>
          ref === 'component:default/error-reporting-service' &&
          env === 'ERROR_REPORTING_URL' &&
          !critical,
      ),
    );
    expect([...reporting.map(({ name }) => name), ...silent].sort()).toEqual(
      services.map(({ name }) => name).sort(),
    );
  });

  it('prepares the 90/10 split of the API gateway without a canary', () => {
    const gateway = services.find(({ name }) => name === 'api-gateway')!;
    expect(gateway.spec.rollout).toMatchObject({
      strategy: 'canary',
      canary: { weight: 10 },
    });
    expect(gateway.spec.rollout.canary.image).toBeUndefined();
    expect(gateway.spec.traffic.rateLimit?.scope).toBe('pod');
  });

  it("has the set-up document's variables, at its addresses and without credentials", () => {
    const { content } = renderRepository(model).find(
      ({ path }) => path === 'local/platform.env',
    )!;
    const host = (name: string) =>
      `${name}.openpolicy-platform.svc.cluster.local`;
    expect(content.split('\n')).toEqual(
      expect.arrayContaining([
        'ENVIRONMENT=dev',
        'LOG_LEVEL=INFO',
        'ENABLE_METRICS=true',
        `API_GATEWAY_URL=http://${host('api-gateway')}:9001`,
        `ERROR_REPORTING_URL=http://${host('error-reporting-service')}:9024`,
        `DATABASE_URL=postgresql://${host('postgresql')}:5432`,
        `REDIS_URL=redis://${host('redis')}:6379`,
        `RABBITMQ_URL=amqp://${host('rabbitmq')}:5672`,
      ]),
    );
    expect(content).not.toMatch(/:\/\/[^/\n]*@/);
  });

  it('has a secret wherever a service speaks to a database or broker itself', () => {
    const speaking = services.filter(({ spec }) =>
      spec.dependencies.some(({ ref }) => ref.startsWith('resource:')),
    );
    expect(speaking.map(({ name }) => name)).toEqual([
      'cache-service',
      'database-service',
      'legacy-django',
      'queue-service',
      'storage-service',
    ]);
    for (const { spec } of speaking) {
      expect(spec.secrets.map(({ key }) => key).join()).toContain('password');
    }
  });

  it.each([
    ['api-gateway', 'requests'],
    ['auth-service', 'active_users'],
    ['etl-service', 'rows_processed'],
  ])('counts what %s is there for: %s', (name, metric) => {
    const { business } = services.find(entry => entry.name === name)!.spec;
    expect(business.map(entry => entry.name)).toContain(metric);
  });
});
