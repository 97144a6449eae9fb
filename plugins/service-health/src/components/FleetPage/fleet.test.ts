/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { renderHook } from '@testing-library/react';
import { aFleet, aFleetRow, axes } from '../../__fixtures__';
import { filterRows, readFilters, writeFilters } from './fleetFilters';
import { countHeadlines, listOwners, presentFleetRow } from './presentFleet';
import { useFrozenOrder } from './useFrozenOrder';

describe('filterRows', () => {
  const names = (search: string) =>
    filterRows(aFleet().rows, readFilters(new URLSearchParams(search))).map(
      row => row.name,
    );

  it.each([
    ['', ['etl-service', 'auth-service', 'api-gateway', 'policy-service']],
    ['state=Degraded', ['etl-service']],
    ['faults=true', ['etl-service', 'auth-service']],
    ['owner=group:default/data-team', ['etl-service']],
    ['q=SERVICE+differs', ['auth-service']],
    ['q=gateway&faults=true', []],
  ])('filters by %s', (search, expected) => {
    expect(names(search)).toEqual(expected);
  });

  it('counts what is not known among the faults', () => {
    const rows = [aFleetRow('x', { headline: 'Unknown', tone: 'unknown' })];
    expect(filterRows(rows, { query: '', faultsOnly: true })).toHaveLength(1);
  });
});

describe('writeFilters', () => {
  it('writes what readFilters reads, and leaves other parameters alone', () => {
    const filters = {
      query: 'api',
      owner: 'group:default/platform-team',
      headline: 'OutOfSync' as const,
      faultsOnly: true,
    };
    const params = writeFilters(new URLSearchParams('theme=dark'), filters);
    expect(params.get('theme')).toBe('dark');
    expect(readFilters(params)).toEqual(filters);
    expect(
      writeFilters(params, { query: '', faultsOnly: false }).toString(),
    ).toBe('theme=dark');
  });
});

describe('countHeadlines', () => {
  it('counts worst first', () => {
    const counts = countHeadlines(aFleet().rows);
    expect(counts.map(item => [item.headline, item.count])).toEqual([
      ['Degraded', 1],
      ['OutOfSync', 1],
      ['Healthy', 2],
    ]);
  });
});

describe('listOwners', () => {
  it('lists each owner once', () => {
    expect(listOwners(aFleet().rows)).toEqual([
      'group:default/data-team',
      'group:default/platform-team',
    ]);
  });
});

describe('presentFleetRow', () => {
  it('says a running operation in place of the sync word', () => {
    const row = aFleetRow('a', {
      axes: axes({ delivery: { status: 'OutOfSync', operation: 'Running' } }),
      replicas: { ready: 1, desired: 3 },
      versions: ['1.5.0', '1.4.2'],
    });
    expect(presentFleetRow(row, false)).toMatchObject({
      sync: { word: 'Syncing' },
      ready: '1/3',
      short: true,
      version: '1.5.0',
      versions: '1.5.0, 1.4.2',
    });
  });

  it('has no green while the server is silent', () => {
    const model = presentFleetRow(aFleetRow('a'), true);
    expect([model.look.tone, model.sync.tone, model.alerts.tone]).toEqual([
      'unknown',
      'unknown',
      'unknown',
    ]);
  });
});

describe('useFrozenOrder', () => {
  const hook = (items: string[], frozen: boolean) =>
    renderHook(
      (props: { items: string[]; frozen: boolean }) =>
        useFrozenOrder(props.items, item => item, props.frozen),
      { initialProps: { items, frozen } },
    );

  it('holds the order, puts new items last and lets gone ones go', () => {
    const { result, rerender } = hook(['a', 'b', 'c'], false);
    rerender({ items: ['a', 'b', 'c'], frozen: true });
    rerender({ items: ['new', 'c', 'a'], frozen: true });
    expect(result.current).toEqual(['a', 'c', 'new']);
    rerender({ items: ['new', 'c', 'a'], frozen: false });
    expect(result.current).toEqual(['new', 'c', 'a']);
  });
});
