/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parseQuantity } from '../spec/quantity';
import { scaleOf } from '../spec/serviceSpec';
import { ServiceDefinition } from '../model/types';
import { ServiceRule, Violation } from './types';

/** @internal */
export const scaleExclusive: ServiceRule = {
  id: 'GP-SCALE-001',
  severity: 'error',
  scope: 'service',
  title: 'A service has either a fixed number of replicas or a scale',
  why: 'An autoscaler and a fixed number undo each other.',
  check: ({ spec }) =>
    spec.replicas !== undefined && spec.scale !== undefined
      ? [
          {
            path: 'spec.runtime.replicas',
            message: `'spec.runtime.replicas' is ${spec.replicas} beside 'spec.runtime.scale'`,
            fix: 'Remove one of the two.',
          },
        ]
      : [],
};

/** @internal */
export const scaleOrder: ServiceRule = {
  id: 'GP-SCALE-002',
  severity: 'error',
  scope: 'service',
  title: 'The smallest number of replicas is not above the largest',
  why: 'The API server refuses such an autoscaler.',
  check: ({ spec }) =>
    spec.scale && spec.scale.min > spec.scale.max
      ? [
          {
            path: 'spec.runtime.scale.min',
            message: `'spec.runtime.scale.min' is ${spec.scale.min}, above 'spec.runtime.scale.max' of ${spec.scale.max}`,
            fix: 'Raise max or lower min.',
          },
        ]
      : [],
};

/** @internal */
export const scaleFloor: ServiceRule = {
  id: 'GP-SCALE-003',
  severity: 'error',
  scope: 'service',
  title: 'Services of tier 1 and 2 run at least two replicas, others one',
  why: 'One pod is down whenever its node is.',
  check: ({ spec }) => {
    const scale = scaleOf(spec);
    const path = `spec.runtime.${
      scale.type === 'fixed' ? 'replicas' : 'scale.min'
    }`;
    const count = scale.type === 'fixed' ? scale.replicas : scale.min;
    const floor = spec.tier === 3 ? 1 : 2;
    return count >= floor
      ? []
      : [
          {
            path,
            message: `'${path}' is ${count}, below the ${floor} of tier ${spec.tier}`,
            fix: `Run at least ${floor}${
              spec.tier === 3 ? '' : ', or declare tier 3'
            }.`,
          },
        ];
  },
};

/** @internal */
export const scaleRange: ServiceRule = {
  id: 'GP-SCALE-004',
  severity: 'error',
  scope: 'service',
  title: 'A scale has a range',
  why: 'An autoscaler between n and n only costs; a fixed number says what is meant.',
  check: ({ spec }) =>
    spec.scale && spec.scale.min === spec.scale.max
      ? [
          {
            path: 'spec.runtime.scale',
            message: `'spec.runtime.scale' goes from ${spec.scale.min} to ${spec.scale.max}, which is no range`,
            fix: `Write 'replicas: ${spec.scale.min}' instead, or raise max.`,
          },
        ]
      : [],
};

/** @internal */
export const scaleTarget: ServiceRule = {
  id: 'GP-SCALE-005',
  severity: 'error',
  scope: 'service',
  title: 'Scaling targets lie between 10 and 95 percent of the request',
  why: 'Below, idle pods count as loaded; above, new pods come after the latency.',
  check: ({ spec }) =>
    (['cpu', 'memory'] as const).flatMap(field => {
      const target = spec.scale?.[field];
      return target === undefined || (target >= 10 && target <= 95)
        ? []
        : [
            {
              path: `spec.runtime.scale.${field}`,
              message: `'spec.runtime.scale.${field}' is ${target} percent`,
              fix: 'Take a target between 10 and 95; 70 is usual.',
            },
          ];
    }),
};

interface WrittenQuantity {
  path: string;
  text: string;
  resource: 'cpu' | 'memory' | 'ephemeral';
  role: 'request' | 'limit';
}

function writtenQuantities({ spec }: ServiceDefinition): WrittenQuantity[] {
  return (['cpu', 'memory', 'ephemeral'] as const).flatMap(resource =>
    (['request', 'limit'] as const).map(role => ({
      path: `spec.runtime.resources.${resource}.${role}`,
      text: spec.resources[resource][role],
      resource,
      role,
    })),
  );
}

/** @internal */
export const memoryUnit: ServiceRule = {
  id: 'GP-RES-001',
  severity: 'error',
  scope: 'service',
  title: 'Memory and scratch disk are written in Ki, Mi or Gi',
  why: "Kubernetes reads '400m' as 0.4 byte and the pod never starts.",
  check: service =>
    writtenQuantities(service)
      .filter(
        ({ resource, text }) =>
          resource !== 'cpu' &&
          !['Ki', 'Mi', 'Gi'].includes(parseQuantity(text)?.unit ?? ''),
      )
      .map(({ path, text }) => ({
        path,
        message: `'${path}' is '${text}', which is no amount in Ki, Mi or Gi`,
        fix: 'Write an amount such as 512Mi or 1Gi.',
      })),
};

/** @internal */
export const cpuRange: ServiceRule = {
  id: 'GP-RES-002',
  severity: 'error',
  scope: 'service',
  title: 'CPU lies between 10m and 64 cores',
  why: "Outside, a unit was forgotten: '250' is 250 cores and fits no node.",
  check: service =>
    writtenQuantities(service)
      .filter(({ resource, text }) => {
        const cores = parseQuantity(text);
        return (
          resource === 'cpu' &&
          !(
            cores &&
            ['', 'm'].includes(cores.unit) &&
            cores.value >= 0.01 &&
            cores.value <= 64
          )
        );
      })
      .map(({ path, text }) => ({
        path,
        message: `'${path}' is '${text}', which is no amount between 10m and 64 cores`,
        fix: "Write thousandths of a core, as '250m', or cores, as '2'.",
      })),
};

/** @internal */
export const requestBelowLimit: ServiceRule = {
  id: 'GP-RES-003',
  severity: 'error',
  scope: 'service',
  title: 'No request is above its limit',
  why: 'The API server refuses such a pod; no schema validator sees it before.',
  check: service => ratioViolations(service, ratio => ratio < 1),
};

/** @internal */
export const memoryOvercommit: ServiceRule = {
  id: 'GP-RES-004',
  severity: 'warning',
  scope: 'service',
  title: 'The memory limit is at most twice the request',
  why: 'Pods far above their request are the first that a full node kills.',
  check: service => ratioViolations(service, ratio => ratio > 2, ['memory']),
};

function ratioViolations(
  { spec }: ServiceDefinition,
  isWrong: (limitOverRequest: number) => boolean,
  resources: Array<'cpu' | 'memory' | 'ephemeral'> = [
    'cpu',
    'memory',
    'ephemeral',
  ],
): Violation[] {
  const violations: Violation[] = [];
  for (const resource of resources) {
    const { request, limit } = spec.resources[resource];
    const [low, high] = [parseQuantity(request), parseQuantity(limit)];
    if (low && high && low.value > 0 && isWrong(high.value / low.value)) {
      const path = `spec.runtime.resources.${resource}`;
      violations.push({
        path,
        message: `'${path}' requests ${request} with a limit of ${limit}`,
        fix: 'Bring request and limit closer: the limit is the request or up to twice as much.',
      });
    }
  }
  return violations;
}

/** @internal */
export const capacityRules = [
  scaleExclusive,
  scaleOrder,
  scaleFloor,
  scaleRange,
  scaleTarget,
  memoryUnit,
  cpuRange,
  requestBelowLimit,
  memoryOvercommit,
];
