/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { canaryName } from '../../render/conventions';
import { scaleOf } from '../../spec/serviceSpec';
import { RELEASE } from '../causes/canaryAlerts';
import { RECORDED } from '../recordingRules';
import { AlertSubject } from '../subject';
import {
  describeCheck,
  kubectl,
  lastLogsCheck,
  podsCheck,
  recordedQuery,
  usageCheck,
  workloadCheck,
} from './checks';
import { takeBack } from './mends';
import { RunbookPage, RunbookPages } from './types';

/** Releases and the number of pods. */
export const RELEASE_PAGES: RunbookPages = {
  AutoscalerAtMaximum: autoscalerAtMaximum,
  RolloutStuck: rolloutStuck,
  CanaryWorse: canaryWorse,
};

function autoscalerAtMaximum(subject: AlertSubject): RunbookPage {
  const scale = scaleOf(subject.spec);
  const most = scale.type === 'autoscaled' ? ` (${scale.max} pods)` : '';
  return {
    means: `The autoscaler wants its maximum${most} and may want more.`,
    seen: 'Nothing yet; more load makes it slow.',
    check: [
      kubectl(
        subject,
        'What the autoscaler measures, and what it wants.',
        `describe horizontalpodautoscaler ${subject.name}`,
      ),
      recordedQuery(
        subject,
        'CPU of the busiest pod, as a share of its limit.',
        RECORDED.cpuUtilization,
      ),
      usageCheck(subject),
    ],
    mend: [
      'Load has grown: raise `spec.runtime.scale.max`, if the quota of the namespace has room.',
      'Load is as ever: a release needs more for the same; compare the dashboard before and after.',
      'The requests are too small for what a pod uses at rest: raise `spec.runtime.resources.cpu.request`.',
    ],
  };
}

function rolloutStuck(subject: AlertSubject): RunbookPage {
  return {
    means: `New pods of the ${subject.workload} do not come, or old ones do not go.`,
    seen: 'The old release answers; what the new one brings is missing.',
    check: [
      workloadCheck(subject),
      podsCheck(subject),
      describeCheck(subject),
      lastLogsCheck(subject),
      ...(subject.workload === 'Rollout'
        ? [
            kubectl(
              subject,
              'What the analysis measured that ended it.',
              'get analysisruns --sort-by .metadata.creationTimestamp',
            ),
          ]
        : []),
    ],
    mend: [
      'New pods crash or never become ready: their logs say why; take the release back while you look.',
      takeBack(subject),
      'New pods are `Pending`: the namespace or the nodes are full; look at the quota and the events.',
      'The image does not come: the tag or digest is not in the registry.',
      ...(subject.workload === 'Rollout'
        ? [
            `The analysis was wrong about it: \`kubectl argo rollouts retry rollout ${subject.name}\`.`,
          ]
        : []),
    ],
  };
}

function canaryWorse(subject: AlertSubject): RunbookPage {
  return {
    means:
      'The new release fails more of its requests, or answers them later, than the one that it would replace. Label `compared` says which.',
    seen: 'The share of users that the canary serves sees errors or waits.',
    check: [
      recordedQuery(
        subject,
        'Share of requests that fail, by release.',
        RELEASE.errorRatio,
      ),
      recordedQuery(
        subject,
        '95th percentile in seconds, by release.',
        RELEASE.latencyP95,
      ),
      recordedQuery(
        subject,
        'Requests a second, by release.',
        RELEASE.requestRate,
      ),
      subject.hasCanary
        ? kubectl(
            subject,
            'What the canary says.',
            `logs deployment/${canaryName(subject.name)} --tail 200`,
          )
        : workloadCheck(subject),
    ],
    mend: [
      subject.hasCanary
        ? `Take it back: remove \`spec.runtime.rollout.canary.image\` of \`${subject.name}\` in the catalog; then no request reaches it.`
        : takeBack(subject),
      'Its pods are young and their caches cold: if the difference shrinks, wait.',
      'Only one kind of request is worse: find it by the logs, mend it, release again.',
    ],
  };
}
