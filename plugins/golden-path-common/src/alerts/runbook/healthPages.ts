/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { RECORDED } from '../recordingRules';
import { AlertSubject } from '../subject';
import {
  describeCheck,
  eventsCheck,
  lastLogsCheck,
  logsCheck,
  podsCheck,
  recordedQuery,
  requestsByCheck,
  usageCheck,
  workloadCheck,
} from './checks';
import { lookAtNeighbours, takeBack } from './mends';
import { RunbookPage, RunbookPages } from './types';

/** The four conditions that every service is watched for. */
export const HEALTH_PAGES: RunbookPages = {
  Down: down,
  HighErrorRate: highErrorRate,
  SlowResponses: slowResponses,
  ResourceSaturation: resourceSaturation,
};

function down(subject: AlertSubject): RunbookPage {
  return {
    means: 'Not one pod is available: nobody gets an answer.',
    seen: `Everything that \`${subject.name}\` does is gone; its callers fail, or do without it.`,
    check: [
      recordedQuery(
        subject,
        'Replicas that are available; no value at all means that the workload is gone.',
        RECORDED.availableReplicas,
      ),
      workloadCheck(subject),
      podsCheck(subject),
      describeCheck(subject),
      lastLogsCheck(subject),
      eventsCheck(subject),
    ],
    mend: [
      takeBack(subject),
      'Pods crash or never become ready: their last logs name what is missing, mostly a variable, a secret or a database that does not answer.',
      'Pods are `Pending`: the namespace or the nodes are full. Look at `kubectl describe quota` and at the events; lower requests, or ask for nodes.',
      'Pods are `ImagePullBackOff`: the tag or digest is not in the registry, or the registry is down.',
      `The ${subject.workload} is gone: sync the Application in Argo CD.`,
    ],
    call: 'Pods that are `Pending`, or nodes that are `NotReady`, are a matter of whoever runs the cluster.',
  };
}

function highErrorRate(subject: AlertSubject): RunbookPage {
  return {
    means: `Too many of the requests to \`${subject.name}\` fail on its side; those that the callers got wrong (4xx) do not count.`,
    seen: 'Some actions end with an error; trying again may help.',
    check: [
      recordedQuery(
        subject,
        'Share of requests that fail.',
        RECORDED.errorRatio,
      ),
      requestsByCheck(subject),
      podsCheck(subject),
      logsCheck(subject),
    ],
    mend: [
      takeBack(subject),
      lookAtNeighbours(subject),
      'Only one pod fails: delete it, and another takes its place.',
      'Connections break rather than fail (no answer, code 0 or 503): pods end or the circuit breaker is open; see the alerts about pods on this page.',
      'One caller makes all the failures: tell its owner, and lower `spec.runtime.traffic.rateLimit`.',
    ],
  };
}

function slowResponses(subject: AlertSubject): RunbookPage {
  return {
    means: `The slowest twentieth of the requests to \`${subject.name}\` takes too long, as its own side measures it.`,
    seen: 'Pages hang, and callers with a short timeout fail.',
    check: [
      recordedQuery(
        subject,
        '95th percentile, in seconds.',
        RECORDED.latencyP95,
      ),
      recordedQuery(subject, 'Requests a second.', RECORDED.requestRate),
      recordedQuery(
        subject,
        'Share of the CPU limit that the busiest pod uses; near 1 it is throttled.',
        RECORDED.cpuUtilization,
      ),
      usageCheck(subject),
      logsCheck(subject),
    ],
    mend: [
      lookAtNeighbours(subject),
      takeBack(subject),
      'More requests than usual: raise `spec.runtime.scale.max` or `replicas`.',
      'CPU is at its limit: raise `spec.runtime.resources.cpu`.',
      'A query became slow: look at the traces of slow requests, and at the database that they end in.',
    ],
  };
}

function resourceSaturation(subject: AlertSubject): RunbookPage {
  return {
    means:
      'A pod is near its CPU limit, where it is throttled, or near its memory limit, where it is killed. Label `resource` says which.',
    seen: 'Nothing yet, or slow answers; at the memory limit a pod ends and its requests with it.',
    check: [
      recordedQuery(
        subject,
        'CPU of the busiest pod, as a share of its limit.',
        RECORDED.cpuUtilization,
      ),
      recordedQuery(
        subject,
        'Memory of the fullest pod, as a share of its limit.',
        RECORDED.memoryUtilization,
      ),
      usageCheck(subject),
      recordedQueryOfRequests(subject),
    ].flat(),
    mend: [
      'Load has grown: raise `spec.runtime.scale.max` or `replicas`; the autoscaler works on the request, not the limit.',
      `The limit is too small for what \`${subject.name}\` does (now cpu ${subject.spec.resources.cpu.limit}, memory ${subject.spec.resources.memory.limit}): raise it in \`spec.runtime.resources\`.`,
      'Memory rises and never falls: a leak. Restart the pods one by one to win time, and look for it in the last releases.',
      'One pod is much busier than the others: calls are not spread; look for long connections.',
    ],
  };
}

function recordedQueryOfRequests(subject: AlertSubject) {
  return subject.requests === 'none'
    ? []
    : [recordedQuery(subject, 'Requests a second.', RECORDED.requestRate)];
}
