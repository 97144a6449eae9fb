/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { BrokenRule } from '../../snapshot/types';
import { plural, quoteUpstream } from '../../text/text';
import { Cause, VerdictInput } from '../types';

/** A rule that cannot be evaluated cannot fire, so its silence means nothing. */
export function brokenRule(input: VerdictInput): Cause | undefined {
  const { brokenRules } = input.alerts;
  if (brokenRules.length === 0) {
    return undefined;
  }
  return {
    headline: 'Unknown',
    tone: 'unknown',
    text: brokenRuleMessage(brokenRules),
    evidence: brokenRules.slice(0, 1).map(rule => ({
      kind: 'source',
      id: `prometheus/${rule.instance}`,
      text: `Rule ${rule.name} of group ${rule.group} cannot be evaluated`,
    })),
    origin: 'alerts',
  };
}

/** @internal */
export function brokenRuleMessage(
  brokenRules: readonly Pick<BrokenRule, 'name' | 'error'>[],
): string {
  const [first] = brokenRules;
  const more =
    brokenRules.length > 1
      ? ` (and ${plural(brokenRules.length - 1, 'more rule')})`
      : '';
  return `Alert rule ${first.name}${more} cannot be evaluated: ${quoteUpstream(
    first.error,
  )}`;
}
