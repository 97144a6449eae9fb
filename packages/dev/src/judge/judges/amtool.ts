/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Judge, JudgeFinding } from '../types';
import { linesOf } from './inHalves';

/** Whether Alertmanager would load its configuration. */
export const amtool: Judge = {
  name: 'amtool',
  what: 'routes, receivers and inhibition of Alertmanager',
  needs: ['amtool'],
  async run({ corpus, tools, folder, exec }) {
    const files = corpus.files['alertmanager-config'];
    const findings: JudgeFinding[] = [];
    for (const { id, content, places } of files) {
      const file = join(folder, `${id}.yaml`);
      await writeFile(file, content);
      const result = await exec(tools.amtool, ['check-config', file]);
      if (result.code !== 0) {
        findings.push(readAmtool(`${result.stdout}\n${result.stderr}`, places));
      }
    }
    return { checked: files.length, unit: 'files', findings };
  },
};

/** `Checking 'FILE'  FAILED: why` */
export function readAmtool(output: string, places: string[]): JudgeFinding {
  const lines = linesOf(output);
  const failed = lines.find(line => line.includes('FAILED: '));
  return {
    severity: 'error',
    places,
    message: failed?.split('FAILED: ')[1] ?? lines.join(' '),
  };
}
