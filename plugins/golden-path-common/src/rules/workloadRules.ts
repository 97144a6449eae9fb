/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parseQuantity } from '../spec/quantity';
import { isServing, ServiceSpec } from '../spec/serviceSpec';
import { SECRETS_PATH } from '../render/conventions';
import { cronProblem } from './cron';
import { outOfRange } from './syntax';
import { ServiceRule, Violation } from './types';

const ROOT = 'spec.runtime.workload';

/** @internal */
export const workloadSchedule: ServiceRule = {
  id: 'GP-WORKLOAD-001',
  severity: 'error',
  scope: 'service',
  title: 'A cronjob, and nothing else, has a schedule of five cron fields',
  why: 'Kubernetes refuses any other, and runs nothing without one.',
  fields: [`${ROOT}.schedule`],
  example: {
    runtime: {
      ports: [],
      workload: { kind: 'cronjob', schedule: '60 3 * * *' },
    },
  },
  check: ({ spec: { workload } }) => {
    const { kind, schedule } = workload;
    if (kind !== 'cronjob') {
      return schedule === undefined
        ? []
        : [
            {
              path: `${ROOT}.schedule`,
              message: `'${ROOT}.schedule' is '${schedule}', which a ${kind} does not follow`,
              fix: "Remove it, or set 'spec.runtime.workload.kind' to cronjob.",
            },
          ];
    }
    const problem =
      schedule === undefined ? 'is missing' : cronProblem(schedule);
    return problem
      ? [
          {
            path: `${ROOT}.schedule`,
            message:
              schedule === undefined
                ? `'${ROOT}.schedule' is missing`
                : `'${ROOT}.schedule' is '${schedule}': ${problem}`,
            fix: "Write minute, hour, day, month and weekday, as '15 3 * * *'.",
          },
        ]
      : [];
  },
};

/** Areas of the IANA time zone database. */
const TIME_ZONE =
  /^(UTC|GMT|(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Etc|Europe|Indian|Pacific)(\/[A-Za-z0-9][A-Za-z0-9_+-]*){1,2})$/;

/** @internal */
export const workloadTimeZone: ServiceRule = {
  id: 'GP-WORKLOAD-002',
  severity: 'error',
  scope: 'service',
  title: 'The time zone is a name of the IANA database',
  why: 'Kubernetes refuses abbreviations such as CET, which mean another offset in summer.',
  fields: [`${ROOT}.timeZone`],
  example: { runtime: { workload: { timeZone: 'CEST' } } },
  check: ({ spec: { workload } }) =>
    TIME_ZONE.test(workload.timeZone)
      ? []
      : [
          {
            path: `${ROOT}.timeZone`,
            message: `'${ROOT}.timeZone' is '${workload.timeZone}', which is no time zone`,
            fix: 'Write area and place, as Europe/Berlin, or Etc/UTC.',
          },
        ],
};

/** @internal */
export const workloadServes: ServiceRule = {
  id: 'GP-WORKLOAD-003',
  severity: 'error',
  scope: 'service',
  title: 'A job has no ports, no scale, no canary and no rate limit',
  why: 'It runs to its end and answers nobody; what is declared there would be rendered by nothing.',
  fields: [
    'spec.runtime.ports',
    'spec.runtime.scale',
    'spec.runtime.replicas',
    'spec.runtime.rollout.strategy',
    'spec.runtime.rollout.canary.image',
    'spec.runtime.traffic.rateLimit',
    'spec.runtime.traffic.gateway.hosts',
  ],
  example: { runtime: { workload: { kind: 'job' } } },
  check: ({ spec }) => {
    if (isServing(spec)) {
      return [];
    }
    const { ports, scale, replicas, rollout, traffic, workload } = spec;
    const declared: Array<[path: string, isThere: boolean]> = [
      ['spec.runtime.ports', ports.length > 0],
      ['spec.runtime.scale', scale !== undefined],
      ['spec.runtime.replicas', replicas !== undefined],
      ['spec.runtime.rollout.strategy', rollout.strategy !== 'rolling'],
      ['spec.runtime.rollout.canary.image', rollout.canary.image !== undefined],
      ['spec.runtime.traffic.rateLimit', traffic.rateLimit !== undefined],
      ['spec.runtime.traffic.gateway.hosts', traffic.gateway.hosts.length > 0],
    ];
    return declared
      .filter(([, isThere]) => isThere)
      .map(([path]) => ({
        path,
        message: `'${path}' is there, but a ${workload.kind} answers no requests`,
        fix: "Remove it, or set 'spec.runtime.workload.kind' to deployment.",
      }));
  },
};

/** @internal */
export const workloadStorage: ServiceRule = {
  id: 'GP-WORKLOAD-004',
  severity: 'error',
  scope: 'service',
  title: 'Only a statefulset has storage: an amount, on a path of its own',
  why: 'Other pods come and go without their volumes; and two volumes on one path hide each other.',
  fields: [`${ROOT}.storage`],
  example: { runtime: { workload: { storage: { size: '7Gi' } } } },
  check: ({ spec }) => {
    const { kind, storage } = spec.workload;
    if (!storage) {
      return [];
    }
    if (kind !== 'statefulset') {
      return [
        {
          path: `${ROOT}.storage`,
          message: `'${ROOT}.storage' is there, but a ${kind} keeps no volume`,
          fix: "Set 'spec.runtime.workload.kind' to statefulset, or keep the data in a Resource.",
        },
      ];
    }
    return storageFaults(spec, storage);
  },
};

function storageFaults(
  spec: ServiceSpec,
  storage: NonNullable<ServiceSpec['workload']['storage']>,
): Violation[] {
  const violations: Violation[] = [];
  const size = parseQuantity(storage.size);
  if (!size?.value || !['Ki', 'Mi', 'Gi'].includes(size.unit)) {
    violations.push({
      path: `${ROOT}.storage.size`,
      message: `'${ROOT}.storage.size' is '${storage.size}', which is no amount in Mi or Gi`,
      fix: 'Write an amount such as 10Gi.',
    });
  }
  const taken = [...spec.security.writablePaths, SECRETS_PATH, '/'].map(
    withoutSlash,
  );
  if (
    !/^\/[^\s:]*$/.test(storage.path) ||
    taken.includes(withoutSlash(storage.path))
  ) {
    violations.push({
      path: `${ROOT}.storage.path`,
      message: `'${ROOT}.storage.path' is '${storage.path}', which is relative or mounted already`,
      fix: 'Write an absolute path of its own, as /data.',
    });
  }
  return violations;
}

function withoutSlash(path: string): string {
  return path.replace(/\/+$/, '');
}

/** @internal */
export const workloadStrategy: ServiceRule = {
  id: 'GP-WORKLOAD-005',
  severity: 'error',
  scope: 'service',
  title: 'A statefulset is replaced by strategy rolling',
  why: 'Its pods have names and volumes that cannot be doubled.',
  fields: ['spec.runtime.rollout.strategy'],
  example: {
    runtime: {
      workload: { kind: 'statefulset' },
      rollout: { strategy: 'canary' },
    },
  },
  check: ({ spec: { workload, rollout } }) =>
    workload.kind === 'statefulset' && rollout.strategy !== 'rolling'
      ? [
          {
            path: 'spec.runtime.rollout.strategy',
            message: `'spec.runtime.rollout.strategy' is '${rollout.strategy}' on a statefulset`,
            fix: 'Take strategy rolling.',
          },
        ]
      : [],
};

/** @internal */
export const workloadRange: ServiceRule = {
  id: 'GP-WORKLOAD-006',
  severity: 'error',
  scope: 'service',
  title: 'A run has between a second and a week, and at most 10 tries more',
  why: 'A run that never ends blocks all later ones; a job that is tried for ever fills the cluster with failed pods.',
  fields: [`${ROOT}.deadlineSeconds`, `${ROOT}.backoffLimit`],
  example: { runtime: { workload: { deadlineSeconds: 0 } } },
  check: ({ spec: { workload } }) => [
    ...outOfRange(
      `${ROOT}.deadlineSeconds`,
      workload.deadlineSeconds,
      1,
      604_800,
    ),
    ...outOfRange(`${ROOT}.backoffLimit`, workload.backoffLimit, 0, 10),
  ],
};

/** @internal */
export const workloadRules = [
  workloadSchedule,
  workloadTimeZone,
  workloadServes,
  workloadStorage,
  workloadStrategy,
  workloadRange,
];
