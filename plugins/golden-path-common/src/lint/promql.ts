/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parser } from '@prometheus-io/lezer-promql';
import type { SyntaxNodeRef } from '@lezer/common';
import { readSeconds } from './durations';

/*
 * Reading PromQL with Prometheus' own grammar: which series an expression asks
 * for, and how. Types are not checked (`rate(a)` passes); promtool does that.
 */

/** A condition on a label. */
export interface PromQlMatcher {
  label: string;
  operator: '=' | '!=' | '=~' | '!~';
  value: string;
}

/** A selector of series in an expression. */
export interface PromQlSelector {
  metric?: string;
  matchers: readonly PromQlMatcher[];
  /** Seconds of the window, as in `[5m]`. */
  range?: number;
  /** Functions and aggregations around it, from the outside in. */
  within: readonly string[];
}

/** What an expression says. */
export interface ParsedPromQl {
  /** Where it is no PromQL: offset of the first fault. */
  fault?: number;
  selectors: readonly PromQlSelector[];
}

/** Aggregations, which make one series of many. */
export const AGGREGATIONS: ReadonlySet<string> = new Set([
  'sum',
  'min',
  'max',
  'avg',
  'count',
  'group',
  'stddev',
  'stdvar',
  'topk',
  'bottomk',
  'quantile',
  'count_values',
]);

/** Functions that give a value where there is no series. */
export const ABSENCE: ReadonlySet<string> = new Set([
  'absent',
  'absent_over_time',
]);

/**
 * A preview parses the same expressions at every key press, so the last ones are
 * kept; dropping all of them now and then is cheaper than counting their use.
 */
const PARSED = new Map<string, ParsedPromQl>();
const MOST_PARSED = 4096;

/**
 * Parses an expression.
 *
 * @internal
 */
export function parsePromQl(expression: string): ParsedPromQl {
  const known = PARSED.get(expression);
  if (known) {
    return known;
  }
  const parsed = read(expression);
  if (PARSED.size >= MOST_PARSED) {
    PARSED.clear();
  }
  PARSED.set(expression, parsed);
  return parsed;
}

/** A selector while its parts are still being read. */
interface OpenSelector {
  metric?: string;
  matchers: PromQlMatcher[];
  range?: number;
  within: readonly string[];
}

function read(expression: string): ParsedPromQl {
  const selectors: OpenSelector[] = [];
  /** One entry for each open call or aggregation. */
  const within: string[] = [];
  const textOf = ({ from, to }: SyntaxNodeRef) => expression.slice(from, to);
  let fault: number | undefined = expression.trim() === '' ? 0 : undefined;
  let matrixStart: number | undefined;

  parser.parse(expression).iterate({
    enter: node => {
      if (node.type.isError) {
        fault ??= node.from;
        return;
      }
      const current = selectors[selectors.length - 1];
      switch (node.name) {
        case 'FunctionCall':
        case 'AggregateExpr':
          within.push(/^[a-zA-Z_]\w*/.exec(textOf(node))?.[0] ?? '');
          break;
        case 'VectorSelector':
          selectors.push({ matchers: [], within: [...within] });
          break;
        case 'Identifier':
          if (current && node.node.parent?.name === 'VectorSelector') {
            current.metric = textOf(node);
          }
          break;
        case 'QuotedLabelName':
          // `{"http.requests"}` is a metric's name.
          if (current && node.node.parent?.name === 'LabelMatchers') {
            current.metric = unquote(textOf(node));
          }
          break;
        case 'UnquotedLabelMatcher':
        case 'QuotedLabelMatcher':
          if (current) {
            addMatcher(current, textOf(node));
          }
          break;
        case 'MatrixSelector':
        case 'SubqueryExpr':
          matrixStart = selectors.length;
          break;
        case 'DurationExpr':
          setRange(selectors, matrixStart, textOf(node));
          break;
        default:
      }
    },
    leave: node => {
      if (node.name === 'FunctionCall' || node.name === 'AggregateExpr') {
        within.pop();
      }
    },
  });
  return { fault, selectors };
}

/** The first duration behind a selector is its window; a step comes second. */
function setRange(
  selectors: OpenSelector[],
  start: number | undefined,
  text: string,
): void {
  for (const selector of selectors.slice(start ?? selectors.length)) {
    selector.range ??= readSeconds(text);
  }
}

function addMatcher(selector: OpenSelector, text: string): void {
  const match =
    /^("(?:[^"\\]|\\.)*"|[\w.:]+)\s*(=~|!~|!=|=)\s*(["'`][\s\S]*["'`])$/.exec(
      text,
    );
  if (!match) {
    return;
  }
  const label = match[1].startsWith('"') ? unquote(match[1]) : match[1];
  const operator = match[2] as PromQlMatcher['operator'];
  const value = unquote(match[3]);
  if (label === '__name__' && operator === '=') {
    selector.metric = value;
  } else {
    selector.matchers.push({ label, operator, value });
  }
}

/** Text of a literal; a backquoted one has no escapes. */
function unquote(literal: string): string {
  const inner = literal.slice(1, -1);
  return literal.startsWith('`') || !inner.includes('\\')
    ? inner
    : inner.replace(/\\(.)/g, (_, character: string) =>
        character === 'n' ? '\n' : character,
      );
}
