/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageDir } from './paths';
import { renderCommands } from './renderDryRun';
import { fixedContext } from './testUtils';

const golden = join(__dirname, '__golden__/commands.txt');

describe('renderCommands', () => {
  it('runs exactly the commands of the transcript', () => {
    const text = renderCommands(fixedContext()).replaceAll(packageDir, '/lab');
    // Only by hand: UPDATE_GOLDEN=1 yarn test renderDryRun
    if (process.env.UPDATE_GOLDEN && !process.env.CI)
      writeFileSync(golden, text);
    expect(existsSync(golden)).toBe(true);
    expect(text).toBe(readFileSync(golden, 'utf8'));
  });
});
