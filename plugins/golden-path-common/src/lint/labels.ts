/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { at, listAt, textAt, textMapAt, textsAt } from './access';

/** Labels of a pod, a Service or a namespace. */
export type Labels = Readonly<Record<string, string>>;

/**
 * Whether a LabelSelector (`matchLabels` and `matchExpressions`) selects something
 * with these labels. An empty selector selects everything, as in Kubernetes; an
 * expression with an operator that Kubernetes does not know selects nothing.
 *
 * @internal
 */
export function selects(selector: unknown, labels: Labels): boolean {
  return (
    hasLabels(labels, textMapAt(selector, 'matchLabels')) &&
    listAt(selector, 'matchExpressions').every(expression =>
      holds(expression, labels),
    )
  );
}

/**
 * Whether labels contain others: the plain selector of a Service or a subset.
 *
 * @internal
 */
export function hasLabels(labels: Labels, wanted: Labels): boolean {
  for (const key in wanted) {
    if (labels[key] !== wanted[key]) {
      return false;
    }
  }
  return true;
}

/**
 * Whether a LabelSelector has no condition at all.
 *
 * @internal
 */
export function selectsEverything(selector: unknown): boolean {
  return (
    typeof selector === 'object' &&
    selector !== null &&
    Object.keys(textMapAt(selector, 'matchLabels')).length === 0 &&
    listAt(selector, 'matchExpressions').length === 0
  );
}

/**
 * Labels as people write them on a command line: `app=checkout,version=v2`.
 *
 * @internal
 */
export function printLabels(labels: Labels): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}

/**
 * A LabelSelector as kubectl prints it.
 *
 * @internal
 */
export function printSelector(selector: unknown): string {
  const expressions = listAt(selector, 'matchExpressions').map(
    expression =>
      `${textAt(expression, 'key')} ${textAt(
        expression,
        'operator',
      )} (${textsAt(expression, 'values').join(', ')})`,
  );
  const labels = printLabels(textMapAt(selector, 'matchLabels'));
  return [...(labels ? [labels] : []), ...expressions].join(',');
}

function holds(expression: unknown, labels: Labels): boolean {
  const key = textAt(expression, 'key');
  if (key === undefined) {
    return false;
  }
  const value = at(labels, key);
  const values = listAt(expression, 'values');
  switch (textAt(expression, 'operator')) {
    case 'In':
      return values.includes(value);
    case 'NotIn':
      return !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}
