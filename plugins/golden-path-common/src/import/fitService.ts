/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { at } from '../lint/access';
import { ServiceDefinition } from '../model/types';
import { formatPath } from '../rules/paths';
import { fittedFields, patternOf, ServiceField } from './fittedFields';
import { Mismatch, weightOf } from './losses';
import { isEqual, isTexts, solve } from './solveField';

/**
 * How far what a spec renders is from what lives.
 *
 * @internal
 */
export interface Fit {
  /** What lives and would be lost. */
  lost: Mismatch[];
  /** What would be there and does not live. */
  extra: Mismatch[];
}

/** Rounds; later ones find what a field of an earlier one opened. */
const ROUNDS = 4;

interface Attempt {
  service: ServiceDefinition;
  fit: Fit;
}

type Measure = (service: ServiceDefinition) => Fit | undefined;

/** What there is to know about the fields of a service beside their types. */
export interface FieldKnowledge {
  /**
   * Values of texts that only the catalog has, by the path of the field in the
   * spec: `ports[].api`.
   */
  values: Readonly<Record<string, readonly unknown[]>>;
  /** Whether objects of a kind may show a part of the entity, as `traffic`. */
  shows(kind: string, part: string): boolean;
}

/**
 * Fits a service to live objects: tries each field with the values that would
 * bring a rendered line to what lives, and keeps what loses less. Which field
 * makes which line is found by rendering, as explanations are, so that nothing
 * here knows a manifest.
 *
 * @param measure - how far a service is from what lives; undefined if a renderer
 *   can't take it
 * @internal
 */
export function fitService(
  start: ServiceDefinition,
  measure: Measure,
  known: FieldKnowledge,
): Attempt {
  let best = {
    service: start,
    fit: measure(start) ?? { lost: [], extra: [] },
  };
  for (let round = 0; round < ROUNDS; round++) {
    const before = best;
    let fields = fittedFields(best.service);
    for (let place = 0; place < fields.length; place++) {
      if (best.fit.lost.length === 0 && best.fit.extra.length === 0) {
        return simplified(best, start, measure);
      }
      const field = fields[place];
      if (!isShown(field, best.fit, known)) {
        continue;
      }
      const values = [
        ...(known.values[patternOf(field.segments)] ?? []),
        ...candidatesOf(field, best, measure),
      ];
      const found = firstCloser(field, values, best, measure);
      if (found) {
        best = found;
        fields = fittedFields(best.service);
      }
    }
    if (best === before) {
      break;
    }
  }
  return simplified(best, start, measure);
}

/** Whether another value of a field could mend anything. */
function isShown(
  { segments }: ServiceField,
  { lost, extra }: Fit,
  { shows }: FieldKnowledge,
): boolean {
  return [...lost, ...extra].some(({ object }) =>
    shows(object.kind, String(segments[0])),
  );
}

/** The value that is nearest to what lives; undefined if none is nearer. */
function firstCloser(
  field: ServiceField,
  values: readonly unknown[],
  than: Attempt,
  measure: Measure,
): Attempt | undefined {
  let best = than;
  for (const value of values) {
    const service = field.replaced(value);
    const fit = measure(service);
    if (fit && isCloser(fit, best.fit)) {
      best = { service, fit };
    }
  }
  return best === than ? undefined : best;
}

/**
 * A value may have helped while another was wrong. What does no harm by going
 * back to what it was goes back.
 */
function simplified(
  best: Attempt,
  start: ServiceDefinition,
  measure: Measure,
): Attempt {
  const before = new Map(
    fittedFields(start).map(({ segments, value }) => [
      formatPath(segments),
      value,
    ]),
  );
  let simple = best;
  for (const { segments } of fittedFields(best.service)) {
    const path = formatPath(segments);
    const field = fittedFields(simple.service).find(
      entry => formatPath(entry.segments) === path,
    );
    if (field && before.has(path) && !isEqual(field.value, before.get(path))) {
      const service = field.replaced(before.get(path));
      const fit = measure(service);
      if (fit && !isCloser(simple.fit, fit)) {
        simple = { service, fit };
      }
    }
  }
  return simple;
}

function isCloser(fit: Fit, than: Fit): boolean {
  const [lost, thanLost] = [weigh(fit.lost), weigh(than.lost)];
  return (
    lost < thanLost ||
    (lost === thanLost && weigh(fit.extra) < weigh(than.extra))
  );
}

function weigh(mismatches: readonly Mismatch[]): number {
  return mismatches.reduce(
    (sum, { live, rendered }) =>
      // What is there with another value is nearer than what is not.
      sum + weightOf(live) * (rendered === undefined ? 2 : 1),
    0,
  );
}

/**
 * Values worth trying. A word from a list or a switch has few; of a text, a
 * number or a list, one other value shows where it goes, and what lives there
 * shows the value.
 */
function candidatesOf(
  field: ServiceField,
  best: Attempt,
  measure: Measure,
): unknown[] {
  const { value, alternatives } = field;
  const probes = probesOf(field);
  if (probes.length === 0) {
    return alternatives;
  }
  const known = value === undefined ? [] : [{ value, fit: best.fit }];
  const tried = probes.flatMap(probe => {
    const fit = measure(field.replaced(probe));
    return fit ? [{ value: probe, fit }] : [];
  });
  if (tried.every(({ fit }) => isSameFit(fit, best.fit))) {
    return [];
  }
  const [first, second] = [...known, ...tried];
  return second
    ? [...inferred(first, second), ...probes, ...alternatives]
    : alternatives;
}

/** Two values, with the one that holds, that show where the field's value goes. */
function probesOf({ value, alternatives }: ServiceField): unknown[] {
  if (isTexts(value)) {
    return [[`${value[0]}x`, 'other']];
  }
  if (isTexts(alternatives[0])) {
    return [alternatives[0], [...alternatives[0], 'another']];
  }
  const isOpen =
    alternatives.length > 0 &&
    [value ?? alternatives[0], ...alternatives].every(
      entry => typeof entry === 'string' || typeof entry === 'number',
    );
  return isOpen ? alternatives.slice(0, value === undefined ? 2 : 1) : [];
}

function isSameFit(a: Fit, b: Fit): boolean {
  return isEqual(summaryOf(a), summaryOf(b));
}

function summaryOf({ lost, extra }: Fit): unknown {
  return [...lost, ...extra].map(mismatch => [
    keyOf(mismatch),
    mismatch.rendered,
    mismatch.live,
  ]);
}

interface Sample {
  value: unknown;
  fit: Fit;
}

/** What the field has to be for the lines that it makes to be what lives. */
function inferred(first: Sample, second: Sample): unknown[] {
  const lines = new Map(
    second.fit.lost.map(mismatch => [keyOf(mismatch), mismatch]),
  );
  const values = new Map<string, unknown>();
  for (const mismatch of first.fit.lost) {
    const other = lines.get(keyOf(mismatch));
    const value =
      other &&
      (solveList(mismatch, first, second) ??
        solve(
          mismatch.live,
          [first.value, mismatch.rendered],
          [second.value, other.rendered],
        ));
    if (value !== undefined) {
      values.set(JSON.stringify(value), value);
    }
  }
  return [...values.values()];
}

/** A list of texts stands in an object as it is, and one of its entries is not. */
function solveList(
  { object, segments }: Mismatch,
  first: Sample,
  second: Sample,
): unknown {
  const list = at(object.value, ...segments.slice(0, -1));
  return isTexts(first.value) && isTexts(second.value) && isTexts(list)
    ? list
    : undefined;
}

function keyOf({ object, segments }: Mismatch): string {
  return `${object.kind}/${object.name} ${formatPath(segments)}`;
}
