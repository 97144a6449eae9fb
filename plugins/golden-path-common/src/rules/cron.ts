/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

interface CronField {
  name: string;
  from: number;
  to: number;
  /** Names that stand for numbers, the first for `from`. */
  names?: readonly string[];
}

const FIELDS: readonly CronField[] = [
  { name: 'minute', from: 0, to: 59 },
  { name: 'hour', from: 0, to: 23 },
  { name: 'day', from: 1, to: 31 },
  {
    name: 'month',
    from: 1,
    to: 12,
    names: 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' '),
  },
  {
    name: 'weekday',
    from: 0,
    to: 6,
    names: 'sun mon tue wed thu fri sat'.split(' '),
  },
];

/**
 * What is wrong with a schedule of a CronJob. The grammar is that of
 * github.com/robfig/cron v3, which Kubernetes uses, without its `@` words and
 * `TZ=`: a weekday of 7 is none.
 *
 * @returns the rest of a sentence, or undefined if nothing is
 * @internal
 */
export function cronProblem(schedule: string): string | undefined {
  const parts = schedule.trim().split(/\s+/);
  if (parts.length !== FIELDS.length || parts[0].includes('=')) {
    return `it has ${parts.length} fields, not ${FIELDS.length}`;
  }
  for (const [index, field] of FIELDS.entries()) {
    if (!parts[index].split(',').every(part => isRange(part, field))) {
      return `its ${field.name} is '${parts[index]}', not in ${field.from} to ${field.to}`;
    }
  }
  return undefined;
}

/** A star, number or span, with a step or without. */
function isRange(text: string, field: CronField): boolean {
  const match = /^(\*|\?|\w+)(?:-(\w+))?(?:\/(\d+))?$/.exec(text);
  if (!match) {
    return false;
  }
  const [, start, end, step] = match;
  if (step !== undefined && Number(step) < 1) {
    return false;
  }
  if (start === '*' || start === '?') {
    return end === undefined;
  }
  const from = valueOf(start, field);
  const to = end === undefined ? from : valueOf(end, field);
  return (
    from !== undefined &&
    to !== undefined &&
    from >= field.from &&
    to <= field.to &&
    from <= to
  );
}

function valueOf(text: string, { from, names }: CronField): number | undefined {
  if (/^\d+$/.test(text)) {
    return Number(text);
  }
  const index = names?.indexOf(text.toLocaleLowerCase('en-US')) ?? -1;
  return index < 0 ? undefined : from + index;
}
