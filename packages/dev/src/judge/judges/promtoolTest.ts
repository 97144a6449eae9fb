/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Judge, JudgeFinding } from '../types';
import { inHalves, linesOf } from './inHalves';

/** Whether alerts fire and stay quiet at the minutes that the rendered tests say. */
export const promtoolTest: Judge = {
  name: 'promtool-test',
  what: 'alerts fire and stay quiet when the rendered tests say so',
  needs: ['promtool'],
  async run({ corpus, tools, folder, exec }) {
    const tests = corpus.files['prometheus-tests'].map(test => ({
      ...test,
      file: join(folder, test.id, basename(test.path)),
    }));
    for (const { id, file, content, siblings } of tests) {
      // Each test in a folder with the rules of its own set.
      await mkdir(join(folder, id), { recursive: true });
      await writeFile(file, content);
      for (const [name, rules] of siblings) {
        await writeFile(join(folder, id, name), rules);
      }
    }
    const bad = await inHalves(
      tests,
      exec,
      batch => ({
        program: tools.promtool,
        args: ['test', 'rules', ...batch.map(({ file }) => file)],
      }),
      (batch, stdout) => {
        const files = batch.map(({ file }) => file);
        const failed = new Set(failedFiles(stdout, files));
        // If it died without a word on any of them, any may be to blame.
        return failed.size > 0
          ? batch.filter(({ file }) => failed.has(file))
          : batch;
      },
    );
    return {
      checked: tests.length,
      unit: 'files',
      findings: [...bad].map(([{ places }, output]) =>
        readPromtoolTest(output, places),
      ),
    };
  },
};

/** One finding a file: the expectations that failed. */
export function readPromtoolTest(
  output: string,
  places: string[],
): JudgeFinding {
  const lines = linesOf(output).filter(
    line => !/^(Unit Testing: |FAILED:|SUCCESS)/.test(line),
  );
  return {
    severity: 'error',
    places,
    message: lines.slice(0, 12).join(' | ') || 'promtool failed',
  };
}

/** promtool says of each file that it begins, and then that all is well, or not. */
export function failedFiles(
  output: string,
  files: readonly string[],
): string[] {
  const well = new Set<string>();
  for (const part of output.split('Unit Testing:').slice(1)) {
    const [file, ...lines] = part.split('\n').map(line => line.trim());
    if (lines.includes('SUCCESS')) well.add(file);
  }
  return files.filter(file => !well.has(file));
}
