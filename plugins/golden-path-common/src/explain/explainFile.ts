/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { stringifyEntityRef } from '@backstage/catalog-model';
import { ANNOTATIONS } from '../render/conventions';
import { formatPath } from '../rules/paths';
import { causeOf, wholeSpec } from './causes';
import { effectsOf, FieldEffect, OutputEffects } from './effects';
import { fileScope, Scope, ScopeRow, serviceScope } from './fileScope';
import { LinePlace, linePlaces } from './lines';
import { parentOf, PathKey, segmentsOf } from './paths';
import { RowOutput } from './rows';
import { Cause, ExplainContext, LineLocation } from './types';

/**
 * Why each line of a rendered file is as it is.
 *
 * @param path - relative to the environment, or to the deploy tree for a file of
 *   the repository
 * @returns causes by line, the first line being 1; a line that is not in it is
 *   the golden path's own choice, the same for every service
 * @throws InputError if the platform has no such environment
 * @public
 */
export function fieldCauses(
  context: ExplainContext,
  path: string,
): Map<number, Cause[]> {
  const scope = fileScope(context, path);
  return scope
    ? causesOfFile(context, scope, effectsOf(scope), path)
    : new Map();
}

/**
 * Why each line of each file of a service is as it is, for a preview of them
 * all; quicker than one file after the other.
 *
 * @returns causes by path and line
 * @throws InputError if the platform has no such environment or service
 * @public
 */
export function serviceCauses(
  context: ExplainContext,
  service: string,
): Map<string, Map<number, Cause[]>> {
  const scope = serviceScope(context, service);
  const effects = effectsOf(scope);
  const paths = new Set(
    scope.rows.flatMap(({ outputs }) => outputs.map(({ path }) => path)),
  );
  return new Map(
    [...paths].map(path => [path, causesOfFile(context, scope, effects, path)]),
  );
}

/**
 * Why one line of a rendered file is as it is.
 *
 * @returns an empty list if it is the golden path's own choice
 * @throws InputError if the platform has no such environment
 * @public
 */
export function explainLine(
  context: ExplainContext,
  place: { path: string; line: number },
): Cause[] {
  return fieldCauses(context, place.path).get(place.line) ?? [];
}

/**
 * What a line of a rendered file belongs to.
 *
 * @returns undefined for a header, a separator, or where nothing is rendered
 * @throws InputError if the platform has no such environment
 * @public
 */
export function locateLine(
  context: ExplainContext,
  { path, line }: { path: string; line: number },
): LineLocation | undefined {
  const scope = fileScope(context, path);
  const outputs = scope ? outputsOf(scope, path) : [];
  const place = linePlaces(outputs.map(({ output }) => output))[line - 1];
  if (!place) {
    return undefined;
  }
  const { row, output } = outputs[place.output];
  return {
    kind: row.kind,
    name:
      output.form === 'object'
        ? (output.value as { metadata: { name: string } }).metadata.name
        : undefined,
    field: formatPath(segmentsOf(place.path).map(asIndex)),
  };
}

function causesOfFile(
  context: ExplainContext,
  scope: Scope,
  effects: ReadonlyMap<RowOutput, OutputEffects>,
  path: string,
): Map<number, Cause[]> {
  const entities = new Map(
    context.entities.map(entity => [stringifyEntityRef(entity), entity]),
  );
  const outputs = outputsOf(scope, path).map(({ output }) => output);
  const causes = new Map<number, Cause[]>();
  for (const [index, place] of linePlaces(outputs).entries()) {
    const found = place && causesAt(place);
    if (found && found.length > 0) {
      causes.set(index + 1, found);
    }
  }
  return causes;

  function causesAt(place: LinePlace): Cause[] {
    const output = outputs[place.output];
    if (place.path.endsWith(ANNOTATIONS.specHash)) {
      return [wholeSpec(output)];
    }
    return mostExact(effectsAt(effects.get(output)!, place.path))
      .map(effect => causeOf(effect, context.environment, entities))
      .sort(byWeight);
  }
}

/**
 * Effects on a line, and those that take away the nearest thing that it is part
 * of. What takes away more is told at the lines above.
 */
function effectsAt(effects: OutputEffects, path: PathKey): FieldEffect[] {
  const own = effects.get(path) ?? [];
  for (
    let above = parentOf(path);
    above !== undefined;
    above = parentOf(above)
  ) {
    const presence = effects
      .get(above)
      ?.filter(({ effect }) => effect === 'presence');
    if (presence && presence.length > 0) {
      return [...own, ...presence];
    }
  }
  return [...own];
}

/**
 * Leaves out what says less than another: a list beside one of its entries, the
 * loss of an entry beside another value of it.
 */
function mostExact(effects: readonly FieldEffect[]): FieldEffect[] {
  return effects.filter(
    (effect, index) =>
      !effects.some(
        (other, place) =>
          place !== index &&
          other.field.entityRef === effect.field.entityRef &&
          isPrefix(effect.field.segments, other.field.segments) &&
          (effect.field.segments.length < other.field.segments.length ||
            (other.effect === 'value' && effect.effect === 'presence') ||
            (other.effect === effect.effect && place < index)),
      ),
  );
}

function isPrefix(
  prefix: ReadonlyArray<string | number>,
  segments: ReadonlyArray<string | number>,
): boolean {
  return prefix.every((segment, index) => segment === segments[index]);
}

function outputsOf(
  scope: Scope,
  path: string,
): Array<{ row: ScopeRow; output: RowOutput }> {
  return scope.rows.flatMap(row =>
    row.outputs
      .filter(output => output.path === path)
      .map(output => ({ row, output })),
  );
}

/** What says most comes first: a value before a presence, set before default. */
const WEIGHTS = ['set', 'default', 'unset'];

function byWeight(a: Cause, b: Cause): number {
  return (
    Number(a.effect === 'presence') - Number(b.effect === 'presence') ||
    WEIGHTS.indexOf(a.origin) - WEIGHTS.indexOf(b.origin)
  );
}

function asIndex(key: string): string | number {
  return /^\d+$/.test(key) ? Number(key) : key;
}
