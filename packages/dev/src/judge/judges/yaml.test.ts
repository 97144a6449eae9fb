/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { buildCorpus } from '../corpus/buildCorpus';
import { JudgeContext } from '../types';
import { ambiguities, yaml } from './yaml';

describe('ambiguities', () => {
  it.each([
    ['a: yes', ['/a: "yes" reads as true in YAML 1.1']],
    ['a:\n  - 1:30', ['/a/0: "1:30" reads as 90 in YAML 1.1']],
    ['a: 0777', ['/a: 777 reads as 511 in YAML 1.1']],
    ['a: "yes"\nb: \'1:30\'\nc: true\nd: 0.5\ne: text', []],
  ])('finds what readers take for different things in %j', (text, expected) => {
    expect(ambiguities(text)).toEqual(expected);
  });
});

describe('yaml', () => {
  it('counts every file, and lets a workflow begin with on', async () => {
    const { checked, findings } = await yaml.run({
      corpus: buildCorpus([
        {
          id: 'repository/rolling',
          tree: 'repository/rolling',
          files: [
            { path: 'ci/workflows/a.yaml', content: 'on: push\njobs: {}\n' },
            { path: 'README.md', content: '# Hi' },
            { path: 'b.yaml', content: 'a: 1\na: 2\n' },
          ],
        },
      ]),
    } as JudgeContext);
    expect(checked).toBe(3);
    expect(findings).toEqual([
      {
        severity: 'error',
        places: ['repository/rolling: b.yaml'],
        message: 'Map keys must be unique',
      },
    ]);
  });
});
