/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Where long work says how far it is. Lines are whole sentences for people;
 * `step` returns the function that ends the step and says how long it took.
 * @public
 */
export interface Progress {
  line(text: string): void;
  step(text: string): () => void;
}

/** Prints each line with the seconds since the start. @public */
export function consoleProgress(
  write: (text: string) => void = text => process.stderr.write(text),
): Progress {
  const start = performance.now();
  const seconds = (since: number) =>
    ((performance.now() - since) / 1000).toFixed(1);
  const line = (text: string) =>
    write(`[${seconds(start).padStart(6)}s] ${text}\n`);
  return {
    line,
    step(text) {
      line(`${text} …`);
      const begun = performance.now();
      return () => line(`  done in ${seconds(begun)} s`);
    },
  };
}

/** Says nothing, for callers that draw their own progress. @public */
export const silentProgress: Progress = {
  line: () => {},
  step: () => () => {},
};
