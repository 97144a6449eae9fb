/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { AlertSubject, isServingWorkload } from '../subject';
import { growth, minutes, warns } from './minutes';
import { containerSeries, podNames, podSeries, SECOND_SCRAPE } from './pods';
import { InputSeries, Scenario } from './scenario';

const PACKET_LOSS = 'PacketLoss';

/** What the alerts about pods are tested with. */
export function podScenarios(subject: AlertSubject): Scenario[] {
  return isServingWorkload(subject)
    ? [
        crashes(subject),
        memoryKills(subject),
        evictions(subject),
        packetLoss(subject),
        fewPackets(subject),
      ]
    : [];
}

function crashes(subject: AlertSubject): Scenario {
  const [first, second, third] = podNames(subject);
  const waiting = (
    pod: string,
    values: string,
    reason = 'CrashLoopBackOff',
  ) => ({
    metric: 'kube_pod_container_status_waiting_reason',
    pod,
    values,
    more: { reason },
  });
  // Waits for a minute, runs for three. Some versions of kube-state-metrics write
  // what is not so as 0.
  const loop = Array.from({ length: 8 }, () => '1 _x3').join(' ');
  const loopWithZeros = loop.replaceAll('_x3', '0x2');
  const always = minutes([1, 45]);
  return {
    sentence: 'a pod crashes once, later two crash again and again',
    series: [
      ...containerSeries(subject, {
        ...waiting(first, `_x2 1 _x9 ${loop}`),
        strangers: { values: always, labels: { reason: 'ImagePullBackOff' } },
      }),
      ...containerSeries(subject, waiting(second, `_x12 ${loopWithZeros}`)),
      ...containerSeries(subject, waiting(third, minutes([0, 45]))),
      ...containerSeries(subject, {
        ...waiting(second, minutes([0, 45])),
        more: { reason: 'CrashLoopBackOff', ...SECOND_SCRAPE },
      }),
    ],
    checks: [
      // Within the window of the single crash.
      warns(subject, 'CrashLooping', 7),
      warns(subject, 'CrashLooping', 21),
      warns(subject, 'CrashLooping', 22, 2),
      // Four minutes after the last crash, and seven.
      warns(subject, 'CrashLooping', 44, 2),
      warns(subject, 'CrashLooping', 47),
    ],
  };
}

function memoryKills(subject: AlertSubject): Scenario {
  const [killed, restarted, old, also] = podNames(subject);
  const restarts = (pod: string, values: string) => ({
    metric: 'kube_pod_container_status_restarts_total',
    pod,
    values,
  });
  const reason = (pod: string, values: string, why = 'OOMKilled') => ({
    metric: 'kube_pod_container_status_last_terminated_reason',
    pod,
    values,
    more: { reason: why },
  });
  const always = minutes([1, 20]);
  const never = minutes([0, 20]);
  const once = growth([0, 5], [1, 6], [0, 20]);
  const often = growth([1, 20]);
  return {
    sentence: 'two pods are killed for their memory, another ends by itself',
    series: [
      ...containerSeries(subject, restarts(killed, once)),
      ...containerSeries(subject, {
        ...restarts(killed, growth([0, 20])),
        more: SECOND_SCRAPE,
      }),
      ...containerSeries(subject, reason(killed, always)),
      ...containerSeries(subject, {
        ...reason(killed, never),
        more: { reason: 'OOMKilled', ...SECOND_SCRAPE },
      }),
      ...containerSeries(subject, restarts(restarted, once)),
      ...containerSeries(subject, {
        ...reason(restarted, never),
        strangers: { values: always, labels: { reason: 'Error' } },
      }),
      // Killed long ago: the reason stays as long as the pod.
      ...containerSeries(subject, {
        ...restarts(old, growth([0, 20])),
        strangers: { values: often },
      }),
      ...containerSeries(subject, reason(old, always)),
      ...containerSeries(subject, restarts(also, once)),
      ...containerSeries(subject, reason(also, always)),
    ],
    checks: [
      warns(subject, 'OutOfMemory', 6),
      warns(subject, 'OutOfMemory', 7, 2),
      warns(subject, 'OutOfMemory', 13, 2),
      warns(subject, 'OutOfMemory', 17),
    ],
  };
}

function evictions(subject: AlertSubject): Scenario {
  const [old, fresh, never, also] = podNames(subject);
  const evicted = (pod: string, values: string) => ({
    metric: 'kube_pod_status_reason',
    pod,
    values,
    more: { reason: 'Evicted' },
  });
  const always = minutes([1, 40]);
  return {
    sentence: 'two pods are evicted beside one that was evicted before',
    series: [
      ...podSeries(subject, evicted(old, always)),
      ...podSeries(subject, {
        ...evicted(fresh, minutes([0, 20], [1, 40])),
        strangers: { values: always, labels: { reason: 'NodeLost' } },
      }),
      ...podSeries(subject, {
        ...evicted(fresh, minutes([0, 40])),
        more: { reason: 'Evicted', ...SECOND_SCRAPE },
      }),
      ...podSeries(subject, evicted(never, minutes([0, 40]))),
      ...podSeries(subject, evicted(also, minutes([0, 20], [1, 40]))),
    ],
    checks: [
      warns(subject, 'PodsEvicted', 21),
      warns(subject, 'PodsEvicted', 22, 2),
      warns(subject, 'PodsEvicted', 34, 2),
      warns(subject, 'PodsEvicted', 36),
    ],
  };
}

/**
 * Packets a second each way, and those that are dropped each minute, of two pods
 * together.
 */
function packets(
  subject: AlertSubject,
  totals: Array<[value: number, until: number]>,
  dropped: Array<[value: number, until: number]>,
): InputSeries[] {
  const [first, second] = podNames(subject);
  const end = totals[totals.length - 1][1];
  const shared = (phases: Array<[number, number]>, unit: number) =>
    growth(
      ...phases.map(([value, until]): [number, number] => [
        (value * unit) / 2,
        until,
      ]),
    );
  return (['receive', 'transmit'] as const).flatMap(way =>
    (
      [
        ['packets_total', shared(totals, 60), growth([1e9, end])],
        ['packets_dropped_total', shared(dropped, 1), growth([1e6, end])],
      ] as const
    ).flatMap(([what, values, strangers]) => {
      const metric = `container_network_${way}_${what}`;
      return [
        ...podSeries(subject, {
          metric,
          pod: first,
          values,
          strangers: { values: strangers },
        }),
        ...podSeries(subject, { metric, pod: second, values }),
      ];
    }),
  );
}

function packetLoss(subject: AlertSubject): Scenario {
  return {
    sentence: 'packets are lost both ways, then fewer of fewer are',
    series: packets(
      subject,
      // 54 of 3000 a minute are 1.8%, which three minutes of a window of five make
      // visible; each way alone is below 1%. Later 40 of 2000, which were 40 of
      // 6000, and as many minutes make visible.
      [
        [25, 40],
        [50, 50],
        [50 / 3, 70],
      ],
      [
        [0, 6],
        [27, 28],
        [0, 40],
        [20, 70],
      ],
    ),
    checks: [
      warns(subject, PACKET_LOSS, 22),
      warns(subject, PACKET_LOSS, 23, 0.018),
      warns(subject, PACKET_LOSS, 33, 0.0108),
      warns(subject, PACKET_LOSS, 37),
      warns(subject, PACKET_LOSS, 66),
      warns(subject, PACKET_LOSS, 67, 0.02),
    ],
  };
}

/**
 * Exactly 1% is lost; then half, of exactly ten packets a second, then of eight,
 * then of twelve, which three minutes make more than ten.
 */
function fewPackets(subject: AlertSubject): Scenario {
  return {
    sentence: 'few packets, half of them lost',
    series: packets(
      subject,
      [
        [25, 24],
        [5, 44],
        [4, 52],
        [6, 72],
      ],
      [
        [15, 24],
        [150, 44],
        [120, 52],
        [180, 72],
      ],
    ),
    checks: [
      warns(subject, PACKET_LOSS, 23),
      warns(subject, PACKET_LOSS, 43),
      warns(subject, PACKET_LOSS, 68),
      warns(subject, PACKET_LOSS, 69, 0.5),
    ],
  };
}
