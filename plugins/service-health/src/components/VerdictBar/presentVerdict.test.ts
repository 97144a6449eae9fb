/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  aDegradedSnapshot,
  ago,
  aSnapshot,
  aSource,
  axes,
  live,
  NOW,
} from '../../__fixtures__';
import { presentAxes, presentVerdict } from './presentVerdict';

describe('presentVerdict', () => {
  it('repeats the verdict of the server', () => {
    const model = presentVerdict(live({ data: aDegradedSnapshot() }), NOW);
    expect(model).toMatchObject({
      look: { word: 'Degraded', tone: 'degraded' },
      cause: '1 of 3 new pods crashes: Error, exit code 1 (CrashLoopBackOff).',
      connection: undefined,
    });
  });

  it('draws the headline in the tone of the verdict', () => {
    const data = aSnapshot();
    data.verdict = {
      ...data.verdict,
      headline: 'OutOfSync',
      tone: 'degraded',
    };
    expect(presentVerdict(live({ data }), NOW)?.look).toMatchObject({
      word: 'OutOfSync',
      tone: 'degraded',
    });
  });

  it('is as old as the oldest source of a card, which heartbeats renew', () => {
    const data = aSnapshot();
    data.verdict.axes.freshness.oldestObservedAt = ago(54);
    data.rollout.sources = [aSource('kubernetes', { observedAt: ago(2) })];
    data.delivery.sources = [aSource('argocd', { observedAt: ago(4) })];
    data.alerts.sources = [aSource('prometheus', { observedAt: ago(1) })];
    expect(presentVerdict(live({ data }), NOW)?.dataAsOf).toBe(ago(4));
  });

  it('is Unknown and nowhere green once the server has been silent for half a minute', () => {
    const model = presentVerdict(
      live({
        data: aSnapshot(),
        connection: 'retrying',
        heardAt: NOW.getTime() - 40_000,
      }),
      NOW,
    );
    expect(model?.look).toMatchObject({ word: 'Unknown', tone: 'unknown' });
    expect(model?.cause).toBe(
      "No word from the portal's server for 40 s; last known: Healthy.",
    );
    expect(model?.axes.map(axis => axis.look.tone)).not.toContain('healthy');
  });

  it('is nothing before the first snapshot', () => {
    expect(presentVerdict(live(), NOW)).toBeUndefined();
  });
});

describe('presentAxes', () => {
  const alerts = (patch: object) =>
    axes({ alerts: { ...axes().alerts, ...patch } });

  it.each([
    ['health', axes({ health: { status: 'Missing' } }), 'Missing', undefined],
    ['delivery', axes({ delivery: { status: 'None' } }), 'No application', ''],
    [
      'delivery',
      axes({
        delivery: {
          status: 'OutOfSync',
          operation: 'Failed',
          message: 'denied',
        },
      }),
      'OutOfSync',
      'Sync failed: denied',
    ],
    ['alerts', axes(), 'None', ''],
    [
      'alerts',
      alerts({ critical: 1, warning: 2, pending: 3, suppressed: 4 }),
      '1 critical, 2 warning',
      '3 pending, 4 suppressed',
    ],
    ['alerts', alerts({ known: false }), 'Unknown', ''],
    ['freshness', axes(), 'Live', undefined],
    [
      'freshness',
      axes({ freshness: { state: 'stale' } }),
      'Out of date',
      undefined,
    ],
  ])('says of %s %j: %s', (id, given, word, detail) => {
    const axis = presentAxes(given as ReturnType<typeof axes>).find(
      item => item.id === id,
    );
    expect(axis?.look.word).toBe(word);
    expect(axis?.detail).toBe(detail);
  });

  it('does not call silence of unknown alerts green', () => {
    const axis = presentAxes(alerts({ known: false }))[2];
    expect(axis.look.tone).toBe('unknown');
  });
});
