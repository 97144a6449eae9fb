/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { NOW } from './__fixtures__/builders';
import { getSourceFreshness, ScopeSignal } from './freshness';

const at = (secondsBefore: number) =>
  new Date(NOW.getTime() - secondsBefore * 1000);
const judge = (...scopes: ScopeSignal[]) =>
  getSourceFreshness({
    source: 'kubernetes',
    instance: 'lab',
    staleAfterMs: 30_000,
    scopes,
    now: NOW,
  });
const failure = { since: at(13), reason: 'connection refused' };

describe('getSourceFreshness', () => {
  it.each<[string, ScopeSignal[], string]>([
    ['no scopes', [], 'connecting'],
    [
      'a scope that was never heard of',
      [{ lastHeardAt: at(1) }, {}],
      'connecting',
    ],
    [
      'all scopes heard of lately',
      [{ lastHeardAt: at(1) }, { lastHeardAt: at(30) }],
      'live',
    ],
    [
      'one scope silent for too long',
      [{ lastHeardAt: at(1) }, { lastHeardAt: at(31) }],
      'stale',
    ],
    [
      'one scope that fails',
      [{ lastHeardAt: at(1) }, { lastHeardAt: at(1), failure }],
      'failed',
    ],
    ['a failure before the first answer', [{ failure }, {}], 'failed'],
    ['a clock that was set back', [{ lastHeardAt: at(-3600) }], 'live'],
  ])('judges %s', (_what, scopes, state) => {
    expect(judge(...scopes).state).toBe(state);
  });

  it('was observed when the oldest of its scopes was', () => {
    expect(
      judge({ lastHeardAt: at(1) }, { lastHeardAt: at(17) }).observedAt,
    ).toBe(at(17).toISOString());
  });

  it('was not observed while a scope is missing', () => {
    expect(judge({ lastHeardAt: at(1) }, {})).toEqual({
      source: 'kubernetes',
      instance: 'lab',
      state: 'connecting',
    });
  });

  const unreachable = { ...failure, unreachable: true };

  it.each<[string, ScopeSignal[], string]>([
    ['nobody ever answered for', [{ failure: unreachable }, {}], 'connecting'],
    [
      'refused what it was asked first',
      [{ failure: unreachable }, { failure }],
      'failed',
    ],
    [
      'answered before',
      [{ failure: unreachable }, { lastHeardAt: at(20) }],
      'failed',
    ],
  ])('judges an instance that %s', (_what, list, state) => {
    const freshness = judge(...list);
    expect(freshness).toMatchObject({ state, reason: 'connection refused' });
  });

  const supplementary = true;

  it.each<[string, ScopeSignal[], string]>([
    ['fails', [{ lastHeardAt: at(1) }, { failure, supplementary }], 'live'],
    ['was never heard of', [{ lastHeardAt: at(1) }, { supplementary }], 'live'],
    [
      'is silent',
      [{ lastHeardAt: at(1) }, { lastHeardAt: at(99), supplementary }],
      'live',
    ],
    ['is all there is', [{ lastHeardAt: at(1), supplementary }], 'connecting'],
    [
      'fails while a needed one is silent',
      [{ lastHeardAt: at(31) }, { failure, supplementary }],
      'stale',
    ],
    [
      'works while a needed one fails',
      [{ failure }, { lastHeardAt: at(1), supplementary }],
      'failed',
    ],
  ])(
    'judges an instance whose supplementary scope %s',
    (_what, list, state) => {
      expect(judge(...list).state).toBe(state);
    },
  );

  it('says what is not known while a supplementary scope fails', () => {
    expect(
      judge(
        { lastHeardAt: at(2) },
        {
          lastHeardAt: at(40),
          supplementary,
          failure: { ...failure, nextStep: 'start it', retryAt: at(-5) },
        },
      ),
    ).toEqual({
      source: 'kubernetes',
      instance: 'lab',
      state: 'live',
      observedAt: at(2).toISOString(),
      failingSince: at(13).toISOString(),
      retryAt: at(-5).toISOString(),
      reason: 'connection refused',
      nextStep: 'start it',
    });
  });

  it('tells of the needed scope alone when both kinds fail', () => {
    expect(
      judge(
        { failure: { since: at(2), reason: 'needed' } },
        { supplementary, failure },
      ).reason,
    ).toBe('needed');
  });

  it('gives the reason that lasts longest, with its next step and attempt', () => {
    expect(
      judge(
        { lastHeardAt: at(40), failure: { since: at(7), reason: 'younger' } },
        {
          lastHeardAt: at(41),
          failure: { ...failure, nextStep: 'start it', retryAt: at(-5) },
        },
      ),
    ).toEqual({
      source: 'kubernetes',
      instance: 'lab',
      state: 'failed',
      observedAt: at(41).toISOString(),
      failingSince: at(13).toISOString(),
      retryAt: at(-5).toISOString(),
      reason: 'connection refused',
      nextStep: 'start it',
    });
  });
});
