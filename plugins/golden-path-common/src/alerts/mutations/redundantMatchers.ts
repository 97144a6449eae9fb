/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { SyntaxNode } from '@lezer/common';

/*
 * Changes of a query that no test can see, because the query means the same
 * afterwards.
 */

/**
 * Whether a matcher says again what the other side of a join says: in
 * `max by (pod) (a{pod="x"}) / max by (pod) (b{pod="x"})` either may go.
 *
 * @param source - text of the whole query
 * @param matcher - a node of a label matcher
 */
export function isSaidTwice(source: string, matcher: SyntaxNode): boolean {
  const label = textOf(source, matcher.firstChild!);
  const said = textOf(source, matcher);
  for (
    let node = matcher.parent!;
    node.parent && keepsLabel(source, node, label);
    node = node.parent
  ) {
    const { parent } = node;
    if (parent.name !== 'BinaryExpr' || !isJoin(source, parent, label)) {
      continue;
    }
    const other = sameNode(parent.firstChild!, node)
      ? parent.lastChild!
      : parent.firstChild!;
    const isExcluded =
      parent.getChild('Unless') !== null && sameNode(parent.firstChild!, node);
    if (!isExcluded && allSay(source, other, said)) {
      return true;
    }
  }
  return false;
}

/**
 * Whether only the presence of a part counts: of `x` in `x * 0`.
 */
export function isTimesZero(source: string, part: SyntaxNode): boolean {
  for (let node = part; node.parent; node = node.parent) {
    const { parent } = node;
    if (
      parent.name === 'BinaryExpr' &&
      parent.getChild('Mul') &&
      !sameNode(parent.lastChild!, node) &&
      textOf(source, parent.lastChild!) === '0'
    ) {
      return true;
    }
  }
  return false;
}

/** @internal */
export function textOf(source: string, node: SyntaxNode): string {
  return source.slice(node.from, node.to);
}

/** Whether a node gives back the label that what is in it has. */
function keepsLabel(source: string, node: SyntaxNode, label: string): boolean {
  switch (node.name) {
    case 'AggregateExpr': {
      const modifier = node.getChild('AggregateModifier');
      return (
        modifier?.getChild('By') !== undefined &&
        labelsOf(source, modifier).includes(label)
      );
    }
    case 'FunctionCall':
      return !textOf(source, node.firstChild!).startsWith('absent');
    default:
      return true;
  }
}

/** Whether only pairs with an equal label come through an operation. */
function isJoin(source: string, node: SyntaxNode, label: string): boolean {
  if (node.getChild('Or')) {
    return false;
  }
  const clause = node.getChild('MatchingModifierClause');
  if (!clause) {
    return true;
  }
  const listed = labelsOf(source, clause).includes(label);
  return clause.getChild('On') ? listed : !listed;
}

function labelsOf(source: string, node: SyntaxNode | null): string[] {
  return (
    node
      ?.getChild('GroupingLabels')
      ?.getChildren('LabelName')
      .map(child => textOf(source, child)) ?? []
  );
}

/** Whether every series of an expression carries the matcher; a number has none. */
function allSay(source: string, node: SyntaxNode, said: string): boolean {
  const selectors = selectorsIn(node);
  return (
    selectors.length > 0 &&
    selectors.every(selector =>
      selector
        .getChild('LabelMatchers')
        ?.getChildren('UnquotedLabelMatcher')
        .some(matcher => textOf(source, matcher) === said),
    )
  );
}

function selectorsIn(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  node.cursor().iterate(({ node: inner }) => {
    if (inner.from < node.from || inner.to > node.to) {
      return false;
    }
    if (inner.name === 'VectorSelector') found.push(inner);
    return true;
  });
  return found;
}

function sameNode(a: SyntaxNode, b: SyntaxNode): boolean {
  return a.from === b.from && a.to === b.to;
}
