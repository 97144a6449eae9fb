/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { at } from '../lint/access';
import { schemaFields, SchemaField } from '../explain/schemaFields';
import { ServiceDefinition } from '../model/types';
import { formatPath } from '../rules/paths';
import { ServiceSpec, serviceSpecSchema } from '../spec/serviceSpec';
import { Mismatch, weightOf } from './losses';
import { READ_FIELDS } from './readService';

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

/** Never seen in objects. */
const FIXED = new Set(['apiVersion', 'environments', 'waivers', 'patches']);

/** A field of a service, with what its schema says. */
type ServiceField = Pick<SchemaField, 'segments' | 'value' | 'alternatives'> & {
  replaced(value: unknown): ServiceDefinition;
};

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
    let fields = fieldsOf(best.service);
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
        fields = fieldsOf(best.service);
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
    fieldsOf(start).map(({ segments, value }) => [formatPath(segments), value]),
  );
  let simple = best;
  for (const { segments } of fieldsOf(best.service)) {
    const path = formatPath(segments);
    const field = fieldsOf(simple.service).find(
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

/** What has a value comes first: a new list may hide that one is wrong. */
function fieldsOf(service: ServiceDefinition): ServiceField[] {
  const fields = schemaFields(serviceSpecSchema, service.spec)
    .filter(isFitted)
    .map(({ segments, value, alternatives, replaced }) => ({
      segments,
      value,
      alternatives,
      replaced: (other: unknown) => ({
        ...service,
        spec: replaced(other) as ServiceSpec,
      }),
    }));
  const identity = (['title', 'owner'] as const).map(key => ({
    segments: [key],
    value: service[key],
    alternatives: [`${service[key]}x`],
    replaced: (other: unknown) => ({ ...service, [key]: String(other) }),
  }));
  const isExposure = ({ segments }: ServiceField) =>
    patternOf(segments) === 'ports[].expose';
  return [
    ...identity,
    ...fields.filter(field => field.value !== undefined && !isExposure(field)),
    // Whole routes hang on these, which other fields may explain better.
    ...(service.spec.ports.length > 1 ? [exposureOf(service)] : []),
    ...fields.filter(isExposure),
    ...fields.filter(({ value }) => value === undefined),
  ];
}

/** Of all ports together: while one is open, another shows in little. */
function exposureOf(service: ServiceDefinition): ServiceField {
  const { ports } = service.spec;
  return {
    segments: ['ports'],
    value: true,
    alternatives: ['none', 'mesh', 'gateway'],
    replaced: expose => ({
      ...service,
      spec: {
        ...service.spec,
        ports: ports.map(port => ({ ...port, expose })),
      } as ServiceSpec,
    }),
  };
}

/** What is read is there; to change it would only seem to fit. */
function isFitted({ segments, value, alternatives }: SchemaField): boolean {
  const [sample = value] = alternatives;
  const isThing = Array.isArray(sample)
    ? !isTexts(sample)
    : typeof sample === 'object' && value !== undefined;
  return (
    !FIXED.has(String(segments[0])) && !isThing && !isRead(patternOf(segments))
  );
}

function isRead(pattern: string): boolean {
  return READ_FIELDS.some(
    field =>
      pattern === field ||
      pattern.startsWith(`${field}.`) ||
      pattern.startsWith(`${field}[`),
  );
}

/** `ports[0].api` as `ports[].api`. */
function patternOf(segments: ReadonlyArray<string | number>): string {
  return formatPath(segments).replace(/\[\d+\]/g, '[]');
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

type Pair = [value: unknown, rendered: unknown];

/** The value that is rendered as what lives, judged by two that are not. */
function solve(live: unknown, first: Pair, second: Pair): unknown {
  const pairs = [first, second];
  if (pairs.every(([value, rendered]) => isEqual(value, rendered))) {
    return live;
  }
  if (typeof live === 'number') {
    return solveNumber(live, first, second);
  }
  if (typeof live !== 'string') {
    return undefined;
  }
  for (const separator of [',', '|', ' ']) {
    const isJoined = pairs.every(
      ([value, rendered]) =>
        isTexts(value) && value.join(separator) === rendered,
    );
    if (isJoined) {
      return live.split(separator);
    }
  }
  return typeof first[0] === 'number'
    ? solveNumberInText(live, first, second)
    : solveText(live, first, second);
}

function solveNumber(live: number, first: Pair, second: Pair): unknown {
  const [a, x] = first as [number, number];
  const [b, y] = second as [number, number];
  const slope = (y - x) / (b - a);
  const value = a + (live - x) / slope;
  return Number.isFinite(value) ? Math.round(value * 1e9) / 1e9 : undefined;
}

/** The value stands in the text once or more, the same around it both times. */
function solveText(live: string, first: Pair, second: Pair): unknown {
  const [a, x] = first.map(String);
  const [b, y] = second.map(String);
  if (a === '') {
    return undefined;
  }
  const parts = x.split(a);
  if (parts.length > 1 && parts.join(b) === y) {
    const rest = parts.reduce((sum, part) => sum + part.length, 0);
    const length = (live.length - rest) / (parts.length - 1);
    const text = live.slice(parts[0].length, parts[0].length + length);
    return length > 0 && parts.join(text) === live ? text : undefined;
  }
  // A short text may also stand where it has nothing to do with the field.
  for (let place = x.indexOf(a); place >= 0; place = x.indexOf(a, place + 1)) {
    const [head, tail] = [x.slice(0, place), x.slice(place + a.length)];
    if (
      y === `${head}${b}${tail}` &&
      live.startsWith(head) &&
      live.endsWith(tail) &&
      live.length > head.length + tail.length
    ) {
      return live.slice(head.length, live.length - tail.length);
    }
  }
  return undefined;
}

/** Numbers of a text, and what is around them. */
const NUMBER = /(-?\d+(?:\.\d+)?(?:e[-+]?\d+)?)/;

/** A number may be in the text in another unit, or what is left of a hundred. */
function solveNumberInText(live: string, first: Pair, second: Pair): unknown {
  const [x, y, z] = [first[1], second[1], live].map(text =>
    String(text).split(NUMBER),
  );
  if (x.length !== y.length || x.length !== z.length) {
    return undefined;
  }
  // Numbers are at the odd places.
  const place = x.findIndex(
    (part, index) => index % 2 === 1 && part !== y[index],
  );
  return place < 0
    ? undefined
    : solveNumber(
        Number(z[place]),
        [first[0], Number(x[place])],
        [second[0], Number(y[place])],
      );
}

function isTexts(value: unknown): value is string[] {
  return (
    Array.isArray(value) && value.every(entry => typeof entry === 'string')
  );
}

function isEqual(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
