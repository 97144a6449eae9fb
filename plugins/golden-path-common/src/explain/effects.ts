/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { compareValues, pairEntries } from './changes';
import { Scope, ScopeRow } from './fileScope';
import { childOf, PathKey, ROOT } from './paths';
import { isRead, readsWhile } from './reads';
import { RowOutput } from './rows';
import { Subject, SubjectField } from './subjectFields';
import { Cause } from './types';

/**
 * What a field does to one place of an output.
 *
 * @internal
 */
export interface FieldEffect {
  field: SubjectField;
  effect: Cause['effect'];
}

/**
 * Effects by the place that shows them.
 *
 * @internal
 */
export type OutputEffects = Map<PathKey, FieldEffect[]>;

/**
 * Finds what each field does to the outputs of a scope: renders again with other
 * values of the field and sees what is different. Nothing has to be declared
 * about a renderer, so a new one is explained from its first day.
 *
 * @param options - `always` renders a row again also if it does not read what has
 *   changed; a test compares the two
 * @internal
 */
export function effectsOf(
  scope: Scope,
  options: { always?: boolean } = {},
): Map<RowOutput, OutputEffects> {
  const effects = new Map<RowOutput, OutputEffects>();
  for (const row of scope.rows) {
    for (const output of row.outputs) {
      effects.set(output, new Map());
    }
  }
  const readers = scope.rows.map(row => ({
    row,
    reads: readsWhile(scope.subject, watched => row.render(watched), {
      deep: true,
    }),
  }));
  for (const { fields, variants } of scope.changes()) {
    const rows = readers.filter(
      ({ reads }) =>
        options.always ||
        fields.some(({ entityRef, segments }) =>
          isRead(reads, entityRef, segments),
        ),
    );
    const shown = new Set<ScopeRow>();
    for (const changed of rows.length > 0 ? variants() : []) {
      for (const { row } of rows) {
        // A far value is for what rounds the near one away.
        if (fields[0].isOpen && shown.has(row)) {
          continue;
        }
        for (const [output, other] of pairedOutputs(row, changed)) {
          compareOutput(output, other, (path, effect) => {
            shown.add(row);
            for (const field of fields) {
              addEffect(effects.get(output)!, path, { field, effect });
            }
          });
        }
      }
    }
  }
  return effects;
}

/** Outputs of the unchanged platform with what they become. */
function pairedOutputs(
  row: ScopeRow,
  changed: Subject,
): Array<[RowOutput, RowOutput | undefined]> {
  if (row.outputs.length === 0) {
    return [];
  }
  let others: RowOutput[];
  try {
    others = row.render(changed);
  } catch {
    // A value that the rules refuse may be one that a renderer can't take. It says
    // nothing about lines, and the other values of the field still do.
    return [];
  }
  const pairs = pairEntries(
    row.outputs.map(identityOf),
    others.map(identityOf),
  );
  return row.outputs.map((output, index) => {
    const place = pairs[index];
    return [output, place === undefined ? undefined : others[place]];
  });
}

function compareOutput(
  output: RowOutput,
  other: RowOutput | undefined,
  report: (path: PathKey, effect: Cause['effect']) => void,
): void {
  if (other) {
    compareValues(output.value, other.value, ROOT, report);
  } else if (output.form === 'object') {
    // The whole object hangs on the field; to say so on its head is enough.
    report(childOf(ROOT, 'apiVersion'), 'presence');
    report(childOf(ROOT, 'kind'), 'presence');
  }
}

/** One effect a field and place: a changed value says more than a lost one. */
function addEffect(
  effects: OutputEffects,
  path: PathKey,
  added: FieldEffect,
): void {
  const places = effects.get(path) ?? [];
  effects.set(path, places);
  const known = places.find(({ field }) => field === added.field);
  if (!known) {
    places.push(added);
  } else if (added.effect === 'value') {
    known.effect = 'value';
  }
}

function identityOf({ form, path, value }: RowOutput): object {
  return form === 'object'
    ? { name: (value as { metadata?: { name?: string } }).metadata?.name }
    : { name: path };
}
