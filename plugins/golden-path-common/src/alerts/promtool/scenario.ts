/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { AlertingRule } from '../alertRule';
import { AlertSeverity } from '../thresholds';

/**
 * One thing that happens to a service in a test, with what its alerts say of it.
 */
export interface Scenario {
  /** What happens, in words that a failing test is known by. */
  sentence: string;
  series: InputSeries[];
  /**
   * Metrics that rules record from these series, or that the alerts read and that
   * are missing on purpose. No other scenario of the same test may bring them.
   */
  affects?: string[];
  checks: AlertCheck[];
  values?: ValueCheck[];
}

/** A series that a test is given. */
export interface InputSeries {
  metric: string;
  labels: Record<string, string>;
  /** In promtool's notation. */
  values: string;
}

/** All alerts of a name that fire at a moment; none is as good a claim. */
export interface AlertCheck {
  /** Seconds since the start. */
  at: number;
  alert: string;
  firing: Firing[];
}

/** One alert that fires. */
export interface Firing {
  severity: AlertSeverity;
  /** What the annotations show. */
  value: number;
  /** Labels that the expression gives, beside those of the rule. */
  labels?: Record<string, string>;
}

/** What an expression gives at a moment. */
export interface ValueCheck {
  at: number;
  expr: string;
  samples: Array<{ labels: string; value: number }>;
}

/**
 * A claim that a value lies between two others: what a rate sees of a jump depends
 * on the version of Prometheus by one sample.
 */
export function between(
  at: number,
  expr: string,
  low: number,
  high: number,
): ValueCheck {
  return {
    at,
    expr: `count(${expr} > ${low} < ${high})`,
    samples: [{ labels: '{}', value: 1 }],
  };
}

/** A selector of a recorded series, as expressions and samples write it. */
export function selectorOf(
  metric: string,
  labels: Record<string, string>,
): string {
  let matchers = '';
  for (const [label, value] of Object.entries(labels)) {
    matchers += `${matchers && ', '}${label}=${JSON.stringify(value)}`;
  }
  return `${metric}{${matchers}}`;
}

/**
 * A series and others that are not of the service: each has one label otherwise.
 * A rule that forgets a label reads them, and its result changes.
 *
 * @param strangers - values of those others, and what their labels are
 */
export function withStrangers(
  series: InputSeries,
  strangers: { values: string; labels: Record<string, string> },
): InputSeries[] {
  return [
    series,
    ...Object.entries(strangers.labels).map(([label, value]) => ({
      metric: series.metric,
      labels: { ...series.labels, [label]: value },
      values: strangers.values,
    })),
  ];
}

/** Puts values into a rule's annotations as Prometheus does. */
export function expandAnnotations(
  { annotations }: AlertingRule,
  { value, labels = {} }: Firing,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(annotations).map(([name, text]) => [
      name,
      !text.includes('{{')
        ? text
        : text
            .replace(/\{\{ \$labels\.(\w+) \}\}/g, (_, label) => labels[label])
            .replace(/\{\{ \$value(?: \| (\w+))? \}\}/g, (_, format) =>
              formatValue(value, format),
            ),
    ]),
  );
}

/** Functions of Prometheus' templates (template/template.go). */
function formatValue(value: number, format: string | undefined): string {
  switch (format) {
    case 'humanizePercentage':
      return `${fourDigits(value * 100)}%`;
    case 'humanizeDuration':
      return humanizeDuration(value);
    case 'humanize':
      return humanize(value);
    default:
      return String(value);
  }
}

/**
 * Go's %.4g, for numbers that it writes without an exponent. Of a number that is
 * exactly between two it takes the even one, and JavaScript the larger.
 */
function fourDigits(value: number): string {
  const [, digits, last, exponent] =
    /^(-?\d\.\d\d(\d))50*e(.+)$/.exec(value.toExponential(100)) ?? [];
  return last !== undefined && Number(last) % 2 === 0
    ? String(Number(`${digits}e${exponent}`))
    : String(Number(value.toPrecision(4)));
}

function humanizeDuration(value: number): string {
  if (Math.abs(value) < 1) {
    return `${humanize(value)}s`;
  }
  const seconds = Math.trunc(value);
  const parts = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
  ];
  const first = parts.findIndex(part => part !== 0);
  if (first < 0) {
    return `${fourDigits(value)}s`;
  }
  const units = ['d', 'h', 'm'];
  return [
    ...parts
      .slice(first)
      .map((part, index) => `${part}${units[first + index]}`),
    `${seconds % 60}s`,
  ].join(' ');
}

function humanize(value: number): string {
  let scaled = value;
  let prefix = '';
  if (Math.abs(value) >= 1) {
    for (const next of 'kMGTPEZY') {
      if (Math.abs(scaled) < 1000) break;
      prefix = next;
      scaled /= 1000;
    }
  } else if (value !== 0) {
    for (const next of 'munpfazy') {
      if (Math.abs(scaled) >= 1) break;
      prefix = next;
      scaled *= 1000;
    }
  }
  return `${fourDigits(scaled)}${prefix}`;
}
