/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { alertLevels } from '../alerts/thresholds';
import { parseQuantity } from '../spec/quantity';
import { isServing, scaleOf } from '../spec/serviceSpec';
import { ServiceRule } from './types';

/** @internal */
export const scaleExclusive: ServiceRule = {
  id: 'GP-SCALE-001',
  severity: 'error',
  scope: 'service',
  title: 'A service has either a fixed number of replicas or a scale',
  why: 'An autoscaler and a fixed number undo each other.',
  fields: ['spec.runtime.replicas'],
  example: { runtime: { replicas: 3, scale: { min: 3, max: 7 } } },
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
  fields: ['spec.runtime.scale.min'],
  example: { runtime: { scale: { min: 7, max: 3 } } },
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
  fields: ['spec.runtime.scale.min', 'spec.runtime.replicas'],
  example: { runtime: { scale: { min: 1, max: 7 } } },
  check: ({ spec }) => {
    if (!isServing(spec)) {
      return [];
    }
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
  fields: ['spec.runtime.scale'],
  example: { runtime: { scale: { min: 3, max: 3 } } },
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
  fields: ['spec.runtime.scale.cpu', 'spec.runtime.scale.memory'],
  example: { runtime: { scale: { cpu: 100 } } },
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

/** @internal */
export const scaleBeforeAlert: ServiceRule = {
  id: 'GP-SCALE-006',
  severity: 'info',
  scope: 'service',
  title: 'Alerts look at the limit, the autoscaler at the request',
  why: 'As long as the autoscaler can add pods, CPU stays near its target; the alert comes only once all pods run.',
  fields: ['spec.runtime.scale'],
  example: { runtime: { scale: { cpu: 70 } } },
  check: ({ spec }) => {
    const scale = scaleOf(spec);
    const request = parseQuantity(spec.resources.cpu.request)?.value;
    const limit = parseQuantity(spec.resources.cpu.limit)?.value;
    const alert = alertLevels(spec).resources.warning.threshold;
    if (
      !isServing(spec) ||
      scale.type === 'fixed' ||
      !request ||
      !limit ||
      alert === undefined
    ) {
      return [];
    }
    const atTarget = (scale.cpu * request) / limit;
    return atTarget < alert * 100
      ? [
          {
            path: 'spec.runtime.scale',
            message: `'spec.runtime.scale' keeps CPU at ${
              scale.cpu
            } percent of the request, which is ${Math.round(
              atTarget,
            )} percent of the limit: the alert above ${Math.round(
              alert * 100,
            )} percent can fire only with all ${scale.max} pods running`,
            fix: 'Nothing, if that is meant; else bring request and limit closer.',
          },
        ]
      : [];
  },
};

/** @internal */
export const scaleRules = [
  scaleExclusive,
  scaleOrder,
  scaleFloor,
  scaleRange,
  scaleTarget,
  scaleBeforeAlert,
];
