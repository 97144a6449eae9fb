/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';
import { otherDurations } from './otherDurations';
import { isSaidTwice, isTimesZero, textOf } from './redundantMatchers';

/** A query that is wrong in one place. */
export interface QueryMutant {
  /** What was changed, as `> becomes >=`. */
  description: string;
  expr: string;
  /** Why it means the same as the query, if it does. */
  equivalent?: string;
}

const ONLY_PRESENCE = 'of what is multiplied by 0 only the presence counts';
const SAID_TWICE = 'the other side of the join says it too';
const SCALE_FREE = 'in a quantile or above 0 an increase says what a rate does';
const ONE_SERIES = 'of what is absent there is one series';

/** Thousands of mutants are asked about the same queries. */
const METRICS = new Map<string, string[]>();

/** Metrics that a query reads. */
export function metricsOf(source: string): string[] {
  const known = METRICS.get(source);
  if (known) {
    return known;
  }
  const metrics: string[] = [];
  parser.parse(source).iterate({
    enter: ({ name, from, to }) => {
      if (name === 'Identifier') metrics.push(source.slice(from, to));
    },
  });
  METRICS.set(source, metrics);
  return metrics;
}

type Replace = (
  node: Pick<SyntaxNode, 'from' | 'to'>,
  text: string,
  description: string,
  equivalent?: string,
) => void;

const OTHER_FUNCTION: Record<string, string> = {
  rate: 'increase',
  increase: 'rate',
  max_over_time: 'min_over_time',
  sum_over_time: 'max_over_time',
};

/** Values that mean the opposite rather than nothing. */
const OPPOSITE: Record<string, string> = {
  '"source"': '"destination"',
  '"destination"': '"source"',
  '"true"': '"false"',
  '"false"': '"true"',
};

/** By the name of a node in the grammar of PromQL: what may go wrong there. */
const RULES: Record<
  string,
  (node: SyntaxNode, source: string, replace: Replace) => void
> = {
  NumberDurationLiteral: (node, source, replace) => {
    const value = Number(textOf(source, node));
    const others = value === 0 ? [1] : [value * 1.25, value * 0.8];
    for (const other of others) {
      const text = String(Number(other.toPrecision(12)));
      replace(node, text, `${value} becomes ${text}`);
    }
  },
  NumberDurationLiteralInDurationContext: (node, source, replace) => {
    const text = textOf(source, node);
    const equivalent = isTimesZero(source, node) ? ONLY_PRESENCE : undefined;
    for (const other of otherDurations(text)) {
      replace(node, other, `[${text}] becomes ${other}`, equivalent);
    }
  },
  Identifier: (node, source, replace) => {
    const name = textOf(source, node);
    replace(node, `${name}_other`, `metric ${name} becomes another`);
  },
  UnquotedLabelMatcher: mutateMatcher,
  BinaryExpr: mutateOperation,
  AggregateExpr: mutateAggregate,
  FunctionIdentifier: (node, source, replace) => {
    const name = textOf(source, node);
    const other = OTHER_FUNCTION[name];
    if (other) {
      const scaled = isScaleFree(source, node) ? SCALE_FREE : undefined;
      const equivalent = isTimesZero(source, node) ? ONLY_PRESENCE : scaled;
      replace(node, other, `${name} becomes ${other}`, equivalent);
    }
  },
  StringLiteral: (node, source, replace) => {
    // Of a function: those of matchers are seen to with their matcher.
    if (node.parent?.name === 'FunctionCallBody' && node.to - node.from > 2) {
      replace(node, '"other"', `${textOf(source, node)} becomes "other"`);
    }
  },
};

/**
 * Makes one mistake after another in a query: thresholds, durations, selectors,
 * operators, functions, and parts that are left out. Changes after which it means
 * the same say why.
 */
export function mutateQuery(source: string): QueryMutant[] {
  const mutants: QueryMutant[] = [];
  const replace = (
    node: Pick<SyntaxNode, 'from' | 'to'>,
    text: string,
    description: string,
    equivalent?: string,
  ) =>
    mutants.push({
      description,
      equivalent,
      expr: source.slice(0, node.from) + text + source.slice(node.to),
    });
  parser.parse(source).iterate({
    enter: ({ node }) => {
      RULES[node.name]?.(node, source, replace);
    },
  });
  return mutants;
}

function mutateMatcher(node: SyntaxNode, source: string, replace: Replace) {
  const [name, operator, literal] = [
    node.firstChild!,
    node.getChild('MatchOp')!,
    node.getChild('StringLiteral')!,
  ].map(child => textOf(source, child));
  const value = node.getChild('StringLiteral')!;
  const onlyPresence = isTimesZero(source, node) ? ONLY_PRESENCE : undefined;
  // To exclude something else makes no difference there; to ask for it does.
  const excluded = operator.startsWith('!') ? onlyPresence : undefined;
  const other = OPPOSITE[literal] ?? '"none such"';
  replace(
    value,
    other,
    `${name}${operator}${literal} becomes ${other}`,
    excluded,
  );
  const alternatives = (JSON.parse(literal) as string).split('|');
  if (operator.endsWith('~') && alternatives.length > 1) {
    for (const left of alternatives) {
      const rest = alternatives.filter(entry => entry !== left).join('|');
      replace(
        value,
        JSON.stringify(rest),
        `${name}${operator}${literal} loses ${left}`,
        excluded,
      );
    }
  }
  const equivalent =
    onlyPresence ?? (isSaidTwice(source, node) ? SAID_TWICE : undefined);
  replace(
    withComma(node, source),
    '',
    `${name}${operator}${literal} is left out`,
    equivalent,
  );
  const [, fixed] = /^([\w-]+)[([]/.exec(JSON.parse(literal)) ?? [];
  if (operator === '=~' && alternatives.length === 1 && fixed) {
    replace(
      value,
      JSON.stringify(`${fixed}.*`),
      `${name}${operator}${literal} becomes ${fixed}.*`,
      equivalent,
    );
  }
}

/** A matcher and the comma that belongs to it. */
function withComma(node: SyntaxNode, source: string) {
  const after = /^\s*,\s*/.exec(source.slice(node.to))?.[0].length ?? 0;
  const before = after
    ? 0
    : /,\s*$/.exec(source.slice(0, node.from))?.[0].length ?? 0;
  return { from: node.from - before, to: node.to + after };
}

const OTHER_OPERATORS: Record<string, string[]> = {
  '>': ['>=', '<'],
  '>=': ['>', '<'],
  '<': ['<=', '>'],
  '==': ['!='],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  and: ['or', 'unless'],
  or: ['and'],
  unless: ['and'],
};

function mutateOperation(node: SyntaxNode, source: string, replace: Replace) {
  const left = node.firstChild!;
  const right = node.lastChild!;
  const sign = left.nextSibling!;
  const operator = textOf(source, sign);
  for (const other of OTHER_OPERATORS[operator] ?? []) {
    replace(sign, other, `${operator} becomes ${other}`);
  }
  if (['and', 'or', 'unless', '+', '-', '/'].includes(operator)) {
    replace(node, textOf(source, left), `the right side of ${operator} goes`);
    replace(node, textOf(source, right), `the left side of ${operator} goes`);
  }
  const clause = node.getChild('MatchingModifierClause');
  if (clause) {
    replace(clause, '', `${textOf(source, clause)} is left out`);
  }
}

const OTHER_AGGREGATION: Record<string, string> = {
  sum: 'max',
  max: 'min',
  count: 'max',
};

function mutateAggregate(node: SyntaxNode, source: string, replace: Replace) {
  const onlyPresence = isTimesZero(source, node) ? ONLY_PRESENCE : undefined;
  const operation = node.getChild('AggregateOp')!;
  const name = textOf(source, operation);
  const other = OTHER_AGGREGATION[name];
  const isAbsence = textOf(source, node).includes('(absent(');
  if (other) {
    replace(
      operation,
      other,
      `${name} becomes ${other}`,
      onlyPresence ?? (isAbsence ? ONE_SERIES : undefined),
    );
  }
  const modifier = node.getChild('AggregateModifier');
  if (modifier) {
    replace(
      modifier,
      '',
      `${textOf(source, modifier)} is left out`,
      onlyPresence,
    );
  }
}

/**
 * Whether a rate and an increase, which is so many times the rate, give the same:
 * where there is but asked whether there is some, and in a quantile.
 */
function isScaleFree(source: string, part: SyntaxNode): boolean {
  for (let node = part; node.parent; node = node.parent) {
    const { parent } = node;
    if (
      (parent.name === 'BinaryExpr' &&
        parent.getChild('Gtr') &&
        textOf(source, parent.lastChild!) === '0') ||
      (parent.name === 'FunctionCall' &&
        textOf(source, parent.firstChild!) === 'histogram_quantile')
    ) {
      return ['rate', 'increase'].includes(textOf(source, part));
    }
  }
  return false;
}
