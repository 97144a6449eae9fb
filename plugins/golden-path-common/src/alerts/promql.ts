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
  operator: '=' | '=~';
  value: string;
}

type BinaryOperator = '/' | '*' | '==' | '>' | 'and' | 'or';

/** @public */
export type PromQlExpression =
  | {
      type: 'selector';
      metric: string;
      matchers: Record<string, LabelMatcher>;
      range?: string;
    }
  | { type: 'call'; name: string; args: PromQlExpression[] }
  | {
      type: 'aggregate';
      name: 'sum' | 'max';
      by: string[];
      of: PromQlExpression;
    }
  | {
      type: 'binary';
      operator: BinaryOperator;
      left: PromQlExpression;
      right: PromQlExpression;
    }
  | { type: 'number'; value: number }
  | { type: 'string'; value: string };

/** Label equals. */
export const eq = (value: string): LabelMatcher => ({ operator: '=', value });

/** Label matches; Prometheus anchors the expression at both ends. */
export const re = (value: string): LabelMatcher => ({ operator: '=~', value });

/** An instant vector. */
export function series(
  metric: string,
  matchers: Record<string, LabelMatcher>,
): PromQlExpression {
  return { type: 'selector', metric, matchers };
}

/** The per-second increase of a counter over a window such as `2m`. */
export function rate(
  metric: string,
  matchers: Record<string, LabelMatcher>,
  range: string,
): PromQlExpression {
  return {
    type: 'call',
    name: 'rate',
    args: [{ type: 'selector', metric, matchers, range }],
  };
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

/** A binary operation; a number stands for a scalar. */
export function binary(
  left: PromQlExpression | number,
  operator: BinaryOperator,
  right: PromQlExpression | number,
): PromQlExpression {
  return {
    type: 'binary',
    operator,
    left: literal(left),
    right: literal(right),
  };
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
    case 'selector': {
      const matchers = Object.entries(expression.matchers).map(
        ([label, { operator, value }]) =>
          `${label}${operator}${JSON.stringify(value)}`,
      );
      const range = expression.range ? `[${expression.range}]` : '';
      return `${expression.metric}{${matchers.join(', ')}}${range}`;
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
      return `${operand(expression.left)} ${expression.operator} ${operand(
        expression.right,
      )}`;
  }
}

function operand(expression: PromQlExpression): string {
  const text = printPromQl(expression);
  return expression.type === 'binary' ? `(${text})` : text;
}
