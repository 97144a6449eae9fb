/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { CONTAINER_NAME } from '../../render/conventions';
import { eq, overTime, sum } from '../promql';
import { RECORDED } from '../recordingRules';
import { podsOf } from '../selectors';
import { AlertSubject } from '../subject';
import {
  describeCheck,
  eventsCheck,
  kubectl,
  lastLogsCheck,
  podsCheck,
  query,
  recordedQuery,
  usageCheck,
} from './checks';
import { lookAtNeighbours, takeBack } from './mends';
import { RunbookPage, RunbookPages } from './types';

/** What happens to pods. */
export const POD_PAGES: RunbookPages = {
  CrashLooping: crashLooping,
  OutOfMemory: outOfMemory,
  PodsEvicted: evicted,
  PacketLoss: packetLoss,
};

function crashLooping(subject: AlertSubject): RunbookPage {
  return {
    means:
      'A container ends soon after each start, and Kubernetes waits longer and longer before the next.',
    seen: 'Nothing while other pods answer; with the last of them the service is down.',
    check: [
      podsCheck(subject),
      lastLogsCheck(subject),
      describeCheck(subject),
      eventsCheck(subject),
    ],
    mend: [
      takeBack(subject),
      'The last lines of the logs name a variable, file or secret that is missing: mend it in `spec.runtime` or in the secret store.',
      lookAtNeighbours(subject),
      'The last state is `OOMKilled`: see `OutOfMemory` on this page.',
      'Liveness fails while the service still starts: give it more time in `spec.runtime.health`.',
    ],
  };
}

function outOfMemory(subject: AlertSubject): RunbookPage {
  const { limit } = subject.spec.resources.memory;
  return {
    means: `A container went over its memory limit (${limit}); the kernel killed it, and it was started again.`,
    seen: 'The requests that the pod was working on are lost; if it comes back, many are.',
    check: [
      recordedQuery(
        subject,
        'Memory of the fullest pod, as a share of its limit: a slope is a leak, a jump one big request.',
        RECORDED.memoryUtilization,
      ),
      describeCheck(subject),
      lastLogsCheck(subject),
      usageCheck(subject),
    ],
    mend: [
      'It needs more than it has: raise `spec.runtime.resources.memory`; do so first, look for the reason after.',
      takeBack(subject),
      'One kind of request reads too much at once: find the last request in the logs and bound it.',
      'A leak: raise the limit to win time, and compare heaps of two releases.',
    ],
  };
}

function evicted(subject: AlertSubject): RunbookPage {
  const { limit } = subject.spec.resources.ephemeral;
  return {
    means: `The kubelet ended pods: they wrote more than ${limit} to their own disk, or their node ran out of memory or disk.`,
    seen: 'Mostly nothing, since others take over; requests of the pod are lost.',
    check: [
      kubectl(
        subject,
        'What the kubelet gave as the reason.',
        'get events --field-selector reason=Evicted',
      ),
      describeCheck(subject),
      podsCheck(subject),
      {
        say: 'Whether the nodes are short of memory or disk.',
        command: 'kubectl describe nodes | grep -E "^Name:|Pressure"',
        language: 'sh',
      },
    ],
    mend: [
      'The reason names `ephemeral-storage`: find what it writes (temporary files, logs to a file), or raise `spec.runtime.resources.ephemeral`.',
      'The reason names memory: the pod uses more than it requests; raise the request, so that it gets a node with room.',
      'The node is full by others: whoever runs the cluster drains it.',
    ],
    call: 'Nodes under pressure are a matter of whoever runs the cluster.',
  };
}

function packetLoss(subject: AlertSubject): RunbookPage {
  const dropped = (direction: 'receive' | 'transmit') =>
    sum(
      overTime(
        'rate',
        `container_network_${direction}_packets_dropped_total`,
        podsOf(subject),
        '5m',
      ),
      ['pod'],
    );
  return {
    means: 'Packets from or to the pods are dropped on their way.',
    seen: 'Slow answers and timeouts that come and go.',
    check: [
      query('Dropped packets that came in, by pod.', dropped('receive')),
      query('Dropped packets that went out, by pod.', dropped('transmit')),
      podsCheck(subject),
      query(
        'Restarts of the pods, which drop packets too.',
        sum(
          overTime(
            'increase',
            'kube_pod_container_status_restarts_total',
            { ...podsOf(subject), container: eq(CONTAINER_NAME) },
            '1h',
          ),
          ['pod'],
        ),
      ),
    ],
    mend: [
      'All dropping pods are on one node: cordon it and delete the pods there.',
      'All pods drop: load is above what the network of a pod takes; raise `spec.runtime.scale.max` or `replicas`.',
      'Other services drop too: the network of the cluster is ill.',
    ],
    call: 'The network is a matter of whoever runs the cluster: call them first if more than one service has this alert.',
  };
}
