/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { canaryName } from '../../render/conventions';
import { AlertSpec, plainText } from '../alertRule';
import {
  anyOf,
  binary,
  eq,
  LabelMatcher,
  max,
  PromQlExpression,
  re,
  series,
} from '../promql';
import { AlertSubject, isServingWorkload } from '../subject';
import { CauseFamily } from './types';

/**
 * A release that does not come to its end: old pods stay, new ones do not come,
 * or the controller has given up.
 *
 * @internal
 */
export const rolloutAlerts: CauseFamily = {
  alerts: subject =>
    isServingWorkload(subject)
      ? [
          {
            suffix: 'RolloutStuck',
            severity: 'warning',
            signal: 'rollout',
            expression: stuck(subject),
            for: '15m',
            ...textsOf(subject),
          },
        ]
      : [],
};

function textsOf({
  title,
  name,
  workload,
}: AlertSubject): Pick<AlertSpec, 'summary' | 'description'> {
  const summary = `A release of ${plainText(title)} is stuck`;
  switch (workload) {
    case 'Rollout':
      return {
        summary,
        description: `The Rollout '${name}' has been in phase {{ $labels.phase }} for 15 minutes. The old release answers.`,
      };
    default:
      return {
        summary,
        description: `The ${workload} '{{ $labels.${workload.toLocaleLowerCase(
          'en-US',
        )} }}' has not replaced its pods for 15 minutes. The old ones go on answering.`,
      };
  }
}

function stuck(subject: AlertSubject): PromQlExpression {
  const { name, namespace, workload } = subject;
  switch (workload) {
    case 'Rollout':
      return binary(
        max(
          series('rollout_info', {
            namespace: eq(namespace),
            name: eq(name),
            // As the controller names them (argo-rollouts, controller/metrics).
            phase: re('Timeout|Error|Abort|InvalidSpec'),
          }),
          ['phase'],
        ),
        '>',
        0,
      );
    case 'StatefulSet': {
      const of = (metric: string) =>
        max(
          series(`kube_statefulset_${metric}`, {
            namespace: eq(namespace),
            statefulset: eq(name),
          }),
          ['statefulset'],
        );
      return binary(of('status_replicas_updated'), '<', of('replicas'));
    }
    default: {
      const of = (metric: string, more: Record<string, LabelMatcher> = {}) =>
        max(
          series(`kube_deployment_${metric}`, {
            namespace: eq(namespace),
            deployment: subject.hasCanary
              ? re(`${name}|${canaryName(name)}`)
              : eq(name),
            ...more,
          }),
          ['deployment'],
        );
      return anyOf(
        binary(of('status_replicas_updated'), '<', of('spec_replicas')),
        binary(of('status_replicas'), '>', of('status_replicas_updated')),
        // With one replica there may be one of each, and only the controller's
        // deadline tells.
        binary(
          of('status_condition', {
            condition: eq('Progressing'),
            status: eq('false'),
          }),
          '>',
          0,
        ),
      );
    }
  }
}
