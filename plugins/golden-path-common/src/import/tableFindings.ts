/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { RuleInfo } from '../rules/types';
import { IMPORT_RULES } from './importRules';
import { NamedRow } from './tableNames';
import { UnreadRow } from './tableRows';

/**
 * What is wrong with a table, before it has the form of a finding.
 *
 * @internal
 */
export interface TableProblem {
  rule: RuleInfo;
  line: number;
  /** Name of the service; none if it is about the table as a whole. */
  name?: string;
  /** Path of the field in the entity that the row becomes. */
  path: string;
  message: string;
  fix: string;
}

/**
 * Everything that is wrong with a table, sorted by line.
 *
 * @param options - `missing` are things that the reader of a spec needs and the
 *   table does not say
 * @internal
 */
export function tableProblems(options: {
  text: string;
  rows: readonly NamedRow[];
  unread: readonly UnreadRow[];
  missing: readonly string[];
}): TableProblem[] {
  const { text, rows, unread, missing } = options;
  return [
    ...unread.map(unreadProblem),
    ...countProblems(text, rows.length + unread.length),
    ...rows.flatMap(nameProblems),
    ...portProblems(rows),
    ...gapProblems(rows),
    ...silentProblems(rows, missing),
  ].sort((a, b) => a.line - b.line);
}

function unreadProblem({ line, title, problem }: UnreadRow): TableProblem {
  return {
    rule: IMPORT_RULES.cell,
    line,
    path: 'spec.runtime',
    message: `The row '${title}' does not give ${problem}`,
    fix: 'Correct the row and import again; its service is left out.',
  };
}

/** "25 microservices", "all 25 services". */
const CLAIM = /\b(\d+)\s+(?:micro)?services\b/gi;

function countProblems(text: string, count: number): TableProblem[] {
  const claims = new Map<number, number[]>();
  for (const [index, line] of text.split('\n').entries()) {
    for (const [, number] of line.matchAll(CLAIM)) {
      const lines = claims.get(Number(number)) ?? [];
      claims.set(Number(number), [...lines, index + 1]);
    }
  }
  claims.delete(count);
  return [...claims].map(([claimed, lines]) => ({
    rule: IMPORT_RULES.count,
    line: lines[0],
    path: 'spec',
    message: `The text says ${claimed} services (line ${lines.join(
      ', ',
    )}), the table has ${count} rows`,
    fix: 'Add the rows that are missing, or correct the number.',
  }));
}

function nameProblems({
  line,
  title,
  name,
  renamed,
}: NamedRow): TableProblem[] {
  return renamed
    ? [
        {
          rule: IMPORT_RULES.name,
          line,
          name,
          path: 'metadata.name',
          message: `The row '${title}' is '${renamed.from}' by its title, but ${renamed.by} '${name}'`,
          fix: `It is imported as '${name}', which callers use. Add a column that says so.`,
        },
      ]
    : [];
}

function portProblems(rows: readonly NamedRow[]): TableProblem[] {
  return rows.flatMap((row, index) => {
    const first = rows.findIndex(({ port }) => port === row.port);
    return first === index
      ? []
      : [
          {
            rule: IMPORT_RULES.port,
            line: row.line,
            name: row.name,
            path: 'spec.runtime.ports[0].port',
            message: `The row '${row.title}' has port ${row.port}, which '${rows[first].title}' in line ${rows[first].line} has already`,
            fix: freePortFix(rows),
          },
        ];
  });
}

function freePortFix(rows: readonly NamedRow[]): string {
  const [free] = gapsOf(rows);
  return free === undefined
    ? 'Give one of the two a port of its own.'
    : `Give one of the two a port of its own: ${free} is free.`;
}

/** More are no gap but a pool with room. */
const MOST_GAPS = 9;

function gapProblems(rows: readonly NamedRow[]): TableProblem[] {
  const gaps = gapsOf(rows);
  return gaps.length === 0 || gaps.length > MOST_GAPS
    ? []
    : [
        {
          rule: IMPORT_RULES.gap,
          line: rows[0].line,
          path: 'spec.platform.portPool',
          message: `No row has port ${gaps.join(', ')}`,
          fix: 'Use it for the next service, or find the one that is missing.',
        },
      ];
}

function gapsOf(rows: readonly NamedRow[]): number[] {
  const ports = new Set(rows.map(({ port }) => port));
  const [low, high] = [Math.min(...ports), Math.max(...ports)];
  // A stray port far away makes no gap of thousands.
  return high - low > 1000
    ? []
    : Array.from({ length: high - low }, (_, i) => low + i).filter(
        port => !ports.has(port),
      );
}

function silentProblems(
  rows: readonly NamedRow[],
  missing: readonly string[],
): TableProblem[] {
  return rows.length === 0 || missing.length === 0
    ? []
    : [
        {
          rule: IMPORT_RULES.silent,
          line: rows[0].line,
          path: 'spec',
          message: `The table does not say ${missing.join(' or ')}`,
          fix: 'Set both in each entity; rules find those that are left.',
        },
      ];
}
