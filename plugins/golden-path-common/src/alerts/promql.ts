/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * A small typed builder for PromQL: expressions are values, and `printPromQl` is
 * the one place that makes text of them. Only what the rules of a service need
 * is here; a query that cannot be said has no constructor.
 */

/**
 * A matcher of a label. Values are quoted when printed.
 *
 * @public
 */
export interface LabelMatcher {
  operator: '=' | '=~' | '!~';
  value: string;
}

/** Labels by metric matchers, in the order in which they are printed. */
type Matchers = Record<string, LabelMatcher>;

type BinaryOperator =
  | '+'
  | '-'
  | '*'
  | '/'
  | '=='
  | '>'
  | '>='
  | '<'
  | 'and'
  | 'or'
  | 'unless';

type Aggregation = 'sum' | 'max' | 'count';

/**
 * Which labels of both sides of an operation must agree. Default: all.
 *
 * @public
 */
export type VectorMatching = { on: string[] } | { ignoring: string[] };

/** @public */
export type PromQlExpression =
  | {
      type: 'selector';
      metric: string;
      matchers: Matchers;
      range?: string;
      offset?: string;
    }
  | { type: 'call'; name: string; args: PromQlExpression[] }
  | {
      type: 'aggregate';
      name: Aggregation;
      by: string[];
      of: PromQlExpression;
    }
  | {
      type: 'binary';
      operator: BinaryOperator;
      left: PromQlExpression;
      right: PromQlExpression;
      matching?: VectorMatching;
    }
  | { type: 'number'; value: number }
  | { type: 'string'; value: string }
  | { type: 'text'; value: string };

/** Label equals. */
export const eq = (value: string): LabelMatcher => ({ operator: '=', value });

/** Label matches; Prometheus anchors the expression at both ends. */
export const re = (value: string): LabelMatcher => ({ operator: '=~', value });

/** Label does not match. */
export const notRe = (value: string): LabelMatcher => ({
  operator: '!~',
  value,
});

/** A text as it is, inside a regular expression. */
export function escapeRe(literally: string): string {
  return literally.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/**
 * An instant vector.
 *
 * @param offset - of a vector as it was that long ago
 */
export function series(
  metric: string,
  matchers: Matchers,
  offset?: string,
): PromQlExpression {
  return { type: 'selector', metric, matchers, offset };
}

/** A function over what a series was in a window, as `max_over_time`. */
export function overTime(
  name: 'rate' | 'increase' | 'max_over_time' | 'sum_over_time',
  metric: string,
  matchers: Matchers,
  range: string,
): PromQlExpression {
  return {
    type: 'call',
    name,
    args: [{ type: 'selector', metric, matchers, range }],
  };
}

/** The per-second increase of a counter over a window such as `2m`. */
export function rate(
  metric: string,
  matchers: Matchers,
  range: string,
): PromQlExpression {
  return overTime('rate', metric, matchers, range);
}

/** A query that a person wrote, as it is. */
export function text(value: string): PromQlExpression {
  return { type: 'text', value };
}

/** A function of PromQL. */
export function call(
  name: string,
  ...args: Array<PromQlExpression | number | string>
): PromQlExpression {
  return { type: 'call', name, args: args.map(literal) };
}

/** Sum over all labels but those of `by`. */
export function sum(of: PromQlExpression, by: string[] = []): PromQlExpression {
  return { type: 'aggregate', name: 'sum', by, of };
}

/** Maximum over all labels but those of `by`. */
export function max(of: PromQlExpression, by: string[] = []): PromQlExpression {
  return { type: 'aggregate', name: 'max', by, of };
}

/** Number of series with the same labels of `by`. */
export function count(
  of: PromQlExpression,
  by: string[] = [],
): PromQlExpression {
  return { type: 'aggregate', name: 'count', by, of };
}

/**
 * A binary operation; a number stands for a scalar.
 *
 * @param matching - which labels of both sides must agree
 */
export function binary(
  left: PromQlExpression | number,
  operator: BinaryOperator,
  right: PromQlExpression | number,
  matching?: VectorMatching,
): PromQlExpression {
  return {
    type: 'binary',
    operator,
    left: literal(left),
    right: literal(right),
    matching,
  };
}

/** Several alternatives, the first that has a value for its labels. */
export function anyOf(
  first: PromQlExpression,
  ...others: PromQlExpression[]
): PromQlExpression {
  return others.reduce((left, right) => binary(left, 'or', right), first);
}

function literal(value: PromQlExpression | number | string): PromQlExpression {
  if (typeof value === 'number') {
    return { type: 'number', value };
  }
  return typeof value === 'string' ? { type: 'string', value } : value;
}

/**
 * Prints an expression on one line. Operands that are operations themselves are
 * put in parentheses, so that no reader needs the table of precedence.
 *
 * @public
 */
export function printPromQl(expression: PromQlExpression): string {
  switch (expression.type) {
    case 'number':
      return String(expression.value);
    case 'string':
      return JSON.stringify(expression.value);
    case 'text':
      return expression.value;
    case 'selector': {
      const matchers = Object.entries(expression.matchers).map(
        ([label, { operator, value }]) =>
          `${label}${operator}${JSON.stringify(value)}`,
      );
      const range = expression.range ? `[${expression.range}]` : '';
      const offset = expression.offset ? ` offset ${expression.offset}` : '';
      return `${expression.metric}{${matchers.join(', ')}}${range}${offset}`;
    }
    case 'call':
      return `${expression.name}(${expression.args
        .map(printPromQl)
        .join(', ')})`;
    case 'aggregate': {
      const by = expression.by.length
        ? ` by (${expression.by.join(', ')}) `
        : '';
      return `${expression.name}${by}(${printPromQl(expression.of)})`;
    }
    default:
      return `${operand(expression.left)} ${expression.operator}${matchingOf(
        expression.matching,
      )} ${operand(expression.right)}`;
  }
}

function matchingOf(matching: VectorMatching | undefined): string {
  if (!matching) {
    return '';
  }
  return 'on' in matching
    ? ` on (${matching.on.join(', ')})`
    : ` ignoring (${matching.ignoring.join(', ')})`;
}

function operand(expression: PromQlExpression): string {
  const printed = printPromQl(expression);
  return expression.type === 'binary' || expression.type === 'text'
    ? `(${printed})`
    : printed;
}
