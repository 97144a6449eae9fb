/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * An error whose message is meant for the person at the terminal: what failed,
 * on which object, and what to do next. The command prints it without a stack.
 * @public
 */
export class LabError extends Error {
  readonly exitCode: number;

  constructor(
    message: string,
    options?: { exitCode?: number; cause?: unknown },
  ) {
    super(message, { cause: options?.cause });
    this.name = 'LabError';
    this.exitCode = options?.exitCode ?? 1;
  }
}

/**
 * A tool that the lab needs and cannot get by itself. The command ends with exit
 * code 3, by which `dev start` knows to run the portal without the lab.
 * @public
 */
export class MissingToolError extends LabError {
  constructor(message: string) {
    super(message, { exitCode: 3 });
    this.name = 'MissingToolError';
  }
}

/** The message of anything that was thrown. @internal */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // undici hides the useful part ("connect ECONNREFUSED …") in the cause.
  const { cause } = error;
  return cause instanceof Error && error.message === 'fetch failed'
    ? cause.message
    : error.message;
}
