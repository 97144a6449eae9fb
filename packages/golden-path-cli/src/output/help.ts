/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { COMMANDS } from '../commands';
import { Command, Flag } from '../commands/types';

const EXIT_CODES =
  'Exit codes: 0 fine, 1 findings or differences, 2 wrong use, 3 a file cannot be read.';

const COMMON_FLAGS: Record<string, Flag> = {
  json: { type: 'boolean', help: 'write one JSON object instead of text' },
  help: { type: 'boolean', help: 'show this' },
};

/** What the program says about itself. */
export function overview(): string {
  return [
    'golden-path: one typed spec renders everything that a service needs.',
    '',
    'Usage: golden-path COMMAND [OPTIONS]',
    '',
    ...columns(COMMANDS.map(({ name, summary }) => [name, summary])),
    '',
    `Each command explains itself: golden-path COMMAND --help. ${EXIT_CODES}`,
    '',
  ].join('\n');
}

/** What `--help` of a command says. */
export function commandHelp(command: Command): string {
  const flags = { ...command.flags, ...COMMON_FLAGS };
  return [
    ['Usage: golden-path', command.name, command.arguments, '[OPTIONS]']
      .filter(Boolean)
      .join(' '),
    '',
    command.details,
    '',
    ...columns(
      Object.entries(flags).map(([name, flag]) => [
        `--${name}${flag.value ? ` ${flag.value}` : ''}`,
        flag.help,
      ]),
    ),
    '',
    EXIT_CODES,
    '',
  ].join('\n');
}

function columns(rows: string[][]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
