/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { silentProgress } from '@openpolicy/lab';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { devPaths } from '../paths';
import { failedFiles } from './judges/promtoolTest';
import { mutateRules, mutationText, MutationCase } from './mutations';

/** Finds a test all right if its rules, which lie beside it, say so. */
const PROMTOOL = `#!/bin/sh
shift 2
for file in "$@"; do
  echo "Unit Testing:  $file"
  if grep -q fine "$(dirname "$file")/shop.rules.yaml"; then
    echo "  SUCCESS"
  else
    echo "  FAILED:" >&2
  fi
  echo
done
`;

function rulesThat(verdict: 'fine' | 'wrong') {
  return {
    file: 'shop.rules.yaml',
    groups: [{ name: verdict }],
    document: { tests: [] },
  };
}

describe('mutateRules', () => {
  const path = process.env.PATH;
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mutations-'));
    for (const program of ['prometheus', 'promtool']) {
      writeFileSync(join(folder, program), PROMTOOL);
      chmodSync(join(folder, program), 0o755);
    }
    process.env.PATH = `${folder}${delimiter}${path}`;
  });

  afterEach(() => {
    process.env.PATH = path;
    rmSync(folder, { recursive: true });
  });

  const run = (...cases: MutationCase[]) =>
    mutateRules({
      paths: devPaths(),
      folder: join(folder, 'shown'),
      progress: silentProgress,
      cases,
    });

  it('names the mistakes that pass all of their tests', async () => {
    const results = await run({
      what: 'a shop',
      sound: [rulesThat('fine')],
      mutants: [
        { description: 'found first', tests: [rulesThat('wrong')] },
        {
          description: 'found last',
          tests: [rulesThat('fine'), rulesThat('fine'), rulesThat('wrong')],
        },
        {
          description: 'missed',
          tests: [rulesThat('fine'), rulesThat('fine')],
        },
        { description: 'without tests', tests: [] },
      ],
      equivalents: [
        { description: 'the same', reason: 'why', tests: [rulesThat('fine')] },
        { description: 'not so', reason: 'why', tests: [rulesThat('wrong')] },
      ],
    });
    expect(results).toEqual([
      {
        what: 'a shop',
        total: 4,
        survivors: ['missed', 'without tests'],
        equivalents: { why: 2 },
        refuted: ['not so'],
      },
    ]);
    expect(mutationText(results)).toBe(
      [
        'mutations of rules: 2 of 4 found (50%)',
        '  not found, a shop: missed',
        '  not found, a shop: without tests',
        '  not counted, 2 that mean the same: why',
        '  does not mean the same, a shop: not so',
      ].join('\n'),
    );
  });

  it('shows promtool more mutants than it takes at once', async () => {
    const mutants = Array.from({ length: 101 }, (_, index) => ({
      description: `number ${index}`,
      tests: [rulesThat(index === 77 ? 'fine' : 'wrong')],
    }));
    const [{ survivors }] = await run({
      what: 'a shop',
      sound: [rulesThat('fine')],
      mutants,
      equivalents: [],
    });
    expect(survivors).toEqual(['number 77']);
  });

  it('refuses rules whose tests fail without a mistake', async () => {
    await expect(
      run({
        what: 'a shop',
        sound: [rulesThat('fine'), rulesThat('wrong')],
        mutants: [],
        equivalents: [],
      }),
    ).rejects.toThrow(
      "Failed to mutate the rules of a shop: tests of 'shop.rules.yaml' fail as they are.",
    );
  });
});

describe('failedFiles', () => {
  it('takes a file for failed unless promtool says that all is well', () => {
    const output =
      'Unit Testing:  /a/1.yaml\n  SUCCESS\n\nUnit Testing:  /a/2.yaml\n\n';
    expect(
      failedFiles(output, ['/a/1.yaml', '/a/2.yaml', '/a/3.yaml']),
    ).toEqual(['/a/2.yaml', '/a/3.yaml']);
  });
});
