/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { CONTAINER_NAME, podLabels } from '../../render/conventions';
import { eq, overTime, printPromQl, PromQlExpression, sum } from '../promql';
import { recorded } from '../selectors';
import { AlertSubject } from '../subject';
import { Check } from './types';

/** A command of kubectl, in the service's namespace. */
export function kubectl(
  { namespace }: AlertSubject,
  say: string,
  command: string,
): Check {
  return {
    say,
    command: `kubectl --namespace ${namespace} ${command}`,
    language: 'sh',
  };
}

/** A query for Prometheus. */
export function query(say: string, expression: PromQlExpression): Check {
  return { say, command: printPromQl(expression), language: 'promql' };
}

/** A series that the service's rules have recorded. */
export function recordedQuery(
  subject: AlertSubject,
  say: string,
  metric: string,
): Check {
  return query(say, recorded(subject, metric));
}

/** Option of kubectl that selects the service's pods, its canary's too. */
export function podSelector({ name }: AlertSubject): string {
  return `--selector ${Object.entries(podLabels(name))
    .map(([label, value]) => `${label}=${value}`)
    .join(',')}`;
}

/** The workload as kubectl names it, as `deployment/checkout`. */
function workloadPath({ workload, name }: AlertSubject): string {
  return `${workload.toLocaleLowerCase('en-US')}/${name}`;
}

export function podsCheck(subject: AlertSubject): Check {
  return kubectl(
    subject,
    'The pods: are they ready, how often did they restart, on which node?',
    `get pods ${podSelector(subject)} --output wide`,
  );
}

export function describeCheck(subject: AlertSubject): Check {
  return kubectl(
    subject,
    'Why a pod is not ready: its state, its last end, its events.',
    `describe pods ${podSelector(subject)}`,
  );
}

export function logsCheck(subject: AlertSubject): Check {
  return kubectl(
    subject,
    'What the service itself says.',
    `logs ${podSelector(
      subject,
    )} --container ${CONTAINER_NAME} --tail 200 --prefix`,
  );
}

export function lastLogsCheck(subject: AlertSubject): Check {
  return kubectl(
    subject,
    'What it said before it ended.',
    `logs ${podSelector(
      subject,
    )} --container ${CONTAINER_NAME} --previous --tail 200 --prefix`,
  );
}

export function eventsCheck(subject: AlertSubject): Check {
  return kubectl(
    subject,
    'What Kubernetes did of late.',
    `get events --sort-by .lastTimestamp | grep -F ${subject.name}`,
  );
}

export function workloadCheck(subject: AlertSubject): Check {
  return kubectl(
    subject,
    `The ${subject.workload}: its image, its conditions, its events.`,
    `describe ${workloadPath(subject)}`,
  );
}

export function usageCheck(subject: AlertSubject): Check {
  return kubectl(
    subject,
    'What each pod uses now.',
    `top pods ${podSelector(subject)} --containers`,
  );
}

/** Whose requests fail, and how, as the rules count them. */
export function requestsByCheck(subject: AlertSubject): Check {
  const { name, namespace } = subject;
  return subject.requests === 'app'
    ? query(
        'Which codes it answers with.',
        sum(
          overTime(
            'rate',
            'http_requests_total',
            { job: eq(name), namespace: eq(namespace) },
            '5m',
          ),
          ['code'],
        ),
      )
    : query(
        'Who calls, and what they get; `response_flags` tells a broken connection (UF, UH, UO) from an answer (-).',
        sum(
          overTime(
            'rate',
            'istio_requests_total',
            {
              reporter: eq('source'),
              destination_service_name: eq(name),
              destination_service_namespace: eq(namespace),
            },
            '5m',
          ),
          [
            'source_workload',
            'response_code',
            'response_flags',
            ...(subject.grpc ? ['grpc_response_status'] : []),
          ],
        ),
      );
}
