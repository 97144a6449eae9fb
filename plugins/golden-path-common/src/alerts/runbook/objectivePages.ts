/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { availabilityOf } from '../../spec/serviceSpec';
import { eq } from '../promql';
import { RECORDED } from '../recordingRules';
import { recorded } from '../selectors';
import { SLO } from '../slo/sloRules';
import { AlertSubject } from '../subject';
import {
  kubectl,
  logsCheck,
  podsCheck,
  query,
  recordedQuery,
  requestsByCheck,
} from './checks';
import { lookAtNeighbours, takeBack } from './mends';
import { RunbookPage, RunbookPages } from './types';

/** What a service promises its users, and whether it keeps it. */
export const OBJECTIVE_PAGES: RunbookPages = {
  AvailabilityBudgetBurn: subject => ({
    ...budgetBurn(subject, 'availability'),
    means: `\`${subject.name}\` promises that ${availabilityOf(
      subject.spec,
    )}% of its requests succeed over 30 days. It fails so many that the promise will be broken: within days if critical, before the 30 days are over if a warning.`,
    seen: 'Some actions end with an error, perhaps too few for the alert about the error rate.',
  }),
  LatencyBudgetBurn: subject => {
    const { objective, seconds } = subject.spec.slo.latency;
    return {
      ...budgetBurn(subject, 'latency'),
      means: `\`${subject.name}\` promises to answer ${objective}% of its requests within ${seconds} s over 30 days. So many are slower that the promise will be broken: within days if critical, before the 30 days are over if a warning.`,
      seen: 'Some pages hang, perhaps too few for the alert about slow responses.',
    };
  },
  ObjectiveWithoutData: withoutData,
};

function budgetBurn(
  subject: AlertSubject,
  slo: 'availability' | 'latency',
): Pick<RunbookPage, 'check' | 'mend'> {
  const ratio = (window: string) =>
    recorded(subject, SLO.ratio(window), { slo: eq(slo) });
  return {
    check: [
      query('Share of bad requests in the last hour.', ratio('1h')),
      query('In the last three days: a slow leak shows here.', ratio('3d')),
      query('Whether it still goes on.', ratio('5m')),
      requestsByCheck(subject),
      logsCheck(subject),
    ],
    mend: [
      'It has stopped already: the alert ends by itself; find the time on the dashboard and what was released or broken then.',
      takeBack(subject),
      lookAtNeighbours(subject),
      'A few requests of one kind are always bad: find them by the logs and mend that path.',
      'Nothing is wrong and nobody complains: the promise is too high. Agree on another in `spec.runtime.slo`, in daylight.',
    ],
  };
}

function withoutData(subject: AlertSubject): RunbookPage {
  return {
    means: `\`${subject.name}\` is up and somebody calls it, but no request is counted, so that its objectives are not watched. Label \`slo\` says which.`,
    seen: 'Perhaps nothing; or callers do not reach it at all.',
    check: [
      recordedQuery(
        subject,
        'Requests a second, by objective; no value is what the alert is about.',
        SLO.total,
      ),
      recordedQuery(
        subject,
        'Replicas that are available.',
        RECORDED.availableReplicas,
      ),
      requestsByCheck(subject),
      podsCheck(subject),
      subject.requests === 'mesh'
        ? kubectl(
            subject,
            'Whether the callers may reach it: what the mesh and the network let in.',
            'get authorizationpolicies,networkpolicies',
          )
        : kubectl(
            subject,
            'Whether Prometheus is told to read its metrics.',
            `get servicemonitor ${subject.name} --output yaml`,
          ),
    ],
    mend: [
      subject.requests === 'mesh'
        ? 'The pods, or those of their callers, run without the proxy of the mesh (one container less than they should): restart them while istiod is up.'
        : 'The service does not export `http_requests_total` and `http_request_duration_seconds`: compare the names that its library uses.',
      'Nobody has called it since it was installed: send a request; the alert ends within minutes.',
      'Callers do not reach it: look at their logs for refused connections.',
      'Prometheus lost its targets: see `MetricsMissing` on this page.',
    ],
    call: 'The mesh and Prometheus are a matter of whoever runs the cluster.',
  };
}
