/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { STORAGE_VOLUME } from '../../render/manifests/container';
import { nameOfAlert } from '../alertRule';
import { RECORDED } from '../recordingRules';
import { SLO } from '../slo/sloRules';
import { AlertSubject, isServingWorkload, subjectLabels } from '../subject';
import { firesAs, MINUTE, minutes, warns } from './minutes';
import { podNames, podSeries, SECOND_SCRAPE } from './pods';
import { InputSeries, Scenario, withStrangers } from './scenario';

/** Replicas of a service that stays up, and of one whose pods go in this minute. */
const GONE = 32;
const STAYING = minutes([1, 60]);
const GOING = minutes([1, GONE], [0, 60]);

/** What the alerts about metrics, secrets and volumes are tested with. */
export function supplyScenarios(subject: AlertSubject): Scenario[] {
  const { workload, spec, secret } = subject;
  return [
    ...(isServingWorkload(subject)
      ? [unreadPod(subject), noTarget(subject)]
      : []),
    ...(subject.isCalled && subject.requests !== 'none'
      ? withoutData(subject)
      : []),
    ...(secret ? [secretsFail(subject, secret)] : []),
    ...(workload === 'StatefulSet' && spec.workload.storage
      ? [volumeFills(subject)]
      : []),
  ];
}

function unreadPod(subject: AlertSubject): Scenario {
  const [unread, fine, starting, also] = podNames(subject);
  const up = (pod: string, values: string) => ({
    metric: 'up',
    pod,
    values,
    more: { job: subject.name },
  });
  const ready = (pod: string, values: string) => ({
    metric: 'kube_pod_status_ready',
    pod,
    values,
    more: { condition: 'true' },
  });
  const yes = minutes([1, 25]);
  const no = minutes([0, 25]);
  const lost = minutes([1, 5], [0, 25]);
  return {
    sentence:
      'the metrics of two ready pods cannot be read, nor those of one that starts',
    series: [
      ...podSeries(subject, {
        ...up(unread, lost),
        strangers: { values: yes, labels: { job: `${subject.name}-import` } },
      }).filter(({ labels }) => labels.pod === unread),
      ...podSeries(subject, up(fine, yes)),
      ...podSeries(subject, {
        ...up(fine, no),
        more: { job: subject.name, ...SECOND_SCRAPE },
      }),
      ...podSeries(subject, up(starting, no)),
      ...podSeries(subject, up(also, lost)),
      ...podSeries(subject, ready(unread, yes)),
      ...podSeries(subject, {
        ...ready(unread, no),
        more: { condition: 'true', ...SECOND_SCRAPE },
      }),
      ...podSeries(subject, ready(fine, yes)),
      ...podSeries(subject, {
        ...ready(starting, no),
        strangers: { values: yes, labels: { condition: 'false' } },
      }),
      ...podSeries(subject, ready(also, yes)),
      ...availableReplicas(subject, STAYING),
    ],
    checks: [
      warns(subject, 'MetricsMissing', 19),
      warns(subject, 'MetricsMissing', 20, 2),
    ],
  };
}

function noTarget(subject: AlertSubject): Scenario {
  return {
    sentence: 'Prometheus knows no pod of a service that is up',
    series: [
      {
        metric: 'up',
        labels: { namespace: 'elsewhere', job: subject.name },
        values: minutes([1, 40]),
      },
      {
        metric: 'up',
        labels: {
          namespace: subject.namespace,
          job: `${subject.name}-import`,
        },
        values: minutes([1, 40]),
      },
      ...availableReplicas(subject, GOING),
    ],
    affects: ['kube_pod_status_ready'],
    checks: [
      warns(subject, 'MetricsMissing', 14),
      warns(subject, 'MetricsMissing', 15, 1),
      warns(subject, 'MetricsMissing', GONE + 1),
    ],
  };
}

/** Replicas as recorded, and those of others, which are always there. */
function availableReplicas(
  subject: AlertSubject,
  values: string,
): InputSeries[] {
  return withStrangers(
    {
      metric: RECORDED.availableReplicas,
      labels: subjectLabels(subject),
      values,
    },
    {
      values: minutes([5, 60]),
      labels: { service: `${subject.name}-import`, namespace: 'elsewhere' },
    },
  );
}

function secretsFail(subject: AlertSubject, secret: string): Scenario {
  const series = {
    metric: 'externalsecret_status_condition',
    labels: {
      namespace: subject.namespace,
      name: secret,
      condition: 'Ready',
      status: 'False',
    },
    values: minutes([0, 5], [1, 25]),
  };
  return {
    sentence: 'the secrets cannot be read',
    series: [
      ...withStrangers(series, {
        values: minutes([1, 25]),
        labels: {
          namespace: 'elsewhere',
          name: `${subject.name}-import-secrets`,
          condition: 'Deleted',
          status: 'True',
        },
      }),
      {
        ...series,
        labels: { ...series.labels, ...SECOND_SCRAPE },
        values: minutes([0, 25]),
      },
    ],
    checks: [
      warns(subject, 'SecretsNotReady', 19),
      warns(subject, 'SecretsNotReady', 20, 1),
    ],
  };
}

/** To exactly the warning's level, exactly the critical one, and above both. */
function volumeFills(subject: AlertSubject): Scenario {
  const claim = (ordinal: number) =>
    `${STORAGE_VOLUME}-${subject.name}-${ordinal}`;
  const of = (what: string, name: string, values: string): InputSeries => ({
    metric: `kubelet_volume_stats_${what}_bytes`,
    labels: { namespace: subject.namespace, persistentvolumeclaim: name },
    values,
  });
  const size = 1_000_000;
  const constant = (value: number) => minutes([value, 50]);
  const elsewhere = (what: string): InputSeries => ({
    ...of(what, claim(0), constant(size * 9)),
    labels: { namespace: 'elsewhere', persistentvolumeclaim: claim(0) },
  });
  const second = (what: string): InputSeries => ({
    ...of(what, claim(0), constant(1)),
    labels: {
      namespace: subject.namespace,
      persistentvolumeclaim: claim(0),
      ...SECOND_SCRAPE,
    },
  });
  const labels = { persistentvolumeclaim: claim(0) };
  const filled = (ratio: number) => ({ value: ratio, labels });
  const both = ['critical', 'warning'] as const;
  const alert = 'VolumeFilling';
  return {
    sentence: 'one of two volumes fills',
    series: [
      of(
        'used',
        claim(0),
        minutes([size * 0.8, 15], [size * 0.9, 30], [size * 0.95, 50]),
      ),
      of('used', claim(1), constant(size / 2)),
      of('used', `${STORAGE_VOLUME}-${subject.name}-import-0`, constant(size)),
      of('capacity', claim(0), constant(size)),
      of('capacity', claim(1), constant(size)),
      of(
        'capacity',
        `${STORAGE_VOLUME}-${subject.name}-import-0`,
        constant(size),
      ),
      elsewhere('used'),
      elsewhere('capacity'),
      second('used'),
      second('capacity'),
    ],
    checks: [
      firesAs(subject, alert, 14, [], filled(0.8)),
      firesAs(subject, alert, 24, [], filled(0.9)),
      firesAs(subject, alert, 25, ['warning'], filled(0.9)),
      firesAs(subject, alert, 39, ['warning'], filled(0.95)),
      firesAs(subject, alert, 40, both, filled(0.95)),
    ],
  };
}

/**
 * Both objectives have no numbers, then one gets some, then the pods go; in another
 * test only the first has none.
 */
function withoutData(subject: AlertSubject): Scenario[] {
  const alert = nameOfAlert(subject.name, 'ObjectiveWithoutData');
  const without = (...slos: string[]) =>
    slos.map(slo => ({
      severity: 'warning' as const,
      value: 1,
      labels: { slo },
    }));
  const total = (labels: Record<string, string>, values: string) => ({
    metric: SLO.total,
    labels: { ...subjectLabels(subject), ...labels },
    values,
  });
  const always = minutes([7, 34]);
  const others = [
    ...['availability', 'latency'].flatMap(slo => [
      total({ slo, service: `${subject.name}-import` }, always),
      total({ slo, namespace: 'elsewhere' }, always),
    ]),
    total({ slo: 'other' }, always),
  ];
  return [
    {
      sentence: 'nobody counts the requests',
      series: [
        ...availableReplicas(subject, GOING),
        total({ slo: 'availability' }, minutes([undefined, 31], [7, 34])),
        ...others,
      ],
      checks: [
        { at: 29 * MINUTE, alert, firing: [] },
        {
          at: 30 * MINUTE,
          alert,
          firing: without('availability', 'latency'),
        },
        { at: 31 * MINUTE, alert, firing: without('latency') },
        { at: 33 * MINUTE, alert, firing: [] },
      ],
    },
    {
      sentence: 'only the times of answers are counted',
      series: [
        ...availableReplicas(subject, STAYING),
        total({ slo: 'latency' }, always),
        ...others,
      ],
      checks: [{ at: 30 * MINUTE, alert, firing: without('availability') }],
    },
  ];
}
