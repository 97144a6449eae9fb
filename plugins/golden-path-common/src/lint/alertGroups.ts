/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Fields, fieldsAt, listAt, numberAt, textAt } from './access';
import { readSeconds } from './durations';
import type { ObjectIndex } from './ObjectIndex';
import { parsePromQl, ParsedPromQl } from './promql';
import { LintObject } from './types';

/** A rule of a PrometheusRule: it records a series or raises an alert. */
export interface PrometheusRuleView {
  object: LintObject;
  /** As `spec.groups[0].rules[3]`. */
  field: string;
  /** Name of the group, and place in it. */
  group: string;
  position: number;
  /** Seconds between two evaluations. */
  interval: number;
  record?: string;
  alert?: string;
  expr: string;
  parsed: ParsedPromQl;
  fields: Fields;
}

/** Evaluation interval of the chart kube-prometheus-stack. */
const DEFAULT_INTERVAL = 30;

const VIEWS = new WeakMap<ObjectIndex, readonly PrometheusRuleView[]>();

/** Every rule of every PrometheusRule. */
export function prometheusRules(
  index: ObjectIndex,
): readonly PrometheusRuleView[] {
  let views = VIEWS.get(index);
  if (!views) {
    views = index
      .ofKind('PrometheusRule')
      .flatMap(object =>
        listAt(object.manifest, 'spec', 'groups').flatMap((group, i) =>
          readGroup(index, object, group, `spec.groups[${i}]`),
        ),
      );
    VIEWS.set(index, views);
  }
  return views;
}

/** Every rule that raises an alert. */
export function alerts(index: ObjectIndex): PrometheusRuleView[] {
  return prometheusRules(index).filter(({ alert }) => alert !== undefined);
}

function readGroup(
  index: ObjectIndex,
  object: LintObject,
  group: unknown,
  field: string,
): PrometheusRuleView[] {
  const interval =
    readSeconds(textAt(group, 'interval')) ??
    index.facts.prometheus?.evaluationSeconds ??
    DEFAULT_INTERVAL;
  const name = textAt(group, 'name') ?? field;
  return listAt(group, 'rules').map((rule, position) => {
    const expr = textAt(rule, 'expr') ?? `${numberAt(rule, 'expr') ?? ''}`;
    return {
      object,
      field: `${field}.rules[${position}]`,
      group: `${object.namespace}/${object.name}/${name}`,
      position,
      interval,
      record: textAt(rule, 'record'),
      alert: textAt(rule, 'alert'),
      expr,
      parsed: parsePromQl(expr),
      fields: fieldsAt(rule),
    };
  });
}
