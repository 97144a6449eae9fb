/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parseQuantity } from '../spec/quantity';
import { ServiceDefinition } from '../model/types';
import { ServiceRule, Violation } from './types';

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
  fields: ['spec.runtime.resources.memory', 'spec.runtime.resources.ephemeral'],
  example: { runtime: { resources: { memory: { request: '400m' } } } },
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
  fields: ['spec.runtime.resources.cpu'],
  example: { runtime: { resources: { cpu: { limit: '250' } } } },
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
  fields: ['spec.runtime.resources'],
  example: {
    runtime: { resources: { memory: { request: '1Gi', limit: '512Mi' } } },
  },
  check: service => ratioViolations(service, ratio => ratio < 1),
};

/** @internal */
export const memoryOvercommit: ServiceRule = {
  id: 'GP-RES-004',
  severity: 'warning',
  scope: 'service',
  title: 'The memory limit is at most twice the request',
  why: 'Pods far above their request are the first that a full node kills.',
  fields: ['spec.runtime.resources.memory'],
  example: {
    runtime: { resources: { memory: { request: '128Mi', limit: '512Mi' } } },
  },
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
export const resourceRules = [
  memoryUnit,
  cpuRange,
  requestBelowLimit,
  memoryOvercommit,
];
