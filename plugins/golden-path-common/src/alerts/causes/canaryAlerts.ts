/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  CANARY,
  canaryName,
  labelValue,
  STABLE,
} from '../../render/conventions';
import { percentOf, plainText } from '../alertRule';
import { TRAFFIC_FLOOR } from '../alertingRules';
import {
  anyOf,
  binary,
  call,
  eq,
  escapeRe,
  LabelMatcher,
  notRe,
  PromQlExpression,
} from '../promql';
import { recordingRule } from '../recordingRules';
import { requestMetrics } from '../requests';
import { recorded } from '../selectors';
import { AlertSubject } from '../subject';
import { CauseFamily } from './types';

/** Names of the recorded series; label `release` says of which release. */
export const RELEASE = {
  requestRate: 'service:release_requests:rate5m',
  errorRatio: 'service:release_errors:ratio_rate5m',
  latencyP95: 'service:release_latency_seconds:p95_5m',
} as const;

const WINDOW = '5m';

/** How much more of its requests a canary may fail. */
const MORE_ERRORS = 0.05;

/**
 * A canary that is worse than what it would replace. Both get the same kind of
 * requests at the same time, so that a difference is the release's.
 *
 * @internal
 */
export const canaryAlerts: CauseFamily = {
  recordings: subject => {
    const releases = releasesOf(subject);
    return releases
      ? [
          ...recordingsOf(subject, CANARY, releases.canary),
          ...recordingsOf(subject, STABLE, releases.stable),
        ]
      : [];
  },
  alerts: subject =>
    releasesOf(subject)
      ? [
          {
            suffix: 'CanaryWorse',
            severity: 'warning',
            signal: 'rollout',
            expression: binary(
              anyOf(
                worse(subject, 'errors', RELEASE.errorRatio, MORE_ERRORS),
                worse(
                  subject,
                  'latency',
                  RELEASE.latencyP95,
                  slowerBy(subject),
                ),
              ),
              'and',
              binary(
                ofRelease(subject, RELEASE.requestRate, CANARY),
                '>',
                TRAFFIC_FLOOR,
              ),
              { ignoring: ['release', 'compared'] },
            ),
            for: '10m',
            keepFiringFor: '5m',
            summary: `The canary of ${plainText(
              subject.title,
            )} is worse than the release that it would replace`,
            description: `The canary of '${
              subject.name
            }' has had more {{ $labels.compared }} than the stable release for 10 minutes: ${percentOf(
              MORE_ERRORS,
            )} more failed requests, or a 95th percentile ${slowerBy(
              subject,
            )} s later.`,
          },
        ]
      : [],
};

/** Half of what users are promised is lost. */
function slowerBy({ spec }: AlertSubject): number {
  return Number((spec.slo.latency.seconds / 2).toPrecision(12));
}

/**
 * How the mesh's metrics tell the canary from the rest. A second Deployment is a
 * workload of its own. The pods of a Rollout carry their tag, and the catalog
 * names the new one; while all run it, there is nothing to compare.
 */
function releasesOf(
  subject: AlertSubject,
): Record<'canary' | 'stable', Record<string, LabelMatcher>> | undefined {
  if (subject.requests !== 'mesh') {
    return undefined;
  }
  if (subject.hasCanary) {
    return {
      canary: { destination_workload: eq(canaryName(subject.name)) },
      stable: { destination_workload: eq(subject.name) },
    };
  }
  if (subject.workload !== 'Rollout') {
    return undefined;
  }
  const tag = labelValue(subject.spec.image.tag);
  return {
    canary: { destination_version: eq(tag) },
    stable: {
      destination_version: notRe(`${escapeRe(tag)}|unknown`),
    },
  };
}

function recordingsOf(
  subject: AlertSubject,
  release: string,
  matchers: Record<string, LabelMatcher>,
) {
  const { total, failed, buckets, unitsPerSecond } = requestMetrics(subject);
  const all = total(WINDOW, matchers);
  const expressions: Array<[string, PromQlExpression]> = [
    [RELEASE.requestRate, all],
    [
      RELEASE.errorRatio,
      binary(
        binary(failed(WINDOW, matchers), 'or', binary(all, '*', 0)),
        '/',
        all,
      ),
    ],
    [
      RELEASE.latencyP95,
      binary(
        call('histogram_quantile', 0.95, buckets(WINDOW, matchers)),
        '/',
        unitsPerSecond,
      ),
    ],
  ];
  return expressions.map(([record, expression]) =>
    recordingRule(subject, record, expression, { release }),
  );
}

function ofRelease(subject: AlertSubject, metric: string, release: string) {
  return recorded(subject, metric, { release: eq(release) });
}

function worse(
  subject: AlertSubject,
  compared: string,
  metric: string,
  by: number,
) {
  const difference = binary(
    ofRelease(subject, metric, CANARY),
    '-',
    ofRelease(subject, metric, STABLE),
    { ignoring: ['release'] },
  );
  return call(
    'label_replace',
    binary(difference, '>', by),
    'compared',
    compared,
    '',
    '',
  );
}
