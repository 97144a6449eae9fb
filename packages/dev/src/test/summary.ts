/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** How many tests of one suite ended how. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** One part of the run. */
export interface SuiteResult extends Counts {
  name: string;
  seconds: number;
  /** What to look at when it failed. */
  hint?: string;
}

/** Adds the suites up. */
export function sum(suites: SuiteResult[]): Counts {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const suite of suites) {
    total.passed += suite.passed;
    total.failed += suite.failed;
    total.skipped += suite.skipped;
  }
  return total;
}

/** The table and the closing line, which CI reads. */
export function summaryText(suites: SuiteResult[]): string {
  const width = Math.max(...suites.map(suite => suite.name.length));
  const rows = suites.map(
    ({ name, passed, failed, skipped, seconds, hint }) =>
      `  ${failed ? 'FAIL' : 'ok  '} ${name.padEnd(width)}  ${countText({
        passed,
        failed,
        skipped,
      })}  (${seconds.toFixed(0)} s)${
        failed && hint ? `\n       ${hint}` : ''
      }`,
  );
  return `\n${rows.join('\n')}\n\n${countText(sum(suites))}`;
}

function countText({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** Counts of jest's `--json` report. A suite that could not run counts as a failure. */
export function jestCounts(report: {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests?: number;
  numRuntimeErrorTestSuites: number;
}): Counts {
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  };
}

/** Counts of Playwright's JSON report. A test that passed at its second try counts as passed. */
export function playwrightCounts(report: {
  stats: {
    expected: number;
    unexpected: number;
    flaky: number;
    skipped: number;
  };
  errors?: unknown[];
}): Counts {
  const { expected, unexpected, flaky, skipped } = report.stats;
  const ranNothing = expected + unexpected + flaky === 0;
  return {
    passed: expected + flaky,
    failed: unexpected + (ranNothing || report.errors?.length ? 1 : 0),
    skipped,
  };
}
