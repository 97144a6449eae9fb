/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LabError } from '@openpolicy/lab';
import { basename, join } from 'node:path';
import { Judge, JudgeFinding, Score } from '../types';
import { CheckovTree, checkovTrees, stageTree } from './checkovTrees';
import { judgeRequest } from './excuses';
import { asDeployments } from './rolloutTwins';

/** One check of checkov's `-o json`. */
export interface CheckovRecord {
  check_id: string;
  check_name: string;
  /** From the folder that was judged, with a slash in front. */
  file_path: string;
  resource: string;
}

/** checkov's `-o json` of one framework. */
export interface CheckovOutput {
  check_type: string;
  results: {
    passed_checks: CheckovRecord[];
    failed_checks: CheckovRecord[];
    skipped_checks: CheckovRecord[];
    parsing_errors: string[];
  };
}

/**
 * Security of pods and of workflows. It is shown a tree at once, because some
 * checks look for a NetworkPolicy that selects the pod; and no more than a tree,
 * or one environment's policy would speak for another's pod.
 */
export const checkov: Judge = {
  name: 'checkov',
  what: 'security of pods and of workflows',
  needs: ['checkov'],
  async run({ corpus, tools, folder, exec }) {
    const trees = checkovTrees(corpus);
    const findings: JudgeFinding[] = [];
    const scores = new Map<string, Score>();
    const checked = new Set<string>();
    await Promise.all(
      trees.map(async tree => {
        const treeFolder = join(folder, tree.id);
        await stageTree(tree, treeFolder);
        const { stdout, stderr } = await exec(
          tools.checkov.command,
          [
            ...tools.checkov.args,
            '--directory=.',
            '--framework',
            ...(tree.objects.length ? ['kubernetes'] : []),
            ...(tree.workflows.length ? ['github_actions'] : []),
            '--skip-download',
            '--output=json',
            '--compact',
          ],
          {
            cwd: treeFolder,
            env: {
              ...tools.checkov.env,
              LOG_LEVEL: 'ERROR',
              // The places say how many processes there are, not checkov.
              CHECKOV_PARALLELIZATION_TYPE: 'none',
              // The work folder and GitHub's begin with a dot.
              CKV_IGNORE_HIDDEN_DIRECTORIES: 'false',
              // A .checkov.yaml of the user's would leave checks out.
              HOME: folder,
            },
          },
        );
        const outputs = parseCheckov(stdout, stderr);
        if (outputs.length === 0) {
          throw new LabError(
            `checkov read none of ${tree.objects.length} objects and ${tree.workflows.length} workflows of '${tree.names[0]}'`,
          );
        }
        for (const { id } of [...tree.objects, ...tree.workflows]) {
          checked.add(id);
        }
        findings.push(...readCheckov(outputs, tree));
        for (const set of corpus.sets) {
          if (!tree.names.includes(set.tree)) continue;
          const ids = asDeployments(corpus.objectsOf.get(set.id) ?? []).map(
            ({ id }) => id,
          );
          scores.set(set.id, scoreOfFiles(outputs, new Set(ids)));
        }
      }),
    );
    return { checked: checked.size, unit: 'objects', findings, scores };
  },
};

/** checkov answers a list, one framework's object, or counts if it found nothing to judge. */
export function parseCheckov(stdout: string, stderr = ''): CheckovOutput[] {
  const start = stdout.search(/[[{]/);
  if (start < 0) throw new LabError(`checkov said '${stderr.slice(-500)}'`);
  const parsed = JSON.parse(stdout.slice(start)) as unknown;
  return [parsed]
    .flat()
    .filter(
      (entry): entry is CheckovOutput =>
        typeof entry === 'object' && entry !== null && 'results' in entry,
    );
}

/** Failed checks, checks that an object asked to be left out of, and files that it could not read. */
export function readCheckov(
  outputs: readonly CheckovOutput[],
  tree: Omit<CheckovTree, 'id'>,
): JudgeFinding[] {
  const placesOf = (path: string) => {
    const id = basename(path, '.yaml');
    const found = [...tree.objects, ...tree.workflows].find(
      entry => entry.id === id,
    );
    const places = found?.places ?? [path];
    const own = places.filter(place =>
      tree.names.some(
        name => place.startsWith(`${name}/`) || place.startsWith(`${name}: `),
      ),
    );
    return own.length > 0 ? own : places;
  };
  return outputs.flatMap(({ check_type: type, results }) => [
    ...results.failed_checks.map(record => ({
      severity: 'error' as const,
      places: placesOf(record.file_path),
      message: `${kindOf(record, type)} ${record.check_id}: ${
        record.check_name
      }`,
    })),
    ...results.skipped_checks.map(record => {
      const places = placesOf(record.file_path);
      const object = { kind: kindOf(record, type) };
      return { ...judgeRequest('checkov', record.check_id, object), places };
    }),
    ...results.parsing_errors.map(path => ({
      severity: 'error' as const,
      places: placesOf(path),
      message: `${type}: checkov could not read the file`,
    })),
  ]);
}

/** Resources are named `Kind.namespace.name`. */
function kindOf({ resource }: CheckovRecord, type: string): string {
  return type === 'kubernetes' ? resource.split('.')[0] : type;
}

/** The score of some of the files that were judged together. */
export function scoreOfFiles(
  outputs: readonly CheckovOutput[],
  ids: ReadonlySet<string>,
): Score {
  const count = (records: CheckovRecord[]) =>
    records.filter(({ file_path: path }) => ids.has(basename(path, '.yaml')))
      .length;
  const score = { passed: 0, warned: 0, failed: 0 };
  for (const { results } of outputs) {
    score.passed += count(results.passed_checks);
    score.failed += count(results.failed_checks);
  }
  return score;
}
