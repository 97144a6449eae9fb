/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { SourceFreshness } from '@openpolicy/plugin-service-health-common';
import { makeWorkload } from '../__testUtils__/builders';
import { relevantSources } from './relevantSources';

const make = (
  instance: string,
  state: SourceFreshness['state'],
  observedAt?: string,
): SourceFreshness => ({ source: 'kubernetes', instance, state, observedAt });

describe('relevantSources', () => {
  const lab = make('lab', 'live', '2026-11-23T05:00:00Z');
  const failing = make('staging', 'failed', '2026-11-23T04:00:00Z');
  const unheard = make('edge', 'failed');
  const argocd: SourceFreshness = { ...lab, source: 'argocd' };
  const bound = [makeWorkload('api-gateway')];

  it('leaves out an instance that fails and has nothing of the service', () => {
    expect(
      relevantSources('kubernetes', [lab, failing, argocd], bound),
    ).toEqual([lab]);
  });

  it('keeps an instance that never told what it has', () => {
    expect(relevantSources('kubernetes', [lab, unheard], bound)).toEqual([
      lab,
      unheard,
    ]);
  });

  it('keeps all of them while nothing is bound', () => {
    expect(relevantSources('kubernetes', [lab, failing, argocd], [])).toEqual([
      lab,
      failing,
    ]);
  });
});
