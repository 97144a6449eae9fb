/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { jestCounts, playwrightCounts, summaryText } from './summary';

describe('jestCounts', () => {
  it('counts a suite that could not run as a failure', () => {
    expect(
      jestCounts({
        numPassedTests: 11,
        numFailedTests: 2,
        numPendingTests: 3,
        numTodoTests: 1,
        numRuntimeErrorTestSuites: 1,
      }),
    ).toEqual({ passed: 11, failed: 3, skipped: 4 });
  });
});

describe('playwrightCounts', () => {
  it('counts a test that passed at its second try as passed', () => {
    expect(
      playwrightCounts({
        stats: { expected: 12, unexpected: 1, flaky: 2, skipped: 3 },
        errors: [],
      }),
    ).toEqual({ passed: 14, failed: 1, skipped: 3 });
  });

  it('counts a run without any test as a failure', () => {
    expect(
      playwrightCounts({
        stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 },
      }).failed,
    ).toBe(1);
  });
});

describe('summaryText', () => {
  it('closes with the sum over all suites, alone on its line', () => {
    const text = summaryText([
      { name: 'types', passed: 1, failed: 0, skipped: 0, seconds: 20 },
      {
        name: 'jest',
        passed: 13,
        failed: 2,
        skipped: 1,
        seconds: 7,
        hint: 'yarn test',
      },
    ]);
    expect(text).toContain('FAIL jest   13 passed, 2 failed, 1 skipped  (7 s)');
    expect(text).toContain('yarn test');
    expect(text.split('\n').pop()).toBe('14 passed, 2 failed, 1 skipped');
  });
});
