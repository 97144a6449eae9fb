/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { AlertRuleObservation } from '@openpolicy/plugin-service-health-common';
import {
  JsonRecord,
  asString,
  cleanText,
} from '@openpolicy/plugin-service-health-node/upstream';
import { projectBackReference } from './backReference';
import { fingerprint } from './fingerprint';
import { projectLabels } from './labels';

/** A rule that was not evaluated for so many intervals, and at least so long, does not watch any more. */
const MISSED_INTERVALS = 10;
const MISSED_MS = 5 * 60_000;

/**
 * Cuts an alerting rule, as `GET /api/v1/rules` returns it, to whether it can be evaluated.
 *
 * @param options - `group`: the group that has the rule. `now`: upstream's clock.
 * @returns undefined if it is no alerting rule with a name.
 * @internal
 */
export function projectRule(
  rule: JsonRecord,
  options: { instance: string; group: JsonRecord; now: Date },
): AlertRuleObservation | undefined {
  const name = cleanText(rule.name, 253);
  if (!name || (rule.type !== undefined && rule.type !== 'alerting')) {
    return undefined;
  }
  const { instance, group } = options;
  const groupName = cleanText(group.name, 253) ?? '';
  const labels = projectLabels(rule.labels);
  const health =
    rule.health === 'ok' || rule.health === 'err' ? rule.health : 'unknown';
  const error = findError(rule, options);
  return {
    kind: 'alertRule',
    source: 'prometheus',
    instance,
    // A group may hold several rules of one name, told apart by their labels or only by their expressions.
    key: `AlertRule/${fingerprint({
      file: asString(group.file) ?? '',
      group: groupName,
      name,
      query: asString(rule.query) ?? '',
      labels: fingerprint(labels),
    })}`,
    namespace: labels.namespace,
    backReference: projectBackReference(labels),
    data: {
      instance,
      group: groupName,
      name,
      health,
      ...(error ? { broken: { instance, group: groupName, name, error } } : {}),
    },
  };
}

function findError(
  rule: JsonRecord,
  { group, now }: { group: JsonRecord; now: Date },
): string | undefined {
  if (rule.health === 'err') {
    return cleanText(rule.lastError, 512) ?? 'It cannot be evaluated.';
  }
  const last = Date.parse(String(rule.lastEvaluation));
  // Go's zero time: loaded, and its first evaluation is still due.
  if (Number.isNaN(last) || last <= 0) {
    return undefined;
  }
  const interval = typeof group.interval === 'number' ? group.interval : 60;
  const limit = Math.max(MISSED_MS, interval * 1000 * MISSED_INTERVALS);
  const silence = now.getTime() - last;
  return silence > limit
    ? `It was last evaluated ${Math.floor(silence / 60_000)} min ago.`
    : undefined;
}
