/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { describeDuration } from '../../spec/duration';
import { AlertSpec, percentOf, plainText } from '../alertRule';
import {
  binary,
  count,
  eq,
  max,
  overTime,
  PromQlExpression,
  series,
  sum,
} from '../promql';
import { containersOf, podsOf } from '../selectors';
import { AlertSubject, isServingWorkload } from '../subject';
import { CauseFamily } from './types';

/**
 * What happens to pods while the service may still answer.
 *
 * @internal
 */
export const podAlerts: CauseFamily = {
  alerts: subject =>
    isServingWorkload(subject)
      ? [
          crashLooping(subject),
          outOfMemory(subject),
          evicted(subject),
          packetLoss(subject),
        ]
      : [],
};

/**
 * A crash that comes back: after a single one the container waits for 10 s, which
 * the window makes five minutes of, half of what it takes to fire.
 */
function crashLooping(subject: AlertSubject): AlertSpec {
  return {
    suffix: 'CrashLooping',
    severity: 'warning',
    signal: 'restarts',
    expression: count(
      someOf(
        overTime(
          'max_over_time',
          'kube_pod_container_status_waiting_reason',
          { ...containersOf(subject), reason: eq('CrashLoopBackOff') },
          '5m',
        ),
      ),
    ),
    for: '10m',
    summary: `${plainText(subject.title)} crashes again and again`,
    description: `{{ $value }} pods of '${subject.name}' end and are started again, for 10 minutes. The other pods go on.`,
  };
}

/** A container that was killed for its memory, and was started again. */
function outOfMemory(subject: AlertSubject): AlertSpec {
  const container = containersOf(subject);
  const restarted = overTime(
    'increase',
    'kube_pod_container_status_restarts_total',
    container,
    '10m',
  );
  const killed = series('kube_pod_container_status_last_terminated_reason', {
    ...container,
    reason: eq('OOMKilled'),
  });
  return {
    suffix: 'OutOfMemory',
    severity: 'warning',
    signal: 'restarts',
    // The reason stays for as long as the pod, the restart says that it is new.
    expression: count(binary(someOf(restarted), 'and', someOf(killed))),
    for: '2m',
    summary: `${plainText(subject.title)} was killed for its memory`,
    description: `{{ $value }} pods of '${subject.name}' reached their memory limit of ${subject.spec.resources.memory.limit} in the last 10 minutes and were killed.`,
  };
}

/**
 * Pods that the kubelet ended for the disk or memory that they or their node ran
 * out of. Nobody counts what a container writes (containerd gives the kubelet's
 * metrics no file systems), so the eviction is the first that shows.
 */
function evicted(subject: AlertSubject): AlertSpec {
  const reason = { ...podsOf(subject), reason: eq('Evicted') };
  return {
    suffix: 'PodsEvicted',
    severity: 'warning',
    signal: 'restarts',
    // An evicted pod stays as an object for days; it is news for a quarter of an hour.
    expression: count(
      binary(
        someOf(series('kube_pod_status_reason', reason)),
        'unless',
        someOf(series('kube_pod_status_reason', reason, '15m')),
      ),
    ),
    for: '2m',
    summary: `${plainText(subject.title)} lost pods to a full node or disk`,
    description: `{{ $value }} pods of '${subject.name}' were evicted in the last 15 minutes: they wrote more than ${subject.spec.resources.ephemeral.limit}, or their node ran out of memory or disk.`,
  };
}

/** Share of packets that is dropped, of pods that have some to say. */
const PACKET_LOSS = 0.01;
const PACKET_FLOOR = 10;

function packetLoss(subject: AlertSubject): AlertSpec {
  const rateOf = (metric: string) =>
    sum(overTime('rate', metric, podsOf(subject), '5m'));
  const bothWays = (what: string) =>
    binary(
      rateOf(`container_network_receive_packets_${what}`),
      '+',
      rateOf(`container_network_transmit_packets_${what}`),
    );
  const holds = '15m';
  return {
    suffix: 'PacketLoss',
    severity: 'warning',
    signal: 'network',
    expression: binary(
      binary(
        binary(bothWays('dropped_total'), '/', bothWays('total')),
        '>',
        PACKET_LOSS,
      ),
      'and',
      binary(bothWays('total'), '>', PACKET_FLOOR),
    ),
    for: holds,
    keepFiringFor: '5m',
    summary: `${plainText(subject.title)} loses packets`,
    description: `{{ $value | humanizePercentage }} of the packets from and to the pods of '${
      subject.name
    }' are dropped; above ${percentOf(PACKET_LOSS)} for ${describeDuration(
      holds,
    )}.`,
  };
}

/** One value a pod, however often its node is scraped, where it is not 0. */
function someOf(of: PromQlExpression) {
  return binary(max(of, ['pod']), '>', 0);
}
