/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { nameOf, ServiceRow } from './tableRows';

/**
 * An address of a Service in a cluster, as text gives it.
 *
 * @internal
 */
export interface ServiceAddress {
  line: number;
  host: string;
  namespace: string;
  port?: number;
}

/**
 * A row with the name that its service goes by.
 *
 * @internal
 */
export interface NamedRow extends ServiceRow {
  /** Set where the name is not what the title leads to: who says so. */
  renamed?: { from: string; by: string };
}

/**
 * All addresses of Services in a text.
 *
 * @internal
 */
export function findAddresses(text: string): ServiceAddress[] {
  return text.split('\n').flatMap((content, index) =>
    [
      ...content.matchAll(
        /([a-z][a-z0-9-]*)\.([a-z][a-z0-9-]*)\.svc\b[a-z.]*(?::(\d+))?/g,
      ),
    ].map(([, host, namespace, port]) => ({
      line: index + 1,
      host,
      namespace,
      port: port === undefined ? undefined : Number(port),
    })),
  );
}

/**
 * Gives each row the name of its service. An address with the row's port proves
 * a name if no other row has that port; the title is a guess.
 *
 * @internal
 */
export function nameRows(
  rows: readonly ServiceRow[],
  addresses: readonly ServiceAddress[],
): NamedRow[] {
  const hosts = new Set(addresses.map(({ host }) => host));
  return rows.map(row => {
    const guess = nameOf(row.title);
    if (row.isNamed) {
      return row.name === guess
        ? row
        : { ...row, renamed: { from: guess, by: 'the table names it' } };
    }
    const isAlone = !rows.some(
      other => other !== row && other.port === row.port,
    );
    const proof = addresses.find(({ port }) => port === row.port);
    return hosts.has(guess) || !proof || !isAlone
      ? row
      : {
          ...row,
          name: proof.host,
          renamed: { from: guess, by: `line ${proof.line} calls it` },
        };
  });
}
