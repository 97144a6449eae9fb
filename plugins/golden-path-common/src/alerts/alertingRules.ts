/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LABELS, pascalCase } from '../render/conventions';
import { describeDuration } from '../spec/duration';
import { ServiceSpec } from '../spec/serviceSpec';
import {
  binary,
  call,
  eq,
  printPromQl,
  PromQlExpression,
  series,
} from './promql';
import { RECORDED, RuleSubject, subjectLabels } from './recordingRules';
import {
  ALERT_SIGNALS,
  AlertLevel,
  alertLevels,
  AlertSeverity,
  AlertSignal,
} from './thresholds';

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
 * What the alerts of a service are made from.
 *
 * @public
 */
export interface AlertSubject extends RuleSubject {
  title: string;
  /** Entity reference; routes the alert to its group. */
  owner: string;
  spec: ServiceSpec;
  runbookUrl: string;
  dashboardUrl: string;
}

/** Fewer requests than this a second say nothing: one failed of one is 100%. */
const TRAFFIC_FLOOR = 0.1;

interface SignalDesign {
  /** Ending of the alert's name. */
  suffix: string;
  /** Value of label `signal`. */
  signal: string;
  keepFiringFor?: string;
  expression(subject: RuleSubject, level: AlertLevel): PromQlExpression;
  summary(title: string, level: AlertLevel): string;
  description(subject: AlertSubject, level: AlertLevel): string;
}

const DESIGNS: Record<AlertSignal, SignalDesign> = {
  down: {
    suffix: 'Down',
    signal: 'availability',
    expression: downExpression,
    summary: title => `${title} is down`,
    description: ({ name, namespace }, level) =>
      `No replica of '${name}' in namespace '${namespace}' has been available for ${describeDuration(
        level.for,
      )}, or its Deployment is gone.`,
  },
  errors: {
    suffix: 'HighErrorRate',
    signal: 'errors',
    keepFiringFor: '2m',
    expression: (subject, level) =>
      withTraffic(subject, above(subject, RECORDED.errorRatio, level)),
    summary: (title, level) =>
      `${title} fails more than ${percent(level)} of its requests`,
    description: ({ name }, level) =>
      `{{ $value | humanizePercentage }} of the requests to '${name}' failed; above ${percent(
        level,
      )} for ${describeDuration(level.for)}.`,
  },
  latency: {
    suffix: 'SlowResponses',
    signal: 'latency',
    keepFiringFor: '2m',
    expression: (subject, level) =>
      withTraffic(subject, above(subject, RECORDED.latencyP95, level)),
    summary: (title, level) =>
      `${title} answers slower than ${level.threshold} s`,
    description: ({ name }, level) =>
      `95% of the requests to '${name}' took up to {{ $value | humanizeDuration }}; above ${
        level.threshold
      } s for ${describeDuration(level.for)}.`,
  },
  resources: {
    suffix: 'ResourceSaturation',
    signal: 'saturation',
    expression: resourcesExpression,
    summary: (title, level) =>
      `${title} uses more than ${percent(
        level,
      )} of its {{ $labels.resource }} limit`,
    description: ({ name }, level) =>
      `The busiest pod of '${name}' uses {{ $value | humanizePercentage }} of its {{ $labels.resource }} limit; above ${percent(
        level,
      )} for ${describeDuration(
        level.for,
      )}. The autoscaler works on the request, not the limit: it may be at its maximum.`,
  },
};

/**
 * The eight alerts of a service: four conditions, critical and warning each.
 *
 * Both severities of a condition share one name that is the service's own:
 * kube-prometheus mutes a warning by a critical alert of equal namespace and
 * name, and a name like ServiceDown would let one service mute another.
 *
 * @public
 */
export function alertingRules(subject: AlertSubject): AlertingRule[] {
  const levels = alertLevels(subject.spec);
  return ALERT_SIGNALS.flatMap(signal =>
    (['critical', 'warning'] as const).map(severity =>
      alertingRule(subject, signal, severity, levels[signal][severity]),
    ),
  );
}

/**
 * Name of an alert, as `ApiGatewayDown`.
 *
 * @public
 */
export function alertName(serviceName: string, signal: AlertSignal): string {
  return `${pascalCase(serviceName)}${DESIGNS[signal].suffix}`;
}

function alertingRule(
  subject: AlertSubject,
  signal: AlertSignal,
  severity: AlertSeverity,
  level: AlertLevel,
): AlertingRule {
  const design = DESIGNS[signal];
  // Prometheus expands templates in annotations; a title must not be one.
  const title = subject.title.replaceAll('{{', '{ {');
  const alert = alertName(subject.name, signal);
  return {
    alert,
    expr: printPromQl(design.expression(subject, level)),
    for: level.for,
    ...(design.keepFiringFor && { keep_firing_for: design.keepFiringFor }),
    labels: {
      ...subjectLabels(subject),
      [LABELS.ruleSeverity]: severity,
      [LABELS.ruleSignal]: design.signal,
      [LABELS.ruleOwner]: subject.owner,
    },
    annotations: {
      summary: design.summary(title, level),
      description: design.description(subject, level),
      runbook_url: `${subject.runbookUrl}#${alert.toLocaleLowerCase('en-US')}`,
      dashboard_url: subject.dashboardUrl,
    },
  };
}

function recorded(subject: RuleSubject, metric: string): PromQlExpression {
  return series(
    metric,
    Object.fromEntries(
      Object.entries(subjectLabels(subject)).map(([label, value]) => [
        label,
        eq(value),
      ]),
    ),
  );
}

function above(subject: RuleSubject, metric: string, level: AlertLevel) {
  return binary(recorded(subject, metric), '>', level.threshold!);
}

function withTraffic(subject: RuleSubject, condition: PromQlExpression) {
  return binary(
    condition,
    'and',
    binary(recorded(subject, RECORDED.requestRate), '>', TRAFFIC_FLOOR),
  );
}

/**
 * Down is a service without a single replica, not one without one of its pods;
 * and a Deployment that was deleted has no series at all.
 */
function downExpression(subject: RuleSubject) {
  const replicas = recorded(subject, RECORDED.availableReplicas);
  return binary(binary(replicas, '==', 0), 'or', call('absent', replicas));
}

/**
 * CPU and memory in one alert, told apart by label `resource`: without the label
 * both sides of `or` would have the same labels, and CPU would hide memory.
 */
function resourcesExpression(subject: RuleSubject, level: AlertLevel) {
  const labelled = (metric: string, resource: string) =>
    call(
      'label_replace',
      above(subject, metric, level),
      'resource',
      resource,
      '',
      '',
    );
  return binary(
    labelled(RECORDED.cpuUtilization, 'cpu'),
    'or',
    labelled(RECORDED.memoryUtilization, 'memory'),
  );
}

function percent(level: AlertLevel): string {
  // Rounded, because 0.07 * 100 is 7.000000000000001.
  return `${Number((level.threshold! * 100).toFixed(4))}%`;
}
