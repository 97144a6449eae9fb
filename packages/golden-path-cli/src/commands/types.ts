/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { SarifLog } from '../output/sarif';

/** A flag of a command, told once for the parser, the types and the help. */
export interface Flag {
  type: 'boolean' | 'string';
  /** What its value is called in the help. */
  value?: string;
  help: string;
  /** May be given more than once. */
  multiple?: boolean;
}

/** Flags as their values. */
export type FlagValues<Flags extends Record<string, Flag>> = {
  [Name in keyof Flags]: Flags[Name] extends { type: 'boolean' }
    ? boolean | undefined
    : Flags[Name] extends { multiple: true }
    ? string[] | undefined
    : string | undefined;
};

/** Where a command runs. */
export interface CommandContext {
  /** Paths of the command line are relative to it. */
  cwd: string;
  /** Top of the repository: defaults and reported paths are relative to it. */
  root: string;
  /** Decides which waivers have run out. */
  now: Date;
}

/** What a command found out; the output layer makes text or JSON of it. */
export interface CommandResult {
  exitCode: 0 | 1;
  /** Lines for people, on standard output. */
  text: string[];
  /** Lines for people that are not the result itself, on standard error. */
  notes?: string[];
  /** Fields of the JSON output. */
  json: Record<string, unknown>;
  /** Of commands that take `--sarif`. */
  sarif?: SarifLog;
}

/** A command of the program. */
export interface Command {
  name: string;
  /** One line for the list of commands. */
  summary: string;
  /** What stands behind the name, as `[SERVICE]`. */
  arguments: string;
  /** What the help says below the first line. */
  details: string;
  flags: Record<string, Flag>;
  run(
    context: CommandContext,
    flags: Record<string, unknown>,
    positionals: string[],
  ): CommandResult;
}

/** Ties the types of a command's flags to the function that reads them. */
export function defineCommand<Flags extends Record<string, Flag>>(
  command: Omit<Command, 'flags' | 'run'> & {
    flags: Flags;
    run(
      context: CommandContext,
      flags: FlagValues<Flags>,
      positionals: string[],
    ): CommandResult;
  },
): Command {
  return command as unknown as Command;
}
