/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Progress } from '@openpolicy/lab';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DevPaths } from '../paths';
import { SuiteResult } from '../test/summary';
import { withJudgeLock } from './judgeCommand';
import { JUDGES } from './judges';
import { BarResult, compareWithBar } from './report/bar';
import { reportText } from './report/reportText';
import { JudgeReport, refuseIdle, runJudges } from './runJudges';
import { selfCheck, SelfCheckResult, selfCheckText } from './selfCheck';
import { renderSets } from './sets';

const LOG = '.run/test/logs/judge.log';

/**
 * The judges as a part of `./dev test`. A test is a judge's verdict on everything that
 * the catalog and the form make, a score that has a bar, or a broken fixture that its judge must refuse.
 */
export async function runJudgeSuite(
  paths: DevPaths,
  progress: Progress,
): Promise<SuiteResult> {
  const start = performance.now();
  return withJudgeLock(paths, async folder => {
    const judges = JUDGES;
    const checks = await selfCheck({ judges, paths, folder, progress });
    const sets = await renderSets(paths);
    const reports = refuseIdle(
      await runJudges({ sets, judges, paths, folder, progress }),
    );
    const bar = compareWithBar(reports, sets);
    const counts = countVerdicts(checks, reports, bar);
    const text = `${selfCheckText(checks)}\n\n${reportText(reports, bar)}\n`;
    const log = join(paths.repository, LOG);
    await mkdir(join(log, '..'), { recursive: true });
    await writeFile(log, text);
    if (counts.failed > 0) process.stderr.write(text);
    return {
      name: 'judge',
      ...counts,
      skipped: 0,
      seconds: (performance.now() - start) / 1000,
      hint: `./dev judge shows it again; the whole report is ${LOG}`,
    };
  });
}

/** How many verdicts were as they must be. */
export function countVerdicts(
  checks: readonly SelfCheckResult[],
  reports: readonly JudgeReport[],
  bar: readonly BarResult[],
): { passed: number; failed: number } {
  const verdicts = [
    ...checks.flatMap(({ refused, silent }) => [
      ...refused.map(() => true),
      ...silent.map(() => false),
    ]),
    ...reports.map(({ errors, warnings }) => errors + warnings === 0),
    ...bar.map(({ ok }) => ok),
  ];
  const passed = verdicts.filter(Boolean).length;
  return { passed, failed: verdicts.length - passed };
}
