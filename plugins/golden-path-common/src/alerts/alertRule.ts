/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LABELS, pascalCase } from '../render/conventions';
import { printPromQl, PromQlExpression } from './promql';
import { AlertSubject, subjectLabels } from './subject';
import { AlertSeverity } from './thresholds';

/**
 * An alerting rule as Prometheus reads it.
 *
 * @public
 */
export interface AlertingRule {
  alert: string;
  expr: string;
  for: string;
  keep_firing_for?: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

/**
 * What tells one alert of a service from another; the rest is the same for all.
 *
 * @internal
 */
export interface AlertSpec {
  /** Ending of the alert's name, after the service's. */
  suffix: string;
  severity: AlertSeverity;
  /** Value of label `signal`: alerts of one signal may mute each other. */
  signal: string;
  expression: PromQlExpression;
  for: string;
  keepFiringFor?: string;
  labels?: Record<string, string>;
  summary: string;
  description: string;
}

/**
 * Name of an alert, as `ApiGatewayDown`.
 *
 * Both severities of a condition share one name that is the service's own:
 * kube-prometheus mutes a warning by a critical alert of equal namespace and
 * name, and a name like ServiceDown would let one service mute another.
 *
 * @internal
 */
export function nameOfAlert(serviceName: string, suffix: string): string {
  return `${pascalCase(serviceName)}${suffix}`;
}

/**
 * Anchor of an alert on the service's runbook page.
 *
 * @internal
 */
export function anchorOf(alertName: string): string {
  return alertName.toLocaleLowerCase('en-US');
}

/** @internal */
export function alertingRule(
  subject: AlertSubject,
  spec: AlertSpec,
): AlertingRule {
  const alert = nameOfAlert(subject.name, spec.suffix);
  return {
    alert,
    expr: printPromQl(spec.expression),
    for: spec.for,
    ...(spec.keepFiringFor && { keep_firing_for: spec.keepFiringFor }),
    labels: {
      ...subjectLabels(subject),
      [LABELS.ruleSeverity]: spec.severity,
      [LABELS.ruleSignal]: spec.signal,
      ...spec.labels,
      [LABELS.ruleOwner]: subject.owner,
    },
    annotations: {
      summary: spec.summary,
      description: spec.description,
      runbook_url: `${subject.runbookUrl}#${anchorOf(alert)}`,
      dashboard_url: subject.dashboardUrl,
    },
  };
}

/**
 * A person's text in an annotation: Prometheus expands templates there, and a
 * title must not be one.
 *
 * @internal
 */
export function plainText(text: string): string {
  return text.replaceAll('{{', '{ {');
}

/**
 * A ratio as a person reads it, `5%`.
 *
 * @internal
 */
export function percentOf(ratio: number): string {
  // Rounded, because 0.07 * 100 is 7.000000000000001.
  return `${Number((ratio * 100).toFixed(4))}%`;
}
