/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Judge, JudgeFinding } from '../types';
import { inHalves, linesOf } from './inHalves';

/** PromQL, templates and duplicates of every rule: of rule files and of PrometheusRules. */
export const promtoolCheck: Judge = {
  name: 'promtool-check',
  what: 'PromQL, templates and duplicates of rules, all lints fatal',
  needs: ['promtool'],
  async run({ corpus, tools, folder, exec }) {
    const files = [
      ...corpus.files['prometheus-rules'].map(({ id, content, places }) => ({
        file: join(folder, `${id}.yaml`),
        content,
        places,
      })),
      ...corpus.objects
        .filter(
          ({ kind, apiVersion }) =>
            kind === 'PrometheusRule' &&
            apiVersion.startsWith('monitoring.coreos.com/'),
        )
        .map(({ id, value, places }) => ({
          file: join(folder, `${id}.yaml`),
          // The operator gives Prometheus the spec as it is; JSON is YAML.
          content: JSON.stringify(value.spec, undefined, 1),
          places,
        })),
    ];
    for (const { file, content } of files) await writeFile(file, content);
    const bad = await inHalves(files, exec, batch => ({
      program: tools.promtool,
      args: [
        'check',
        'rules',
        '--lint=all',
        '--lint-fatal',
        ...batch.map(({ file }) => file),
      ],
    }));
    return {
      checked: files.length,
      unit: 'files',
      findings: [...bad].flatMap(([{ places }, output]) =>
        readPromtoolCheck(output, places),
      ),
    };
  },
};

/** Findings of one file's output. */
export function readPromtoolCheck(
  output: string,
  places: string[],
): JudgeFinding[] {
  const lines = linesOf(output).filter(
    line => !/^(Checking |FAILED:|SUCCESS:)/.test(line),
  );
  // A lint error is a paragraph, any other error a line with the file in front.
  const isParagraph = lines[0]?.startsWith('lint error');
  const messages = isParagraph
    ? [lines.join(' ')]
    : lines.map(line => line.replace(/^\/\S+?\.yaml: /, ''));
  return (messages.length ? messages : ['promtool failed']).map(message => ({
    severity: 'error',
    places,
    message,
  }));
}
