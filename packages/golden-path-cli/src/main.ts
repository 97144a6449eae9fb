/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { COMMANDS } from './commands';
import { Command } from './commands/types';
import { CliError, EXIT, UsageError } from './errors';
import { commandHelp, overview } from './output/help';
import { jsonText } from './output/json';
import { writeSarif } from './output/sarif';
import { VERSION } from './version';

/** Where the program runs and where its words go. */
export interface ProgramOptions {
  args: readonly string[];
  cwd: string;
  /** Decides which waivers have run out. */
  now: Date;
  /** Takes text for standard output. */
  write(text: string): void;
  /** Takes text for standard error. */
  writeError(text: string): void;
}

/**
 * The program `golden-path` without its process.
 *
 * @returns the exit code: 0 fine, 1 findings or differences, 2 wrong use, 3 a
 *   file cannot be read
 * @public
 */
export function runGoldenPath(options: ProgramOptions): number {
  const [name, ...args] = options.args;
  if (name === undefined) {
    options.writeError(overview());
    return EXIT.wrongUse;
  }
  if (name === 'help' || name === '--help' || name === '-h') {
    const command = COMMANDS.find(entry => entry.name === args[0]);
    options.write(command ? commandHelp(command) : overview());
    return EXIT.fine;
  }
  if (name === '--version') {
    options.write(`${VERSION}\n`);
    return EXIT.fine;
  }
  const command = COMMANDS.find(entry => entry.name === name);
  // Scripts that asked for JSON get JSON for errors too.
  const wantsJson = args.includes('--json');
  try {
    if (!command) {
      throw new UsageError(
        `There is no command '${name}'. There are: ${COMMANDS.map(
          entry => entry.name,
        ).join(', ')}.`,
      );
    }
    return runCommand(command, args, options);
  } catch (error) {
    if (!(error instanceof CliError)) {
      throw error;
    }
    options.writeError(`golden-path: ${error.message}\n`);
    if (wantsJson) {
      options.write(
        jsonText(name, error.exitCode, { error: { message: error.message } }),
      );
    }
    return error.exitCode;
  }
}

/**
 * The program with its process; what `bin/golden-path` calls.
 *
 * @public
 */
export function main(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever reads had enough, as `head` does.
    if (error.code !== 'EPIPE') {
      throw error;
    }
    process.exit();
  });
  process.exitCode = runGoldenPath({
    args: process.argv.slice(2),
    cwd: process.cwd(),
    now: new Date(),
    write: text => process.stdout.write(text),
    writeError: text => process.stderr.write(text),
  });
}

function runCommand(
  command: Command,
  args: string[],
  options: ProgramOptions,
): number {
  const { flags, positionals } = readArguments(command, args);
  if (flags.help) {
    options.write(commandHelp(command));
    return EXIT.fine;
  }
  const result = command.run(
    { cwd: options.cwd, root: findRoot(options.cwd), now: options.now },
    flags,
    positionals,
  );
  if (result.sarif && typeof flags.sarif === 'string') {
    writeSarif(resolve(options.cwd, flags.sarif), result.sarif);
  }
  if (flags.json) {
    options.write(jsonText(command.name, result.exitCode, result.json));
  } else {
    options.write(linesOf(result.text));
    options.writeError(linesOf(result.notes ?? []));
  }
  return result.exitCode;
}

function readArguments(command: Command, args: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        ...Object.fromEntries(
          Object.entries(command.flags).map(([name, flag]) => [
            name,
            { type: flag.type, multiple: flag.multiple ?? false },
          ]),
        ),
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    return { flags: values as Record<string, unknown>, positionals };
  } catch (error) {
    throw new UsageError(
      `${(error as Error).message
        .split('. To specify')[0]
        .replace(/\.$/, '')}. See 'golden-path ${command.name} --help'.`,
    );
  }
}

/** The folder with `.git` at or above; without one the folder itself. */
function findRoot(cwd: string): string {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) {
      return folder;
    }
    if (folder === dirname(folder)) {
      return cwd;
    }
  }
}

function linesOf(lines: readonly string[]): string {
  return lines.map(line => `${line}\n`).join('');
}
