/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Progress } from '@openpolicy/lab';
import { exec } from '@openpolicy/lab/runtime';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DevPaths } from '../paths';
import { buildCorpus } from './corpus/buildCorpus';
import { Places } from './places';
import { ensureTools } from './tools';
import { Judge, JudgeContext, JudgeResult, ManifestSet } from './types';

/** What one judge said, and how long its programs ran. */
export interface JudgeReport extends JudgeResult {
  judge: string;
  errors: number;
  warnings: number;
  /** Time of the judge's own work; the time in which it waited for a place does not count. */
  seconds: number;
}

/** Programs that run at once: one a core of a small machine. */
const PLACES = 2;

/**
 * Shows sets of rendered files, wherever they come from, to judges.
 *
 * @param options - `folder` holds what the judges were shown, and what must outlive
 *   a run that was killed.
 * @returns one report a judge, in their order. A judge that could not do its work
 *   is an error of its own.
 * @throws MissingToolError when a judge can't be had.
 */
export async function runJudges(options: {
  sets: readonly ManifestSet[];
  judges: readonly Judge[];
  paths: DevPaths;
  folder: string;
  progress: Progress;
}): Promise<JudgeReport[]> {
  const { sets, judges, paths, folder, progress } = options;
  const tools = await ensureTools(
    new Set(judges.flatMap(judge => judge.needs)),
    paths,
    progress,
  );
  const shown = join(folder, 'shown');
  await rm(shown, { recursive: true, force: true });
  const corpus = buildCorpus(sets);
  progress.line(
    `${sets.length} sets hold ${corpus.objects.length} different objects`,
  );
  const places = new Places(PLACES);
  return Promise.all(
    judges.map(async judge => {
      const own = join(shown, judge.name);
      await mkdir(own, { recursive: true });
      const report = await runJudge(judge, places, {
        corpus,
        tools,
        folder: own,
        runFolder: join(folder, 'run', judge.name),
      });
      progress.line(
        `${judge.name}: ${report.checked} ${report.unit}, ${report.errors} errors, ${report.warnings} warnings`,
      );
      return report;
    }),
  );
}

/**
 * Counts a judge that was shown nothing as one that found an error: where everything
 * is rendered, a silent judge means that its files are missing or not recognised.
 */
export function refuseIdle(reports: readonly JudgeReport[]): JudgeReport[] {
  return reports.map(report =>
    report.checked > 0 || report.findings.length > 0
      ? report
      : {
          ...report,
          errors: 1,
          findings: [
            {
              severity: 'error',
              places: [`judge ${report.judge}`],
              message: 'nothing was rendered that this judge reads',
            },
          ],
        },
  );
}

async function runJudge(
  judge: Judge,
  places: Places,
  given: Omit<JudgeContext, 'exec' | 'work'>,
): Promise<JudgeReport> {
  let milliseconds = 0;
  const work = <T>(job: () => Promise<T>) =>
    places.run(async () => {
      const start = performance.now();
      try {
        return await job();
      } finally {
        milliseconds += performance.now() - start;
      }
    });
  const result = await judge
    .run({
      ...given,
      work,
      exec: (command, args, more) =>
        work(() => exec(command, args, { ...more, allowFailure: true })),
    })
    .catch(
      (error): JudgeResult => ({
        checked: 0,
        unit: 'objects',
        findings: [
          {
            severity: 'error',
            places: [`judge ${judge.name}`],
            message: `the judge could not do its work: ${
              (error as Error).message
            }`,
          },
        ],
      }),
    );
  const count = (severity: string) =>
    result.findings.filter(finding => finding.severity === severity).length;
  return {
    ...result,
    judge: judge.name,
    errors: count('error'),
    warnings: count('warning'),
    seconds: milliseconds / 1000,
  };
}
