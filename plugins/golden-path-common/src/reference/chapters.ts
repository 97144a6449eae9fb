/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { JsonObject } from '@backstage/types';
import { RULE_INFOS } from '../rules/registry';
import { FieldRow, fieldRows, objectOf, rowsBelow } from './fieldRows';

/** Where RULES.md lies, seen from the pages. */
export const RULES_FILE = '../../plugins/golden-path-common/RULES.md';

/**
 * Targets of the links to rules that a page makes, which stand at its end so that
 * its tables can be read as text.
 *
 * @internal
 */
export function ruleLinks(page: string): string {
  return RULE_INFOS.filter(({ id }) => page.includes(`[${id}]`))
    .map(
      ({ id }) => `[${id}]: ${RULES_FILE}#${id.toLocaleLowerCase('en-US')}\n`,
    )
    .join('');
}

/**
 * One chapter a field of a schema, with a table of all fields below it; the
 * fields that are plain values come first, in one table.
 *
 * @param root - path of the schema in its entity, as `spec.runtime`
 * @param summaries - text in place of the table of a chapter, by field
 * @internal
 */
export function schemaChapters(
  schema: JsonObject,
  root: string,
  summaries: Record<string, string> = {},
): string[] {
  const properties = objectOf(schema.properties);
  const plain = Object.keys(properties).filter(
    name => rowsBelow(objectOf(properties[name]), name).length === 0,
  );
  const tops = fieldRows(schema).filter(({ path }) => path in properties);
  return [
    '## Plain fields\n',
    table(
      tops.filter(({ path }) => plain.includes(path)),
      root,
    ),
    ...tops
      .filter(({ path }) => !plain.includes(path))
      .flatMap(top => {
        const field = objectOf(properties[top.path]);
        return [
          `## ${top.path}\n`,
          [top.description, kindOf(top), rulesOf(`${root}.${top.path}`)]
            .filter(Boolean)
            .join(' ')
            .concat('\n'),
          summaries[top.path] ?? table(rowsBelow(field, top.path), root),
        ];
      }),
  ];
}

/**
 * Fields with their rules.
 *
 * @internal
 */
export function table(rows: readonly FieldRow[], root: string): string {
  return [
    '| field | type | default | meaning | rules |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map(row => {
      const cells = [
        `\`${row.path}\``,
        row.type,
        row.required ? '**required**' : row.fallback ?? '',
        row.description.replace(/[|<]/g, character => `\\${character}`),
        rulesOf(`${root}.${row.path}`),
      ];
      return `| ${cells.join(' | ')} |`;
    }),
    '',
  ].join('\n');
}

/** Links to the rules that look at a field itself, or at all below it too. */
export function rulesOf(field: string, below?: 'all'): string {
  const path = field.replace(/^\./, '');
  return RULE_INFOS.filter(({ fields }) =>
    below === 'all'
      ? fields.some(looked => looked.startsWith(path))
      : ['', '[]', '.*'].some(part => fields.includes(`${path}${part}`)),
  )
    .map(({ id }) => `[${id}]`)
    .join(', ');
}

function kindOf({ type, required, fallback }: FieldRow): string {
  if (required) {
    return `(${type}, required)`;
  }
  return fallback === undefined
    ? `(${type})`
    : `(${type}, default: ${fallback})`;
}
