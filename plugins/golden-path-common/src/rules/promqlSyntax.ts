/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parser } from '@prometheus-io/lezer-promql';

/** Values that no series can be recorded from. */
const NO_NUMBER: Record<string, string> = {
  MatrixSelector: 'is a range of samples, not one number a series',
  SubqueryExpr: 'is a range of samples, not one number a series',
  StringLiteral: 'is text, not a number',
};

/**
 * What is wrong with the syntax of a query, as far as it can be told without
 * Prometheus: names of functions and types of arguments are not looked at.
 *
 * @returns the rest of a sentence, or undefined if nothing is
 * @internal
 */
export function promqlProblem(query: string): string | undefined {
  if (query.trim() === '') {
    return 'is empty';
  }
  const tree = parser.parse(query);
  let problem: string | undefined;
  tree.iterate({
    enter: node => {
      if (node.type.isError && problem === undefined) {
        const rest = query.slice(node.from, node.from + 20);
        problem = `cannot be read ${
          rest === '' ? 'at its end' : `from '${rest}' on`
        }`;
      }
    },
  });
  let top = tree.topNode.firstChild;
  while (top?.name === 'ParenExpr') {
    top = top.firstChild;
  }
  return problem ?? (top ? NO_NUMBER[top.name] : undefined);
}
