/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { countVerdicts } from './judgeSuite';

describe('countVerdicts', () => {
  it('counts each fixture, each judge and each bar', () => {
    const report = { checked: 1, unit: 'objects', findings: [], seconds: 0 };
    const score = { passed: 33, warned: 0, failed: 0 };
    expect(
      countVerdicts(
        [
          { judge: 'yaml', refused: ['a', 'b', 'c'], silent: [] },
          { judge: 'amtool', refused: ['d'], silent: ['e', 'f'] },
        ],
        [
          { ...report, judge: 'yaml', errors: 0, warnings: 0 },
          { ...report, judge: 'amtool', errors: 0, warnings: 7 },
          { ...report, judge: 'checkov', errors: 3, warnings: 0 },
        ],
        [
          { judge: 'kube-score', score, bar: score, ok: true },
          { judge: 'checkov', score, bar: score, ok: false },
        ],
      ),
    ).toEqual({ passed: 6, failed: 5 });
  });
});
