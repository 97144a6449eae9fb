/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { aFleetRow, aSnapshot, aSource } from '../../__fixtures__';
import { backoffMs } from './backoff';
import { ClockOffset } from './ClockOffset';
import { mergeFleet, mergeSources } from './mergeStreamEvents';
import { replaceEqualDeep } from './replaceEqualDeep';

describe('backoffMs', () => {
  it.each([
    [0, 0, 1_000],
    [0, 1, 2_000],
    [3, 0, 1_000],
    [3, 0.5, 8_500],
    [5, 1, 60_000],
    [40, 1, 60_000],
  ])('waits for attempt %s at random %s for %s ms', (attempt, random, ms) => {
    expect(backoffMs(attempt, () => random)).toBe(ms);
  });
});

describe('ClockOffset', () => {
  it('believes the sample that travelled the least', () => {
    const clock = new ClockOffset();
    const server = '2026-11-23T10:00:10.000Z';
    clock.sample(server, Date.parse(server) - 9_000);
    clock.sample(server, Date.parse(server) - 8_000);
    expect(clock.milliseconds).toBe(9_000);
  });

  it('forgets old samples, since clocks get corrected', () => {
    const clock = new ClockOffset();
    const server = '2026-11-23T10:00:10.000Z';
    clock.sample(server, Date.parse(server) - 9_000);
    for (let index = 0; index < 8; index++) {
      clock.sample(server, Date.parse(server));
    }
    expect(clock.milliseconds).toBe(0);
  });

  it('ignores what is no time', () => {
    const clock = new ClockOffset();
    clock.sample('yesterday', 0);
    expect(clock.milliseconds).toBe(0);
  });
});

describe('replaceEqualDeep', () => {
  it('returns the previous value if nothing changed', () => {
    const previous = { a: [{ b: 1 }], c: undefined };
    expect(replaceEqualDeep(previous, { a: [{ b: 1 }], c: undefined })).toBe(
      previous,
    );
  });

  it('keeps unchanged parts beside changed ones', () => {
    const previous = { a: [{ b: 1 }, { b: 2 }] };
    const next = replaceEqualDeep(previous, { a: [{ b: 1 }, { b: 3 }] });
    expect(next).toEqual({ a: [{ b: 1 }, { b: 3 }] });
    expect(next.a[0]).toBe(previous.a[0]);
  });

  it.each([
    [{ a: 1 }, { b: 1 }],
    [{ a: 1, b: undefined }, { a: 1 }],
    [[1, 2], [1]],
    [{ a: [] }, { a: {} }],
    [undefined, { a: 1 }],
  ])('turns %j into %j', (previous, next) => {
    expect(replaceEqualDeep(previous, next)).toStrictEqual(next);
  });
});

describe('mergeFleet', () => {
  const event = (patch: object) => ({
    version: 'f2',
    at: '2026-11-23T10:00:00.000Z',
    full: false,
    rows: [],
    removed: [],
    sources: [],
    ...patch,
  });

  it('keeps the identity of rows that did not change', () => {
    const before = mergeFleet(
      undefined,
      event({ full: true, rows: [aFleetRow('a'), aFleetRow('b')] }),
    );
    const after = mergeFleet(
      before,
      event({ rows: [aFleetRow('a', { cause: 'New.' })] }),
    );
    const rowOf = (name: string, rows: typeof after.rows) =>
      rows.find(row => row.name === name);
    expect(rowOf('a', after.rows)?.cause).toBe('New.');
    expect(rowOf('b', after.rows)).toBe(rowOf('b', before.rows));
  });

  it('removes rows, and replaces all of them by a full event', () => {
    const before = mergeFleet(
      undefined,
      event({ full: true, rows: [aFleetRow('a'), aFleetRow('b')] }),
    );
    const fewer = mergeFleet(
      before,
      event({ removed: ['component:default/a'] }),
    );
    expect(fewer.rows.map(row => row.name)).toEqual(['b']);
    const full = mergeFleet(
      before,
      event({ full: true, rows: [aFleetRow('c')] }),
    );
    expect(full.rows.map(row => row.name)).toEqual(['c']);
  });
});

describe('mergeSources', () => {
  it('brings newer ages into the section of the source only', () => {
    const snapshot = aSnapshot();
    const fresh = aSource('argocd', { state: 'stale' });
    const merged = mergeSources(snapshot, [fresh, aSource('elsewhere')]);
    expect(merged.delivery.sources).toEqual([fresh]);
    expect(merged.rollout).toBe(snapshot.rollout);
    expect(merged.alerts).toBe(snapshot.alerts);
  });
});
