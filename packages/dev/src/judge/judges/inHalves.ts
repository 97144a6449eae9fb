/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { JudgeContext } from '../types';
import { inBatches } from './stageObjects';

/**
 * Runs a program that takes many files and says only once how they all are: half of
 * the files at a time, and, where it was not content, each of them alone.
 *
 * @param suspects - which of a batch may be to blame, by what the program printed on
 *   standard output; default: all
 * @returns the output of each file that it was not content with.
 */
export async function inHalves<T>(
  entries: readonly T[],
  exec: JudgeContext['exec'],
  command: (batch: readonly T[]) => { program: string; args: string[] },
  suspects = (batch: readonly T[], _stdout: string) => batch,
): Promise<Map<T, string>> {
  const ask = async (batch: readonly T[]) => {
    const { program, args } = command(batch);
    const { code, stdout, stderr } = await exec(program, args);
    return { ok: code === 0, output: `${stdout}\n${stderr}`, stdout };
  };
  const bad = new Map<T, string>();
  const half = Math.max(1, Math.ceil(entries.length / 2));
  await Promise.all(
    inBatches(entries, half).map(async batch => {
      const { ok, stdout } = await ask(batch);
      if (ok) return;
      for (const entry of suspects(batch, stdout)) {
        const alone = await ask([entry]);
        if (!alone.ok) bad.set(entry, alone.output);
      }
    }),
  );
  return bad;
}

/** The lines of an output that say something. */
export function linesOf(output: string): string[] {
  return output
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean);
}
