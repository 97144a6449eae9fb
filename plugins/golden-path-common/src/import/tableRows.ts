/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parseQuantity } from '../spec/quantity';
import { TextTable } from './tableText';

/**
 * A row of a table of services.
 *
 * @internal
 */
export interface ServiceRow {
  line: number;
  title: string;
  /** From a column, or made of the title. */
  name: string;
  /** Whether a column gives the name. */
  isNamed: boolean;
  port: number;
  replicas: { min: number; max: number };
  memory: { request: string; limit: string };
  liveness?: string;
}

/**
 * A row of which a cell says nothing that we understand.
 *
 * @internal
 */
export interface UnreadRow {
  line: number;
  title: string;
  problem: string;
}

/**
 * Reads the cells of a table.
 *
 * @internal
 */
export function readRows(table: TextTable): {
  rows: ServiceRow[];
  unread: UnreadRow[];
} {
  const rows: ServiceRow[] = [];
  const unread: UnreadRow[] = [];
  for (const { line, cells } of table.rows) {
    const cell = (...columns: string[]) => {
      const index = table.columns.findIndex(name => columns.includes(name));
      return index < 0 ? undefined : cells[index] || undefined;
    };
    const title = cell('service') ?? '';
    const problems: string[] = [];
    const take = <T>(what: string, value: T | undefined): T => {
      if (value === undefined) problems.push(what);
      return value as T;
    };
    const row: ServiceRow = {
      line,
      title,
      name: take(
        'a name',
        cell('slug', 'name') ?? (nameOf(title) || undefined),
      ),
      isNamed: cell('slug', 'name') !== undefined,
      port: take('a port', readPort(cell('port'))),
      replicas: take(
        'a range of replicas',
        readRange(
          cell('replicas') ?? joined(cell('minreplicas'), cell('maxreplicas')),
          text => (/^\d+$/.test(text) ? Number(text) : undefined),
        ),
      ),
      memory: take(
        'a range of memory',
        readMemory(
          cell('resources', 'memory') ??
            joined(cell('memoryrequest'), cell('memorylimit')),
        ),
      ),
      liveness: cell('healthcheck', 'healthpath', 'health'),
    };
    if (problems.length === 0) {
      rows.push(row);
    } else {
      unread.push({ line, title, problem: problems.join(', ') });
    }
  }
  return { rows, unread };
}

/**
 * A title as a name: `API Gateway` is `api-gateway`.
 *
 * @internal
 */
export function nameOf(title: string): string {
  return title
    .normalize('NFKD')
    .toLocaleLowerCase('en-US')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '');
}

function readPort(text: string | undefined): number | undefined {
  const port = text && /^\d+$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65535 ? port : undefined;
}

function readMemory(text: string | undefined) {
  const range = readRange(text, part =>
    parseQuantity(part) ? part : undefined,
  );
  return range && { request: range.min, limit: range.max };
}

/** Two values with a dash between them, or one for both. */
function readRange<T>(
  text: string | undefined,
  read: (part: string) => T | undefined,
): { min: T; max: T } | undefined {
  const [first, last = first, ...rest] = (text ?? '').split(
    /\s*(?:[-\u2010-\u2015]|\.\.|\bto\b)\s*/,
  );
  const [min, max] = [read(first), read(last)];
  return min === undefined || max === undefined || rest.length > 0
    ? undefined
    : { min, max };
}

function joined(
  min: string | undefined,
  max: string | undefined,
): string | undefined {
  return min && max ? `${min}-${max}` : undefined;
}
