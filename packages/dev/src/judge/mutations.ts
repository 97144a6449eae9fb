/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LabError, labPaths, Progress } from '@openpolicy/lab';
import { exec, locatePrometheus } from '@openpolicy/lab/runtime';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DevPaths } from '../paths';
import { failedFiles } from './judges/promtoolTest';
import { inBatches } from './judges/stageObjects';

/** What came of the mistakes in one kind of service. */
export interface MutationResult {
  what: string;
  total: number;
  /** Mistakes that no test found. */
  survivors: string[];
  /** Changes that mean the same, by the reason why. */
  equivalents: Record<string, number>;
  /** Of these, the ones that a test saw: they do not mean the same. */
  refuted: string[];
}

/** As `mutationCases` of golden-path-common gives them. */
export interface MutationCase {
  what: string;
  /** Rules without a mistake. */
  sound: TestedRules[];
  mutants: Mutant[];
  /** Changes after which a rule means the same. */
  equivalents: Array<Mutant & { reason: string }>;
}

interface Mutant {
  description: string;
  /** It is found if one of them fails. */
  tests: TestedRules[];
}

/** Rules, the name of their file, and a document that tests them. */
interface TestedRules {
  file: string;
  groups: readonly object[];
  document: object;
}

/** Programs that run at once: one a core of a small machine. */
const PLACES = 2;

/** Tests of one run of promtool, which takes a while to start. */
const BATCH = 24;

/**
 * Makes one mistake after another in the rules of services, and has promtool run
 * their tests: a mistake that no test finds is a test that is missing. Changes that
 * are said to mean the same are tried too: one that a test finds does not.
 *
 * @param options - `folder` is emptied first
 * @throws LabError if tests fail without a mistake, MissingToolError without promtool
 */
export async function mutateRules(options: {
  paths: DevPaths;
  folder: string;
  progress: Progress;
  cases?: readonly MutationCase[];
}): Promise<MutationResult[]> {
  const { paths, folder, progress } = options;
  const { promtool } = await locatePrometheus(labPaths().cache, progress);
  const cases = options.cases ?? (await loadCases(paths));
  await rm(folder, { recursive: true, force: true });

  const results: MutationResult[] = [];
  for (const { what, sound, mutants, equivalents } of cases) {
    const [broken] = await failing(promtool, sound, folder);
    if (broken) {
      throw new LabError(
        `Failed to mutate the rules of ${what}: tests of '${broken.file}' fail as they are.`,
      );
    }
    const survivors = await survivorsOf(promtool, mutants, folder);
    const same = new Set(await survivorsOf(promtool, equivalents, folder));
    const total = mutants.length;
    results.push({
      what,
      total,
      survivors: survivors.map(({ description }) => description),
      equivalents: countBy(equivalents, ({ reason }) => reason),
      refuted: equivalents
        .filter(mutant => !same.has(mutant))
        .map(({ description }) => description),
    });
    progress.line(`${what}: ${total - survivors.length} of ${total} found`);
  }
  return results;
}

/**
 * Most mutants fail their first test, so only those that do not are shown the
 * second, and so on.
 */
async function survivorsOf<T extends Mutant>(
  promtool: string,
  mutants: readonly T[],
  folder: string,
): Promise<T[]> {
  let alive = [...mutants];
  for (let round = 0; alive.some(({ tests }) => tests[round]); round++) {
    const tests = new Map(
      alive.flatMap(mutant =>
        mutant.tests[round] ? [[mutant.tests[round], mutant]] : [],
      ),
    );
    const found = new Set<T>();
    for (const test of await failing(promtool, [...tests.keys()], folder)) {
      found.add(tests.get(test)!);
    }
    alive = alive.filter(mutant => !found.has(mutant));
  }
  return alive;
}

/** The score, and each mistake that no test found. */
export function mutationText(results: readonly MutationResult[]): string {
  const sum = (count: (result: MutationResult) => number) =>
    results.reduce((total, result) => total + count(result), 0);
  const total = sum(result => result.total);
  const killed = total - sum(result => result.survivors.length);
  const share = total === 0 ? 100 : Math.floor((killed / total) * 1000) / 10;
  const equivalents = new Map<string, number>();
  for (const [reason, count] of results.flatMap(result =>
    Object.entries(result.equivalents),
  )) {
    equivalents.set(reason, (equivalents.get(reason) ?? 0) + count);
  }
  return [
    `mutations of rules: ${killed} of ${total} found (${share}%)`,
    ...results.flatMap(({ what, survivors }) =>
      survivors.map(survivor => `  not found, ${what}: ${survivor}`),
    ),
    ...[...equivalents].map(
      ([reason, count]) =>
        `  not counted, ${count} that mean the same: ${reason}`,
    ),
    ...results.flatMap(({ what, refuted }) =>
      refuted.map(found => `  does not mean the same, ${what}: ${found}`),
    ),
  ].join('\n');
}

function countBy<T>(list: readonly T[], key: (entry: T) => string) {
  const counts: Record<string, number> = {};
  for (const entry of list) counts[key(entry)] = (counts[key(entry)] ?? 0) + 1;
  return counts;
}

/** Mutations are for tests and no part of the package's public face. */
async function loadCases({ repository }: DevPaths): Promise<MutationCase[]> {
  const file = join(
    repository,
    'plugins/golden-path-common/src/alerts/mutations/cases.ts',
  );
  const { mutationCases } = await import(pathToFileURL(file).href);
  return mutationCases();
}

/** Those of which a test fails. */
async function failing(
  promtool: string,
  rules: readonly TestedRules[],
  folder: string,
): Promise<TestedRules[]> {
  const batches = inBatches(rules, BATCH);
  const bad: TestedRules[] = [];
  let next = 0;
  const work = async (place: number) => {
    while (next < batches.length) {
      const batch = batches[next++];
      const files = await writeBatch(batch, join(folder, String(place)));
      const { stdout } = await exec(promtool, ['test', 'rules', ...files], {
        allowFailure: true,
        // A third of its time would go into tidying memory that is there.
        env: { GOGC: '400' },
      });
      const failed = new Set(failedFiles(stdout, files));
      bad.push(...batch.filter((_, index) => failed.has(files[index])));
    }
  };
  await Promise.all(Array.from({ length: PLACES }, (_, place) => work(place)));
  return bad;
}

/** A folder each, since all rules have one name. */
async function writeBatch(
  batch: readonly TestedRules[],
  folder: string,
): Promise<string[]> {
  return Promise.all(
    batch.map(async ({ file, groups, document }, index) => {
      const own = join(folder, String(index));
      const test = join(own, 'test.yaml');
      await mkdir(own, { recursive: true });
      // JSON is YAML, and quick to write.
      await writeFile(join(own, file), JSON.stringify({ groups }));
      await writeFile(test, JSON.stringify(document));
      return test;
    }),
  );
}
