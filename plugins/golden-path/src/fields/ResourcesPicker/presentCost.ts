/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  Capacity,
  namespaceCapacity,
  parseQuantity,
  PlatformModel,
  resolveModel,
  scaleOf,
  ServiceDefinition,
  withoutService,
} from '@openpolicy/plugin-golden-path-common';

/** @internal */
export type MeasureName =
  | 'pods'
  | 'cpu'
  | 'memory'
  | 'cpuLimits'
  | 'memoryLimits';

/** One row: what the service asks for, and what is left of each quota. @internal */
export interface CostRow {
  measure: MeasureName;
  atMin: string;
  atMax: string;
  left: Array<{
    environment: string;
    quota: string;
    /** What is left with the service at its most; how much is missing if `over`. */
    amount: string;
    over: boolean;
  }>;
}

/** @internal */
export interface Cost {
  podsAtMin: number;
  podsAtMax: number;
  rows: CostRow[];
  /** Environments whose quota it breaks. */
  over: string[];
}

interface Measure {
  name: MeasureName;
  of(capacity: Capacity): number;
  show(amount: number): string;
}

const cores = (amount: number) => `${round(amount)}`;
const gibibytes = (amount: number) => `${round(amount / 2 ** 30)}Gi`;

const MEASURES: readonly Measure[] = [
  { name: 'pods', of: ({ pods }) => pods, show: String },
  { name: 'cpu', of: ({ cpu }) => cpu.requests, show: cores },
  { name: 'memory', of: ({ memory }) => memory.requests, show: gibibytes },
  { name: 'cpuLimits', of: ({ cpu }) => cpu.limits, show: cores },
  { name: 'memoryLimits', of: ({ memory }) => memory.limits, show: gibibytes },
];

/**
 * What a service costs with its mesh proxies, by the sums that rule GP-QUOTA-001
 * makes: at its fewest pods, and at its most while a release runs.
 *
 * @internal
 */
export function costOf(model: PlatformModel, service: ServiceDefinition): Cost {
  const alone: PlatformModel = { ...model, services: [service] };
  const most = namespaceCapacity(alone).total;
  const scale = scaleOf(service.spec);
  const podsAtMin = scale.type === 'fixed' ? scale.replicas : scale.min;
  const share = most.pods > 0 ? podsAtMin / most.pods : 0;

  const environments = model.system.spec.environments.flatMap(
    ({ name, quota }) => {
      if (!quota) {
        return [];
      }
      const resolve = (part: PlatformModel) =>
        namespaceCapacity(resolveModel(part, name)).total;
      return [
        {
          name,
          quota: limitsOf(quota),
          others: resolve(withoutService(model, service.entityRef)),
          own: resolve(alone),
        },
      ];
    },
  );
  const rows = MEASURES.map(({ name: measure, of, show }): CostRow => {
    return {
      measure,
      atMin: show(of(most) * share),
      atMax: show(of(most)),
      left: environments.map(({ name: environment, quota, others, own }) => {
        const left = of(quota) - of(others) - of(own);
        // A sum of thousandths is a little off; no pod is that small.
        const over = left < -1e-9 * of(quota);
        return {
          environment,
          quota: show(of(quota)),
          amount: show(over ? -left : Math.max(0, left)),
          over,
        };
      }),
    };
  });
  return {
    podsAtMin,
    podsAtMax: most.pods,
    rows,
    over: environments
      .map(({ name }) => name)
      .filter(name =>
        rows.some(({ left }) =>
          left.some(({ environment, over }) => over && environment === name),
        ),
      ),
  };
}

type Quota = NonNullable<
  PlatformModel['system']['spec']['environments'][number]['quota']
>;

function limitsOf(quota: Quota): Capacity {
  const amount = (text: string) => parseQuantity(text)?.value ?? 0;
  return {
    pods: quota.pods,
    cpu: {
      requests: amount(quota.cpu.requests),
      limits: amount(quota.cpu.limits),
    },
    memory: {
      requests: amount(quota.memory.requests),
      limits: amount(quota.memory.limits),
    },
  };
}

function round(amount: number): number {
  return Math.round(amount * 100) / 100;
}
