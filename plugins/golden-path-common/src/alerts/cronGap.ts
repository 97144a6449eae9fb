/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

const DAY = 86_400;

interface Field {
  from: number;
  to: number;
  names: readonly string[];
}

const FIELDS: readonly Field[] = [
  { from: 0, to: 59, names: [] },
  { from: 0, to: 23, names: [] },
  { from: 1, to: 31, names: [] },
  {
    from: 1,
    to: 12,
    names: 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' '),
  },
  { from: 0, to: 6, names: 'sun mon tue wed thu fri sat'.split(' ') },
];

/**
 * Longest time between two runs of a schedule of five cron fields, in seconds.
 * The grammar is that of github.com/robfig/cron v3, which Kubernetes uses.
 *
 * Days are looked at for nine years, so that a schedule of the 29th of February
 * has two runs. An hour that summer time repeats or leaves out is not counted.
 *
 * @returns undefined if the text is no schedule, or one that runs once at most
 * @internal
 */
export function longestGapSeconds(schedule: string): number | undefined {
  const fields = schedule.trim().split(/\s+/);
  if (fields.length !== FIELDS.length) {
    return undefined;
  }
  const sets = fields.map((text, index) => valuesOf(text, FIELDS[index]));
  if (sets.some(set => set === undefined || set.size === 0)) {
    return undefined;
  }
  const [minutes, hours, days, months, weekdays] = sets as Array<Set<number>>;
  const times = timesOfDay(hours, minutes);
  const night = DAY - times[times.length - 1] + times[0];
  let longest = longestStep(times);
  let last: number | undefined;
  for (let day = 0; day < 9 * 366; day += 1) {
    const date = new Date(Date.UTC(2020, 0, 1 + day));
    const isDay = days.has(date.getUTCDate());
    const isWeekday = weekdays.has(date.getUTCDay());
    // Both restricted: either is enough. A star leaves the other alone.
    const either = !isAny(fields[2]) && !isAny(fields[4]);
    if (
      months.has(date.getUTCMonth() + 1) &&
      (either ? isDay || isWeekday : isDay && isWeekday)
    ) {
      if (last !== undefined) {
        longest = Math.max(longest, night + (day - last - 1) * DAY);
      }
      last = day;
    }
  }
  return longest > 0 ? longest : undefined;
}

/** A star with a step is a restriction like a list of numbers. */
function isAny(text: string): boolean {
  return text.split(',').some(part => /^[*?](\/1)?$/.test(part));
}

function valuesOf(text: string, field: Field): Set<number> | undefined {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const match = /^(\*|\?|\w+)(?:-(\w+))?(?:\/(\d+))?$/.exec(part);
    const step = Number(match?.[3] ?? 1);
    if (!match || step < 1) {
      return undefined;
    }
    const isStar = match[1] === '*' || match[1] === '?';
    const from = isStar ? field.from : numberOf(match[1], field);
    // A number with a step but no end goes on to the last one.
    const open = isStar || match[3] !== undefined ? field.to : from;
    const to = match[2] === undefined ? open : numberOf(match[2], field);
    if (!(from >= field.from && to <= field.to)) {
      return undefined;
    }
    for (let value = from; value <= to; value += step) {
      values.add(value);
    }
  }
  return values;
}

function numberOf(text: string, { from, names }: Field): number {
  const index = names.indexOf(text.toLocaleLowerCase('en-US'));
  return index < 0 ? Number(text) : from + index;
}

function timesOfDay(hours: Set<number>, minutes: Set<number>): number[] {
  return [...hours]
    .flatMap(hour => [...minutes].map(minute => hour * 3600 + minute * 60))
    .sort((a, b) => a - b);
}

function longestStep(times: readonly number[]): number {
  return times.reduce(
    (longest, time, index) =>
      index === 0 ? longest : Math.max(longest, time - times[index - 1]),
    0,
  );
}
