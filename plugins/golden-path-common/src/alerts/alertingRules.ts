/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { describeDuration } from '../spec/duration';
import {
  AlertingRule,
  alertingRule,
  nameOfAlert,
  percentOf,
  plainText,
} from './alertRule';
import { binary, call, PromQlExpression } from './promql';
import { RECORDED } from './recordingRules';
import { recorded } from './selectors';
import { AlertSubject, RuleSubject } from './subject';
import {
  ALERT_SIGNALS,
  AlertLevel,
  alertLevels,
  AlertSignal,
} from './thresholds';

/**
 * Fewer requests than this a second say nothing: one failed of one is 100%.
 *
 * @internal
 */
export const TRAFFIC_FLOOR = 0.1;

interface SignalDesign {
  suffix: string;
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
    description: ({ name, namespace, workload }, level) =>
      `No replica of '${name}' in namespace '${namespace}' has been available for ${describeDuration(
        level.for,
      )}, or its ${workload} is gone.`,
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
 * The eight alerts of a service: four conditions, critical and warning each. A
 * service whose requests nobody counts has four.
 *
 * @public
 */
export function alertingRules(subject: AlertSubject): AlertingRule[] {
  const levels = alertLevels(subject.spec);
  const title = plainText(subject.title);
  return ALERT_SIGNALS.filter(signal => isWatched(subject, signal)).flatMap(
    signal =>
      (['critical', 'warning'] as const).map(severity => {
        const level = levels[signal][severity];
        const design = DESIGNS[signal];
        return alertingRule(subject, {
          ...design,
          severity,
          expression: design.expression(subject, level),
          for: level.for,
          summary: design.summary(title, level),
          description: design.description(subject, level),
        });
      }),
  );
}

/**
 * Name of one of the eight alerts, as `ApiGatewayDown`.
 *
 * @public
 */
export function alertName(serviceName: string, signal: AlertSignal): string {
  return nameOfAlert(serviceName, DESIGNS[signal].suffix);
}

function isWatched(subject: RuleSubject, signal: AlertSignal): boolean {
  return signal === 'errors' || signal === 'latency'
    ? subject.requests !== 'none'
    : true;
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
  return percentOf(level.threshold!);
}
