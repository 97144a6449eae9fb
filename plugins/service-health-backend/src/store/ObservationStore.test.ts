/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  Observation,
  SourceFreshness,
} from '@openpolicy/plugin-service-health-common';
import { ObservationSink } from '@openpolicy/plugin-service-health-node';
import {
  makeApplication,
  makeEvent,
  makePod,
  makeReplicaSet,
  makeWorkload,
} from '../__testUtils__/builders';
import { FakeClock } from '../__testUtils__/FakeClock';
import { ObservationStore, StoreChange } from './ObservationStore';

describe('ObservationStore', () => {
  let clock: FakeClock;
  let store: ObservationStore;
  let sink: ObservationSink;
  let changes: StoreChange[];

  beforeEach(() => {
    clock = new FakeClock();
    store = ObservationStore.create({
      clock,
      keysOf: ({ backReference }) =>
        backReference.kubernetesId ? [`id:${backReference.kubernetesId}`] : [],
    });
    sink = store.register({
      source: 'kubernetes',
      instance: 'lab',
      scopes: ['workloads', 'pods'],
      staleAfterMs: 60_000,
    });
    changes = [];
    store.onChange(change => changes.push(change));
  });

  const names = (observations: Observation[]) =>
    observations.map(({ key }) => key.split('/').pop()).sort();
  const keysOf = (change: StoreChange) => [...change.bindingKeys].sort();

  it('finds observations by their binding key and forgets those that are gone', () => {
    sink.replace('workloads', [makeWorkload('alpha'), makeWorkload('beta')]);
    expect(names(store.find('id:alpha'))).toEqual(['alpha']);
    sink.replace('workloads', [makeWorkload('beta')]);
    expect(store.find('id:alpha')).toEqual([]);
    sink.remove('workloads', makeWorkload('beta').key);
    expect(store.find('id:beta')).toEqual([]);
    expect(store.size).toBe(0);
  });

  it('leaves other scopes alone when one is replaced', () => {
    const workload = makeWorkload('alpha');
    sink.replace('workloads', [workload]);
    sink.replace('pods', []);
    expect(names(store.find('id:alpha'))).toEqual(['alpha']);
  });

  it('tells which binding keys a list has changed, by difference', () => {
    sink.replace('workloads', [makeWorkload('alpha'), makeWorkload('beta')]);
    changes.length = 0;
    sink.replace('workloads', [makeWorkload('beta'), makeWorkload('gamma')]);
    expect(changes).toHaveLength(1);
    expect(keysOf(changes[0])).toEqual(['id:alpha', 'id:gamma']);
  });

  it('says nothing when a list or an object repeats itself', () => {
    sink.replace('workloads', [makeWorkload('alpha')]);
    sink.replace('pods', []);
    changes.length = 0;
    sink.replace('workloads', [makeWorkload('alpha')]);
    sink.upsert('workloads', makeWorkload('alpha'));
    sink.bookmark('pods');
    expect(changes).toEqual([]);
  });

  it('follows owners down, whichever comes first', () => {
    const workload = makeWorkload('alpha');
    const replicaSet = makeReplicaSet('alpha-1', workload);
    const pod = makePod('alpha-1-x', replicaSet);
    sink.upsert('pods', makeEvent('warn', pod));
    sink.upsert('pods', pod);
    sink.upsert('workloads', replicaSet);
    sink.upsert('workloads', workload);
    expect(names(store.withDescendants(store.find('id:alpha')))).toEqual([
      'alpha',
      'alpha-1',
      'alpha-1-x',
      'warn',
    ]);
  });

  it('tells the keys of the owners when a pod changes', () => {
    const workload = makeWorkload('alpha');
    const replicaSet = makeReplicaSet('alpha-1', workload);
    sink.replace('workloads', [workload, replicaSet]);
    changes.length = 0;
    sink.upsert('pods', makePod('alpha-1-x', replicaSet));
    sink.remove('pods', makePod('alpha-1-x', replicaSet).key);
    expect(changes.map(keysOf)).toEqual([['id:alpha'], ['id:alpha']]);
  });

  it('inherits nothing from an owner of another namespace or another cluster', () => {
    const workload = makeWorkload('alpha');
    const replicaSet = makeReplicaSet('alpha-1', workload);
    sink.replace('workloads', [workload, replicaSet]);
    const intruder = makePod('intruder', replicaSet, {
      namespace: 'elsewhere',
    });
    sink.upsert('pods', intruder);
    const other = store.register({
      source: 'kubernetes',
      instance: 'other',
      scopes: ['pods'],
      staleAfterMs: 60_000,
    });
    other.upsert('pods', {
      ...makePod('foreign', replicaSet),
      instance: 'other',
    });
    expect(names(store.withDescendants(store.find('id:alpha')))).toEqual([
      'alpha',
      'alpha-1',
    ]);
  });

  it('ends on owners that own each other', () => {
    const one = { ...makeWorkload('one'), uid: 'u1', ownerUid: 'u2' };
    const two = {
      ...makeWorkload('two', { kubernetesId: false }),
      uid: 'u2',
      ownerUid: 'u1',
    };
    sink.replace('workloads', [one, two]);
    expect(names(store.withDescendants(store.find('id:one')))).toEqual([
      'one',
      'two',
    ]);
  });

  it('finds an application by its opaque id', () => {
    const argocd = store.register({
      source: 'argocd',
      instance: 'lab',
      scopes: ['applications'],
      staleAfterMs: 60_000,
    });
    argocd.replace('applications', [makeApplication('alpha')]);
    expect(store.findApplication('app-lab-alpha')?.data.name).toBe('alpha');
    expect(store.findApplication('alpha')).toBeUndefined();
    argocd.replace('applications', []);
    expect(store.findApplication('app-lab-alpha')).toBeUndefined();
  });

  it('refuses a second instance of the same name', () => {
    expect(() =>
      store.register({
        source: 'kubernetes',
        instance: 'lab',
        scopes: [],
        staleAfterMs: 1,
      }),
    ).toThrow("'kubernetes/lab'");
  });

  describe('freshness', () => {
    const freshness = (): SourceFreshness => store.freshness()[0];

    it('is connecting until each scope was heard of', () => {
      expect(freshness().state).toBe('connecting');
      sink.replace('workloads', []);
      expect(freshness().state).toBe('connecting');
      sink.replace('pods', []);
      expect(freshness().state).toBe('live');
    });

    it('is stale after silence, and live again after a sign of life', () => {
      sink.replace('workloads', []);
      sink.replace('pods', []);
      clock.advance(61_000);
      sink.bookmark('pods');
      expect(freshness().state).toBe('stale');
      expect(freshness().observedAt).toBe('2026-11-23T05:00:00.000Z');
      sink.bookmark('workloads');
      expect(freshness().state).toBe('live');
    });

    it('is failed from the first failure on, with its words, until it succeeds', () => {
      sink.replace('workloads', []);
      sink.replace('pods', []);
      clock.advance(1_000);
      sink.fail('pods', { reason: 'refused', nextStep: 'try' });
      clock.advance(9_000);
      sink.fail('pods', { reason: 'refused again' });
      expect(freshness()).toMatchObject({
        state: 'failed',
        failingSince: '2026-11-23T05:00:01.000Z',
        reason: 'refused again',
      });
      sink.upsert('pods', makePod('x', makeWorkload('x')));
      expect(freshness().state).toBe('live');
      expect(freshness().failingSince).toBeUndefined();
    });

    it('stays live, with the words, while a supplementary scope fails', () => {
      const other = store.register({
        source: 'prometheus',
        instance: 'lab',
        scopes: ['alerts', 'notifications'],
        supplementaryScopes: ['notifications'],
        staleAfterMs: 60_000,
      });
      other.replace('alerts', []);
      changes.length = 0;
      other.fail('notifications', { reason: 'nobody knows who is told' });
      expect(changes.map(({ signals }) => signals)).toEqual([true]);
      expect(store.freshness()[1]).toMatchObject({
        state: 'live',
        reason: 'nobody knows who is told',
      });
      other.bookmark('notifications');
      expect(store.freshness()[1].reason).toBeUndefined();
      other.fail('alerts', { reason: 'refused' });
      expect(store.freshness()[1].state).toBe('failed');
    });

    it('does not age when the wall clock is set', () => {
      sink.replace('workloads', []);
      sink.replace('pods', []);
      clock.step(3_600_000);
      expect(freshness().state).toBe('live');
      clock.step(-7_200_000);
      clock.advance(61_000);
      expect(freshness().state).toBe('stale');
    });

    it('tells when it begins to fail and when it recovers, once each', () => {
      sink.replace('workloads', []);
      sink.replace('pods', []);
      changes.length = 0;
      sink.fail('pods', { reason: 'a' });
      sink.fail('pods', { reason: 'a' });
      sink.bookmark('pods');
      sink.bookmark('pods');
      expect(changes.map(({ signals }) => signals)).toEqual([true, true]);
    });
  });
});
