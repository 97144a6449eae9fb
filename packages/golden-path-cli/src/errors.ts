/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Why the program ends, for scripts. */
export const EXIT = {
  fine: 0,
  /** Findings, differences or losses. */
  found: 1,
  wrongUse: 2,
  unreadable: 3,
} as const;

/** An error that is written for the reader: what failed, why, what to do. */
export class CliError extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number) {
    super(message);
    this.name = 'CliError';
    this.exitCode = exitCode;
  }
}

/** The command line asks for what is not there. */
export class UsageError extends CliError {
  constructor(message: string) {
    super(message, EXIT.wrongUse);
  }
}

/** A file is missing or is not what it should be. */
export class UnreadableError extends CliError {
  constructor(message: string) {
    super(message, EXIT.unreadable);
  }
}
