/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { findGitea } from './startGitea';

/**
 * Tests on a real Gitea. On a machine without one they are skipped by name and a line
 * says so; `./dev test` builds one.
 *
 * @param tests - get the program, for `startGitea`
 * @public
 */
export function describeWithGitea(
  name: string,
  tests: (program: string) => void,
): void {
  const program = findGitea();
  if (!program) {
    process.stderr.write(
      `Skipped: ${name}. No program is named by GITEA or on PATH; \`./dev test jest\` builds one.\n`,
    );
  }
  // Jest wants a function of no arguments, and runs it for the names of the tests too.
  (program ? describe : describe.skip)(name, () => tests(program ?? ''));
}
