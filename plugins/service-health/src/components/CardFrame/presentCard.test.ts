/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { aSource, ago, live, NOW } from '../../__fixtures__';
import { FeedState } from '../../api/ServiceHealthApi';
import { presentCard, presentConnection } from './presentCard';

const DATA = live<unknown>({ data: {} });

describe('presentCard', () => {
  const section = (
    state: 'ready' | 'connecting' | 'unbound' | 'unconfigured',
    ...sources: ReturnType<typeof aSource>[]
  ) => ({ state, sources });
  const failed = aSource('argocd', { state: 'failed', reason: 'Refused.' });
  const stale = aSource('argocd', { state: 'stale' });
  const connecting = aSource('argocd', {
    state: 'connecting',
    observedAt: undefined,
  });

  it.each([
    ['no snapshot yet', undefined, live(), 'loading'],
    [
      'no snapshot and a failing server',
      undefined,
      live({ connection: 'retrying' }),
      'failed',
    ],
    [
      'a service that may not be seen',
      undefined,
      live({ connection: 'denied' }),
      'denied',
    ],
    [
      'an ended session',
      section('ready', aSource('argocd')),
      live({ data: {}, connection: 'signedOut' }),
      'signedOut',
    ],
    ['live sources', section('ready', aSource('argocd')), DATA, 'ready'],
    [
      'one source late',
      section('ready', aSource('kubernetes'), stale),
      DATA,
      'stale',
    ],
    ['a source that fails', section('ready', failed), DATA, 'stale'],
    [
      'a second instance that has not answered yet',
      section('ready', aSource('kubernetes'), connecting),
      DATA,
      'ready',
    ],
    [
      'a server that has been silent for half a minute',
      section('ready', aSource('argocd')),
      live({
        data: {},
        connection: 'retrying',
        heardAt: NOW.getTime() - 40_000,
      }),
      'stale',
    ],
    ['no answer yet', section('connecting', connecting), DATA, 'connecting'],
    [
      'no answer and a failing source',
      section('connecting', failed),
      DATA,
      'failed',
    ],
    ['nothing bound', section('unbound', aSource('argocd')), DATA, 'unbound'],
    ['no source configured', section('unconfigured'), DATA, 'unconfigured'],
  ])('with %s', (_, part, feed, state) => {
    expect(presentCard(part, feed as FeedState<unknown>, NOW).state).toBe(
      state,
    );
  });

  it('is as old as its oldest source', () => {
    const card = presentCard(
      section(
        'ready',
        aSource('kubernetes', { observedAt: ago(3) }),
        aSource('kubernetes', { instance: 'b', observedAt: ago(9) }),
      ),
      DATA,
      NOW,
    );
    expect(card.asOf).toBe(ago(9));
  });

  it('says of a failing source why, what to do, how old the data is and when the next try comes', () => {
    const card = presentCard(
      section(
        'ready',
        aSource('argocd', {
          state: 'failed',
          observedAt: ago(125),
          failingSince: ago(120),
          retryAt: ago(-12),
          reason: 'Connection refused.',
          nextStep: 'Ask the platform team.',
        }),
      ),
      DATA,
      NOW,
    );
    expect(card.notices).toEqual([
      {
        id: 'argocd/lab',
        look: 'failed',
        title: "Argo CD 'lab' has not been reachable for 2 min",
        text: 'Connection refused. Ask the platform team.',
        lastGoodAge: '2 min',
        retryIn: '12 s',
      },
    ]);
  });

  it('stays ready and says what is missing while a source is read in part', () => {
    const part = aSource('prometheus', {
      state: 'live',
      reason: 'The Alertmanager does not answer',
      nextStep: 'Start it',
    });
    const card = presentCard(section('ready', part), DATA, NOW);
    expect(card.state).toBe('ready');
    expect(card.notices).toMatchObject([
      {
        look: 'connecting',
        title: "Prometheus 'lab' is read in part",
        text: 'The Alertmanager does not answer. Start it.',
      },
    ]);
  });
});

describe('presentConnection', () => {
  const heard = (secondsAgo: number, patch: Partial<FeedState<unknown>> = {}) =>
    live<unknown>({
      data: {},
      heardAt: NOW.getTime() - secondsAgo * 1_000,
      ...patch,
    });

  it.each([
    ['is silent while the stream delivers', heard(5), undefined],
    [
      'is silent about a reconnect of a moment',
      heard(6, { connection: 'retrying' }),
      undefined,
    ],
    [
      'is silent between two polls',
      heard(16, { connection: 'polling' }),
      undefined,
    ],
    [
      'speaks after a while',
      heard(13, { connection: 'retrying' }),
      { lost: false, look: 'failed' },
    ],
    [
      'calls the server lost after half a minute',
      heard(31, { connection: 'retrying' }),
      { lost: true, look: 'failed' },
    ],
    [
      'speaks at once when the server ended the stream',
      heard(1, { connection: 'ended' }),
      { lost: false, look: 'stale' },
    ],
    [
      'resumes after the tab was hidden, and knows nothing until then',
      heard(600, { connection: 'paused' }),
      { lost: true, look: 'connecting' },
    ],
    ['has nothing to say without data', live(), undefined],
  ])('%s', (_, feed, expected) => {
    const notice = presentConnection(feed as FeedState<unknown>, NOW);
    expect(notice && { lost: notice.lost, look: notice.look }).toEqual(
      expected,
    );
  });
});
