/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { KubeObject } from '../cluster/KubeClient';

/**
 * Makes alert rules run faster than written, so that a developer sees an alert in
 * seconds. Only durations change; thresholds and labels stay.
 */

/** The shortest range window: five scrapes of 2 s, which rate() needs. */
const leastWindowMs = 10_000;
/**
 * The longest range window. The windows of a burn rate are hours and days; even
 * thirty times shorter they would keep an alert firing for long after a scenario
 * is undone.
 */
const mostWindowMs = 60_000;
/** The shortest evaluation interval: one scrape. */
const leastIntervalMs = 2_000;

const unitMs: Record<string, number> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_536_000_000,
};

/** Milliseconds of a Prometheus duration such as `1h30m`; undefined if it is none. @internal */
export function parseDuration(text: string): number | undefined {
  if (text === '0') return 0;
  if (!/^(\d+(ms|[smhdwy]))+$/.test(text)) return undefined;
  let total = 0;
  for (const [, count, unit] of text.matchAll(/(\d+)(ms|[smhdwy])/g)) {
    total += Number(count) * unitMs[unit];
  }
  return total;
}

/** A Prometheus duration of whole seconds, or of milliseconds. @internal */
export function formatDuration(ms: number): string {
  const whole = Math.round(ms);
  return whole % 1000 === 0 ? `${whole / 1000}s` : `${whole}ms`;
}

function shorten(
  text: string,
  speed: number,
  leastMs: number,
  mostMs = Infinity,
): string {
  const ms = parseDuration(text);
  if (ms === undefined) return text;
  // A duration that is below the least already is never made longer.
  const short = Math.max(ms / speed, Math.min(ms, leastMs));
  return formatDuration(Math.min(short, mostMs));
}

// Strings and comments are matched first, so that nothing in them is changed;
// then [window], [window:resolution] and offset.
const tokens =
  /("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`|#[^\n]*)|\[\s*([0-9a-z]+)\s*(?::\s*([0-9a-z]*)\s*)?\]|\boffset(\s+)(-?\s*)([0-9][0-9a-z]*)/g;

/** A PromQL expression with its windows and offsets shortened. @internal */
export function shortenExpression(expression: string, speed: number): string {
  if (speed <= 1) return expression;
  return expression.replace(
    tokens,
    (all, literal, window, resolution, space, sign, offset) => {
      if (literal !== undefined) return all;
      if (offset !== undefined) {
        return `offset${space}${sign}${shorten(offset, speed, 0)}`;
      }
      const short = shorten(window, speed, leastWindowMs, mostWindowMs);
      if (resolution === undefined) return `[${short}]`;
      return `[${short}:${shorten(resolution, speed, leastIntervalMs)}]`;
    },
  );
}

/** A rule, as PrometheusRule and Prometheus' files both hold it. @internal */
export interface Rule {
  alert?: string;
  record?: string;
  expr: string | number;
  for?: string;
  keep_firing_for?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
}

/** A group of rules. @internal */
export interface RuleGroup {
  name: string;
  interval?: string;
  rules: Rule[];
}

/** A group at `speed` times its written pace. @internal */
export function shortenGroup(group: RuleGroup, speed: number): RuleGroup {
  if (speed <= 1) return group;
  return {
    ...group,
    ...(group.interval && {
      interval: shorten(group.interval, speed, leastIntervalMs),
    }),
    rules: group.rules.map(rule => ({
      ...rule,
      expr: shortenExpression(String(rule.expr), speed),
      ...(rule.for && { for: shorten(rule.for, speed, 0) }),
      ...(rule.keep_firing_for && {
        keep_firing_for: shorten(rule.keep_firing_for, speed, 0),
      }),
    })),
  };
}

/**
 * The rule file of a PrometheusRule object, as the Prometheus operator would
 * mount it.
 * @internal
 */
export function ruleFileOf(
  object: KubeObject,
  speed: number,
): { name: string; groups: RuleGroup[] } {
  const { namespace, name } = object.metadata;
  const groups = (object.spec?.groups ?? []) as (RuleGroup & {
    partial_response_strategy?: string;
  })[];
  return {
    name: `${namespace}-${name}.yaml`,
    groups: groups.map(({ partial_response_strategy: _, ...group }) =>
      // Names of groups are unique in a file only; the API's are in an object.
      shortenGroup(group, speed),
    ),
  };
}
