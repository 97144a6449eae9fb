/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { HealthStatusCode } from '../snapshot/words';
import { compareHealth, worstOf } from './worstOf';

describe('worstOf', () => {
  it('follows the order of Argo CD, in which Unknown is the worst', () => {
    const words: HealthStatusCode[] = [
      'Healthy',
      'Degraded',
      'Unknown',
      'Missing',
      'Progressing',
      'Suspended',
    ];

    expect(words.sort(compareHealth)).toEqual([
      'Unknown',
      'Degraded',
      'Missing',
      'Progressing',
      'Suspended',
      'Healthy',
    ]);
  });

  it('keeps the message of the worst, and the first of equally bad ones', () => {
    expect(
      worstOf([
        { status: 'Healthy' },
        { status: 'Degraded', message: 'first' },
        { status: 'Degraded', message: 'second' },
        { status: 'Suspended' },
      ]),
    ).toEqual({ status: 'Degraded', message: 'first' });
  });

  it('says nothing of nothing', () => {
    expect(worstOf([])).toBeUndefined();
  });
});
