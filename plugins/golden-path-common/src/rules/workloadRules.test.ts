/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { describeServiceRules } from '../testing/describeRules';

const SCHEDULE = 'spec.runtime.workload.schedule';

const cronjob = (part: object) => ({
  ports: [],
  workload: { kind: 'cronjob', schedule: '15 3 * * *', ...part },
});

const job = (part: object) => ({
  ports: [],
  workload: { kind: 'job' },
  ...part,
});

const stateful = (storage: object) => ({
  workload: { kind: 'statefulset', storage },
});

describeServiceRules('workload rules', {
  'GP-WORKLOAD-001': {
    bad: [
      [cronjob({ schedule: undefined }), SCHEDULE],
      ...[
        '* * * *',
        '* * * * * *',
        '60 * * * *',
        '* 24 * * *',
        '* * 0 * *',
        '* * * 13 *',
        '* * * * 7',
        '5-3 * * * *',
        '*/0 * * * *',
        '1,,2 * * * *',
        '*-5 * * * *',
        '* * * mon *',
        '@daily',
        'TZ=UTC 1 2 3 4 5',
        '-1 * * * *',
      ].map((schedule): [object, string] => [cronjob({ schedule }), SCHEDULE]),
      [{ workload: { schedule: '15 3 * * *' } }, SCHEDULE],
    ],
    good: [
      '15 3 * * *',
      '*/5 0-23/2 1,15 JAN-mar Sun',
      '0 0 31 12 6',
      '? ? ? ? ?',
      '7/20 * * * mon-fri',
    ].map(schedule => cronjob({ schedule })),
  },
  'GP-WORKLOAD-002': {
    bad: ['CET', 'Local', '', 'europe/berlin', 'UTC+1', 'Mars/Base'].map(
      (timeZone): [object, string] => [
        cronjob({ timeZone }),
        'spec.runtime.workload.timeZone',
      ],
    ),
    good: [
      'UTC',
      'Etc/GMT+3',
      'Europe/Berlin',
      'America/Argentina/Buenos_Aires',
    ].map(timeZone => cronjob({ timeZone })),
  },
  'GP-WORKLOAD-003': {
    bad: [
      [{ workload: { kind: 'job' } }, 'spec.runtime.ports'],
      [job({ scale: { min: 2 } }), 'spec.runtime.scale'],
      [job({ replicas: 1 }), 'spec.runtime.replicas'],
      [
        job({ rollout: { strategy: 'canary' } }),
        'spec.runtime.rollout.strategy',
      ],
      [
        job({ rollout: { canary: { image: { tag: '1.4.0' } } } }),
        'spec.runtime.rollout.canary.image',
      ],
      [
        job({ traffic: { rateLimit: { rps: 7 } } }),
        'spec.runtime.traffic.rateLimit',
      ],
      [
        job({ traffic: { gateway: { hosts: ['a.example.com'] } } }),
        'spec.runtime.traffic.gateway.hosts',
      ],
    ],
    good: [job({}), { replicas: 3 }],
  },
  'GP-WORKLOAD-004': {
    bad: [
      [
        { workload: { storage: { size: '7Gi' } } },
        'spec.runtime.workload.storage',
      ],
      [stateful({ size: '7G' }), 'spec.runtime.workload.storage.size'],
      [stateful({ size: '0Gi' }), 'spec.runtime.workload.storage.size'],
      [
        stateful({ size: '7Gi', path: 'data' }),
        'spec.runtime.workload.storage.path',
      ],
      [
        stateful({ size: '7Gi', path: '/tmp/' }),
        'spec.runtime.workload.storage.path',
      ],
      [
        stateful({ size: '7Gi', path: '/' }),
        'spec.runtime.workload.storage.path',
      ],
    ],
    good: [
      stateful({ size: '7Gi' }),
      stateful({ size: '900Mi', path: '/tmp/data' }),
    ],
  },
  'GP-WORKLOAD-005': {
    bad: [
      [
        {
          workload: { kind: 'statefulset' },
          rollout: { strategy: 'rollouts' },
        },
        'spec.runtime.rollout.strategy',
      ],
    ],
    good: [{ workload: { kind: 'statefulset' } }],
  },
  'GP-WORKLOAD-006': {
    bad: [
      [
        cronjob({ deadlineSeconds: 0 }),
        'spec.runtime.workload.deadlineSeconds',
      ],
      [
        cronjob({ deadlineSeconds: 604801 }),
        'spec.runtime.workload.deadlineSeconds',
      ],
      [cronjob({ backoffLimit: -1 }), 'spec.runtime.workload.backoffLimit'],
      [cronjob({ backoffLimit: 11 }), 'spec.runtime.workload.backoffLimit'],
    ],
    good: [
      cronjob({ deadlineSeconds: 1, backoffLimit: 0 }),
      cronjob({ deadlineSeconds: 604800, backoffLimit: 10 }),
    ],
  },
});
