/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity } from '@backstage/catalog-model';
import { Loss } from '../../import/losses';
import { Finding } from '../../rules/types';
import { markdownText } from '../repository/markdownText';

/** Hosts take 65 536 characters as the text of a pull request. */
const MOST_ROWS = 150;
const LONGEST_VALUE = 120;

/**
 * What a reviewer of the proposal reads.
 *
 * @internal
 */
export function adoptionReport(adoption: {
  entity: Entity;
  losses: readonly Loss[];
  findings: readonly Finding[];
}): string {
  const { entity, losses, findings } = adoption;
  const { name } = entity.metadata;
  return `Brings \`${name}\` onto the golden path: \`service.yaml\` says how it runs, \`catalog-info.yaml\` what the catalog knows.
Merging this changes nothing in a cluster. The next delivery of the service does.

## What would be different in the cluster

${
  losses.length === 0
    ? 'Nothing: every object is rendered as it is.'
    : table(
        ['object', 'field', 'is now', 'becomes'],
        losses.map(({ object, field, live, rendered }) => [
          object,
          field || 'all of it',
          shown(live),
          rendered === undefined ? 'nothing' : shown(rendered),
        ]),
      )
}

## What the rules say

${
  findings.length === 0
    ? 'Nothing: it breaks no rule.'
    : table(
        ['rule', 'severity', 'what', 'next'],
        findings.map(({ ruleId, severity, message, fix }) => [
          ruleId,
          severity,
          message,
          fix,
        ]),
      )
}
`;
}

function table(
  columns: readonly string[],
  rows: ReadonlyArray<readonly string[]>,
): string {
  const rest = rows.length - MOST_ROWS;
  return [
    columns,
    columns.map(() => '---'),
    ...rows.slice(0, MOST_ROWS).map(cells => cells.map(markdownText)),
    ...(rest > 0
      ? [[`and ${rest} more`, ...columns.slice(1).map(() => '')]]
      : []),
  ]
    .map(cells => `| ${cells.join(' | ')} |`)
    .join('\n');
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value) ?? '';
  return text.length > LONGEST_VALUE
    ? `${text.slice(0, LONGEST_VALUE)}…`
    : text;
}
