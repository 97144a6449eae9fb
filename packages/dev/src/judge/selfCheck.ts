/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Progress } from '@openpolicy/lab';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { DevPaths } from '../paths';
import { runJudges } from './runJudges';
import { Judge, ManifestSet, RenderedFile } from './types';

/** Whether a judge refused everything that it must refuse. */
export interface SelfCheckResult {
  judge: string;
  /** Broken fixtures that it refused. */
  refused: string[];
  /** Broken fixtures that it said nothing about. */
  silent: string[];
}

// It runs from its sources, never from a build.
// eslint-disable-next-line no-restricted-syntax
export const BROKEN = join(__dirname, '__fixtures__/broken');

/**
 * Shows each judge manifests with one fault each, which it must find: a judge that
 * finds nothing in good manifests has proven nothing until it finds something in bad
 * ones.
 *
 * Fixtures lie in `__fixtures__/broken/<judge>/<fault>/`, whole trees of files.
 */
export async function selfCheck(options: {
  judges: readonly Judge[];
  paths: DevPaths;
  folder: string;
  progress: Progress;
}): Promise<SelfCheckResult[]> {
  const results: SelfCheckResult[] = [];
  for (const judge of options.judges) {
    const sets = await brokenSets(judge.name);
    const [report] = await runJudges({ ...options, sets, judges: [judge] });
    const places = report.findings
      .filter(({ severity }) => severity !== 'excused')
      .flatMap(finding => finding.places);
    const isFound = ({ id }: ManifestSet) =>
      places.some(place => place === id || place.startsWith(`${id}: `));
    results.push({
      judge: judge.name,
      refused: sets.filter(isFound).map(({ id }) => id),
      silent: [
        ...sets.filter(set => !isFound(set)).map(({ id }) => id),
        ...(sets.length === 0 ? ['it has no broken fixture'] : []),
      ],
    });
  }
  return results;
}

/** The fixtures of a judge, each a set of its own. */
export async function brokenSets(judge: string): Promise<ManifestSet[]> {
  const root = join(BROKEN, judge);
  const faults = await readdir(root).catch(() => [] as string[]);
  return Promise.all(
    faults.sort().map(async fault => ({
      id: `${judge}/${fault}`,
      tree: `${judge}/${fault}`,
      files: await readFiles(join(root, fault)),
    })),
  );
}

async function readFiles(folder: string): Promise<RenderedFile[]> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  return Promise.all(
    entries
      .filter(entry => entry.isFile())
      .map(async entry => {
        const file = join(entry.parentPath, entry.name);
        return {
          path: relative(folder, file).split('\\').join('/'),
          content: await readFile(file, 'utf8'),
        };
      }),
  );
}

/** A line a judge. */
export function selfCheckText(results: readonly SelfCheckResult[]): string {
  const width = Math.max(...results.map(({ judge }) => judge.length));
  return results
    .map(({ judge, refused, silent }) =>
      [
        `${silent.length ? 'FAIL' : 'ok  '}  ${judge.padEnd(width)}  refused ${
          refused.length
        } of ${refused.length + silent.length} broken fixtures`,
        ...silent.map(fault => `        silent about ${fault}`),
      ].join('\n'),
    )
    .join('\n');
}
