/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { VERSION } from '../version';

/**
 * The JSON of a run: which program and command, how it ended, and the command's
 * own fields, which the README lists. Fields are added, never given another
 * meaning.
 */
export function jsonText(
  command: string,
  exitCode: number,
  fields: Record<string, unknown>,
): string {
  return `${JSON.stringify(
    { tool: 'golden-path', version: VERSION, command, exitCode, ...fields },
    undefined,
    2,
  )}\n`;
}
