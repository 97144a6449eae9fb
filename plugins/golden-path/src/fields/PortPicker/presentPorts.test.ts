/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { aPool } from '../../__fixtures__';
import { cellsOf, holderOf, timeOf, verdictOf } from './presentPorts';

const ASKER = { userRef: 'user:default/alice', name: 'wishlist' };

describe('cellsOf', () => {
  it('holds each port of the pool once, the last one too', () => {
    const cells = cellsOf(aPool({ pool: { from: 7001, to: 7003 } }));
    expect(cells).toEqual([
      { port: 7001, state: 'used', by: 'cart' },
      { port: 7002, state: 'free' },
      { port: 7003, state: 'used', by: 'ledger' },
    ]);
  });

  it('is empty for a pool that ends before it begins', () => {
    expect(cellsOf(aPool({ pool: { from: 7003, to: 7001 } }))).toEqual([]);
  });
});

describe('verdictOf', () => {
  it.each([
    ['nothing', undefined, 'empty'],
    ['an empty text', '', 'empty'],
    ['a text', '70a1', 'notNumber'],
    ['a fraction', 7001.5, 'notNumber'],
    ['a free port', 7000, 'free'],
    ['the last port of the pool', 7029, 'free'],
    ['the port after the pool', 7030, 'outside'],
    ['a used port', 7001, 'used'],
    ['a live port', 7009, 'live'],
    ["one's own reservation", 7005, 'kept'],
  ])('of %s', (_, port, kind) => {
    expect(verdictOf(aPool(), port, ASKER).kind).toBe(kind);
  });

  it.each([
    ['somebody else', { userRef: 'user:default/bob', name: 'wishlist' }],
    ['another service of the same user', { ...ASKER, name: 'coupons' }],
    ['a user that is not known yet', { name: 'wishlist' }],
  ])('of a reservation is a no for %s', (_, asker) => {
    expect(verdictOf(aPool(), 7005, asker)).toMatchObject({
      kind: 'reserved',
      by: "alice for 'wishlist'",
    });
  });
});

describe('holderOf', () => {
  it('leaves a namespace that is not the default one', () => {
    expect(
      holderOf({ port: 7001, state: 'used', by: 'component:other/cart' }),
    ).toBe('component:other/cart');
  });
});

describe('timeOf', () => {
  it.each([[undefined], ['soon']])('does not invent a time for %s', instant => {
    expect(timeOf(instant)).toBe('?');
  });
});
