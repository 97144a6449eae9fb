/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity } from '@backstage/catalog-model';
import {
  CatalogProcessorResult,
  processingResult,
} from '@backstage/plugin-catalog-node';
import { RuntimeSpecProcessor } from './RuntimeSpecProcessor';

const location = { type: 'file', target: '/catalog/checkout.yaml' };

function component(runtime: object): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'checkout', namespace: 'default' },
    spec: {
      type: 'service',
      lifecycle: 'production',
      owner: 'group:default/shop-team',
      system: 'shop',
      runtime: {
        apiVersion: 'runtime.openpolicy.io/v1',
        image: { tag: '1.3.0' },
        ports: [{ port: 9013 }],
        resources: { memory: { request: '256Mi', limit: '512Mi' } },
        ...runtime,
      } as any,
    },
  };
}

async function process(entity: Entity): Promise<CatalogProcessorResult[]> {
  const results: CatalogProcessorResult[] = [];
  const processor = RuntimeSpecProcessor.create({
    now: () => new Date('2026-11-23T12:00:00Z'),
  });
  await processor.postProcessEntity(entity, location, result =>
    results.push(result),
  );
  return results;
}

function errorsOf(results: CatalogProcessorResult[]): string[] {
  return results.flatMap(result =>
    result.type === 'error' ? [result.error.message] : [],
  );
}

describe('RuntimeSpecProcessor', () => {
  it('says nothing about a valid spec', async () => {
    expect(await process(component({}))).toEqual([]);
  });

  it('leaves entities without a spec alone', async () => {
    const entity = component({});
    delete entity.spec!.runtime;
    expect(await process(entity)).toEqual([]);
  });

  it.each([
    [
      'a wrong port',
      { ports: [{ port: 80 }] },
      "GP-PORT-001 in 'component:default/checkout': 'spec.runtime.ports[0].port' is 80: ports below 1024 need a privilege that the platform does not give. Take a port between 1024 and 65535.",
    ],
    [
      'a port that is text',
      { ports: [{ port: '9013' }] },
      "GP-SPEC-001 in 'component:default/checkout': 'spec.runtime.ports[0].port' is '9013', expected a number. Write a value of the right form.",
    ],
    [
      'a misspelt field',
      { replica: 3 },
      "GP-SPEC-002 in 'component:default/checkout': 'spec.runtime.replica' is no field of the spec. Remove it, or correct its name: RULES.md and service-spec.schema.json list the fields.",
    ],
    [
      'a dependency without a kind',
      { dependencies: [{ ref: 'ledger' }] },
      "GP-DEP-001 in 'component:default/checkout': 'spec.runtime.dependencies[0].ref' is 'ledger', which is no reference to a component, resource or API. Write the kind too, as component:default/auth-service.",
    ],
  ])('names entity, field, value, rule and fix of %s', async (...args) => {
    const [, runtime, message] = args;
    expect(errorsOf(await process(component(runtime)))).toEqual([message]);
  });

  it('reports every fault at once', async () => {
    const results = await process(
      component({
        ports: [{ port: 70000 }],
        scale: { min: 7, max: 3 },
        health: { readiness: '/healthz' },
      }),
    );
    expect(errorsOf(results).map(message => message.slice(0, 13))).toEqual([
      'GP-PORT-001 i',
      'GP-SCALE-002 ',
      'GP-HEALTH-001',
    ]);
  });

  it('never repeats a secret that stands in a variable', async () => {
    const results = await process(
      component({ env: { DATABASE_URL: 'postgresql://user:hunter2@db/x' } }),
    );
    expect(errorsOf(results)).toEqual([
      expect.stringContaining(
        "'spec.runtime.env.DATABASE_URL' holds an address",
      ),
    ]);
    expect(JSON.stringify(results)).not.toContain('hunter2');
  });

  it('gives warnings no voice', async () => {
    const results = await process(
      component({ resources: { memory: { request: '256Mi', limit: '1Gi' } } }),
    );
    expect(errorsOf(results)).toEqual([]);
  });

  it('honours a waiver until its last day', async () => {
    const spec = (expires: string) => ({
      health: { readiness: '/healthz' },
      waivers: [
        { rule: 'GP-HEALTH-001', reason: 'until release 2.0 is out', expires },
      ],
    });
    expect(errorsOf(await process(component(spec('2026-11-23'))))).toEqual([]);
    expect(errorsOf(await process(component(spec('2026-11-22'))))).toHaveLength(
      2,
    );
  });

  it('checks what environments make of a spec', async () => {
    const results = await process(
      component({ environments: { prod: { scale: { min: 7, max: 3 } } } }),
    );
    expect(errorsOf(results)).toEqual([
      expect.stringMatching(
        /^GP-SCALE-002 .*'spec\.runtime\.environments\.prod\.scale\.min' is 7/,
      ),
    ]);
  });

  it('checks the endpoint of a Resource', async () => {
    const results = await process({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Resource',
      metadata: { name: 'redis' },
      spec: { endpoint: { scheme: 'redis', host: 'redis', port: 0 } },
    });
    expect(errorsOf(results)).toEqual([
      "GP-RESOURCE-001 in 'resource:default/redis': 'spec.endpoint.port' is '0', which cannot be called. Take a port from 1 to 65535.",
    ]);
  });

  it('checks the platform of a System', async () => {
    const results = await process({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'System',
      metadata: { name: 'shop', namespace: 'default' },
      spec: { owner: 'shop-team', platform: { apiVersion: 'other/v2' } },
    });
    expect(errorsOf(results)[0]).toContain(
      "GP-SPEC-003 in 'system:default/shop': 'spec.platform.apiVersion' is 'other/v2'",
    );
  });

  it('emits both directions of each relation', async () => {
    const results = await process(
      component({ dependencies: [{ ref: 'resource:redis' }] }),
    );
    const checkout = {
      kind: 'component',
      namespace: 'default',
      name: 'checkout',
    };
    const redis = { kind: 'resource', namespace: 'default', name: 'redis' };
    expect(results).toEqual([
      processingResult.relation({
        source: { ...checkout, kind: 'Component' },
        type: 'dependsOn',
        target: redis,
      }),
      processingResult.relation({
        source: redis,
        type: 'dependencyOf',
        target: { ...checkout, kind: 'Component' },
      }),
    ]);
  });
});
