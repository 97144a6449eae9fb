/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { ObservationSink } from '@openpolicy/plugin-service-health-node';
import {
  makeApplication,
  makeEntity,
  makeWorkload,
} from '../__testUtils__/builders';
import { FakeClock } from '../__testUtils__/FakeClock';
import { BindingResolver } from '../bindings/BindingResolver';
import { EntityDirectory } from '../catalog/EntityDirectory';
import { ObservationStore } from '../store/ObservationStore';
import { RollupChange, ServiceRollup } from './ServiceRollup';

const REF = 'component:default/api-gateway';

describe('ServiceRollup', () => {
  let clock: FakeClock;
  let entities: Entity[];
  let directory: EntityDirectory;
  let rollup: ServiceRollup;
  let argocd: ObservationSink;
  let kubernetes: ObservationSink;
  let controller: AbortController;
  let changes: { changed: string[]; removed: string[]; sources: boolean }[];

  async function advance(ms: number) {
    for (let passed = 0; passed < ms; passed += 50) {
      clock.advance(50);
      await jest.advanceTimersByTimeAsync(50);
    }
  }

  beforeEach(async () => {
    jest.useFakeTimers();
    clock = new FakeClock();
    controller = new AbortController();
    entities = [makeEntity('api-gateway'), makeEntity('etl-service')];
    const bindings = BindingResolver.create({ bindings: [] });
    const store = ObservationStore.create({
      clock,
      keysOf: observation => bindings.keysOfObservation(observation),
    });
    const logger = mockServices.logger.mock();
    directory = EntityDirectory.create({
      catalog: catalogServiceMock.mock({
        queryEntities: async () => ({
          items: entities,
          totalItems: entities.length,
          pageInfo: {},
        }),
      }),
      auth: mockServices.auth(),
      logger,
    });
    rollup = ServiceRollup.create({
      store,
      directory,
      bindings,
      clock,
      logger,
    });
    changes = [];
    rollup.onChange(({ changed, removed, sources }: RollupChange) =>
      changes.push({
        changed: [...changed].sort(),
        removed: [...removed],
        sources,
      }),
    );
    argocd = store.register({
      source: 'argocd',
      instance: 'lab',
      scopes: ['applications'],
      staleAfterMs: 45_000,
    });
    kubernetes = store.register({
      source: 'kubernetes',
      instance: 'lab',
      scopes: ['workloads'],
      staleAfterMs: 120_000,
    });
    await directory.refresh();
    rollup.start(controller.signal);
    argocd.replace('applications', [makeApplication('api-gateway')]);
    kubernetes.replace('workloads', [makeWorkload('api-gateway')]);
    await advance(2_000);
    changes.length = 0;
  });

  afterEach(() => {
    controller.abort();
    jest.useRealTimers();
  });

  const outOfSync = (revision: string) =>
    makeApplication('api-gateway', {
      data: { sync: { status: 'OutOfSync', revisions: [revision] } },
    });

  it('collects a burst of changes into one pass', async () => {
    for (let i = 0; i < 100; i++) {
      argocd.upsert('applications', outOfSync(`${i}`));
    }
    await advance(200);
    expect(changes).toEqual([]);
    await advance(100);
    expect(changes).toEqual([{ changed: [REF], removed: [], sources: false }]);
  });

  it('has a change in the snapshot at once, before the pass', () => {
    argocd.upsert('applications', outOfSync('2b4c'));
    expect(
      rollup.snapshot(REF)?.delivery.applications[0].sync.revisions,
    ).toEqual(['2b4c']);
  });

  it('tells of a change that somebody has read before the pass', async () => {
    argocd.upsert('applications', outOfSync('2b4c'));
    rollup.snapshot(REF);
    await advance(300);
    expect(changes).toEqual([{ changed: [REF], removed: [], sources: false }]);
  });

  it('says nothing while only ages change', async () => {
    await advance(10_000);
    argocd.bookmark('applications');
    await advance(10_000);
    expect(changes).toEqual([]);
  });

  it('has fresh ages in a snapshot that did not change', async () => {
    const before = rollup.snapshot(REF);
    await advance(5_000);
    argocd.bookmark('applications');
    const after = rollup.snapshot(REF);
    expect(after?.version).toBe(before?.version);
    expect(after?.at).not.toBe(before?.at);
    expect(after?.delivery.sources[0].observedAt).not.toBe(
      before?.delivery.sources[0].observedAt,
    );
  });

  it('never leaves a service green whose source went silent', async () => {
    expect(rollup.snapshot(REF)?.verdict.tone).toBe('healthy');
    await advance(46_000);
    expect(changes).toEqual([
      expect.objectContaining({
        sources: true,
        changed: expect.arrayContaining([REF]),
      }),
    ]);
    expect(rollup.snapshot(REF)?.verdict.tone).not.toBe('healthy');
  });

  it('follows the catalog: new entities come, deleted ones go', async () => {
    entities = [makeEntity('etl-service'), makeEntity('fresh')];
    await directory.refresh();
    await advance(300);
    expect(changes).toEqual([
      { changed: ['component:default/fresh'], removed: [REF], sources: false },
    ]);
    expect(rollup.snapshot(REF)).toBeUndefined();
    expect([...rollup.rows().keys()].sort()).toEqual([
      'component:default/etl-service',
      'component:default/fresh',
    ]);
  });

  it('leaves an entity out of the fleet that claims nothing and has nothing', async () => {
    entities = [makeEntity('a-library', { annotations: {} })];
    await directory.refresh();
    expect([...rollup.rows().keys()]).toEqual([]);
    expect(rollup.snapshot('component:default/a-library')).toBeDefined();
    kubernetes.upsert('workloads', makeWorkload('a-library'));
    expect([...rollup.rows().keys()]).toEqual(['component:default/a-library']);
  });

  it('does nothing any more after its signal has aborted', async () => {
    controller.abort();
    argocd.upsert('applications', outOfSync('2b4c'));
    await advance(5_000);
    expect(changes).toEqual([]);
  });
});
