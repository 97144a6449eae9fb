/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { InputError } from '@backstage/errors';

/**
 * A table as it stands in a file.
 *
 * @internal
 */
export interface TextTable {
  /** Headings in lower case, without anything but letters and digits. */
  columns: string[];
  rows: Array<{ line: number; cells: string[] }>;
}

/**
 * Finds the table of services: the one in Markdown that has columns for service
 * and port, or the whole of a text in CSV.
 *
 * @throws InputError if there is none
 * @internal
 */
export function readTextTable(text: string): TextTable {
  const lines = text.split(/\r?\n/);
  const tables = lines.some(line => line.trimStart().startsWith('|'))
    ? markdownTables(lines)
    : [csvTable(lines)];
  const table = tables.find(
    ({ columns }) => columns.includes('service') && columns.includes('port'),
  );
  if (!table) {
    throw new InputError(
      'There is no table with the columns Service and Port in it.',
    );
  }
  return table;
}

function markdownTables(lines: readonly string[]): TextTable[] {
  const tables: TextTable[] = [];
  let table: TextTable | undefined;
  for (const [index, text] of lines.entries()) {
    if (!text.trimStart().startsWith('|')) {
      table = undefined;
      continue;
    }
    const cells = text
      .trim()
      .replace(/^\||\|$/g, '')
      .split('|')
      .map(plainText);
    if (!table) {
      table = { columns: cells.map(columnName), rows: [] };
      tables.push(table);
    } else if (!cells.every(cell => /^:?-+:?$/.test(cell))) {
      table.rows.push({ line: index + 1, cells });
    }
  }
  return tables;
}

/** Fields may be quoted; ours hold neither commas nor line breaks. */
function csvTable(lines: readonly string[]): TextTable {
  const rows = lines
    .map((text, index) => ({
      line: index + 1,
      cells: text.split(',').map(cell => cell.trim().replace(/^"|"$/g, '')),
    }))
    .filter(({ cells }) => cells.some(cell => cell !== ''));
  const [header, ...rest] = rows;
  return { columns: (header?.cells ?? []).map(columnName), rows: rest };
}

/** Without the emphasis and code marks of Markdown. */
function plainText(cell: string): string {
  return cell.replace(/[*`]/g, '').trim();
}

function columnName(heading: string): string {
  return heading.toLocaleLowerCase('en-US').replace(/[^a-z0-9]/g, '');
}
