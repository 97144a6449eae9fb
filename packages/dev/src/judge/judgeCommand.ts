/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LabError, Progress } from '@openpolicy/lab';
import { withLock } from '@openpolicy/lab/runtime';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DevPaths } from '../paths';
import { JUDGES } from './judges';
import { mutateRules, mutationText } from './mutations';
import { compareWithBar } from './report/bar';
import { isClean, reportJson, reportText } from './report/reportText';
import { refuseIdle, runJudges } from './runJudges';
import { selfCheck, selfCheckText } from './selfCheck';
import { renderSets } from './sets';
import { Judge } from './types';

export const USAGE = `Has the field's own tools judge everything that the golden path renders: all
services of catalog-info x strategies x environments, and what the form for new
services makes.

  ./dev judge [JUDGE...] [--service NAME] [--environment NAME] [--strategy NAME] [--json FILE]
  ./dev judge [JUDGE...] --created [--json FILE]
  ./dev judge [JUDGE...] --random N [--seed N] [--json FILE]
  ./dev judge [JUDGE...] --self-check
  ./dev judge --mutations

  JUDGE           ${JUDGES.map(({ name }) => name).join(
    ', ',
  )} (all of them unless named)
  --service, --environment, --strategy
                  only that part of the matrix
  --created       only what the form for new services makes
  --random N      N random valid specs instead of the catalog
  --seed N        which random specs (default 1)
  --self-check    show every judge a manifest that it must refuse, and fail if one stays silent
  --mutations     make mistakes in alert rules, and fail if their tests miss one
  --json FILE     also write the report there

Exit codes: 0 no error, no warning and no score below the bar; 1 otherwise; 3 a tool can't be had.
`;

/** The program behind `./dev judge`. Returns the exit code. */
export async function judgeCommand(
  paths: DevPaths,
  args: string[],
  progress: Progress,
): Promise<number> {
  const { values, positionals } = readArgs(args);
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const judges = namedJudges(positionals);
  return withJudgeLock(paths, async folder => {
    if (values['self-check']) {
      const results = await selfCheck({ judges, paths, folder, progress });
      process.stdout.write(`${selfCheckText(results)}\n`);
      return results.every(({ silent }) => silent.length === 0) ? 0 : 1;
    }
    if (values.mutations) {
      const results = await mutateRules({ paths, folder, progress });
      process.stdout.write(`${mutationText(results)}\n`);
      return results.every(
        ({ survivors, refuted }) => survivors.length + refuted.length === 0,
      )
        ? 0
        : 1;
    }
    const { service, environment, strategy, created, random, seed, json } =
      values;
    const isFiltered = Boolean(service ?? environment ?? strategy);
    const done = progress.step('rendering');
    const sets = await renderSets(paths, {
      created,
      ...(isFiltered && { filter: { service, environment, strategy } }),
      ...(random && {
        random: {
          count: wholeNumber('random', random),
          seed: wholeNumber('seed', seed),
        },
      }),
    });
    done();
    const run = await runJudges({ sets, judges, paths, folder, progress });
    const isPart = isFiltered || created || random;
    const reports = isPart ? run : refuseIdle(run);
    const bar = compareWithBar(reports, sets);
    process.stdout.write(`\n${reportText(reports, bar)}\n`);
    if (json) {
      const text = JSON.stringify(reportJson(reports, bar), undefined, 2);
      await writeFile(resolve(json), `${text}\n`);
    }
    return isClean(reports, bar) ? 0 : 1;
  });
}

/** Two runs would take each other's files away. */
export function withJudgeLock<T>(
  paths: DevPaths,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const run = join(paths.repository, '.run/judge');
  return withLock(join(run, 'command.lock'), './dev judge', () => work(run));
}

function readArgs(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        help: { type: 'boolean' },
        service: { type: 'string' },
        environment: { type: 'string' },
        strategy: { type: 'string' },
        created: { type: 'boolean' },
        random: { type: 'string' },
        seed: { type: 'string', default: '1' },
        'self-check': { type: 'boolean' },
        mutations: { type: 'boolean' },
        json: { type: 'string' },
      },
    });
  } catch (error) {
    throw new LabError(
      `Failed to read the arguments of './dev judge': ${
        (error as Error).message
      }. './dev judge --help' shows them.`,
      { cause: error },
    );
  }
}

/** The judges of these names, in the order of the report; all if there are none. */
export function namedJudges(names: readonly string[]): readonly Judge[] {
  const unknown = names.find(
    name => !JUDGES.some(judge => judge.name === name),
  );
  if (unknown) {
    throw new LabError(
      `There is no judge '${unknown}'. There are ${JUDGES.map(
        ({ name }) => name,
      ).join(', ')}.`,
    );
  }
  return names.length
    ? JUDGES.filter(({ name }) => names.includes(name))
    : JUDGES;
}

function wholeNumber(option: string, text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  throw new LabError(`'--${option} ${text}' is no whole number.`);
}
