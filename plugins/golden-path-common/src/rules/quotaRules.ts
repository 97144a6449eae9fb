/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Capacity, namespaceCapacity } from '../capacity/namespaceCapacity';
import { PlatformModel } from '../model/types';
import { resolveModel } from '../spec/resolveEnvironment';
import { parseQuantity } from '../spec/quantity';
import { FleetRule, Violation } from './types';

interface Measure {
  /** Field of `quota`. */
  field: string;
  limit(quota: Quota): number | undefined;
  of(capacity: Capacity): number;
  show(amount: number): string;
}

type Quota = NonNullable<
  PlatformModel['system']['spec']['environments'][number]['quota']
>;

const cores = (amount: number) => `${Math.round(amount * 100) / 100} cores`;
const gibibytes = (amount: number) =>
  `${Math.round((amount / 2 ** 30) * 100) / 100}Gi`;

const MEASURES: readonly Measure[] = [
  {
    field: 'pods',
    limit: quota => quota.pods,
    of: ({ pods }) => pods,
    show: amount => `${amount} pods`,
  },
  ...(['requests', 'limits'] as const).flatMap((kind): Measure[] => [
    {
      field: `cpu.${kind}`,
      limit: quota => parseQuantity(quota.cpu[kind])?.value,
      of: ({ cpu }) => cpu[kind],
      show: cores,
    },
    {
      field: `memory.${kind}`,
      limit: quota => parseQuantity(quota.memory[kind])?.value,
      of: ({ memory }) => memory[kind],
      show: gibibytes,
    },
  ]),
];

/** @internal */
export const namespaceQuota: FleetRule = {
  id: 'GP-QUOTA-001',
  severity: 'error',
  scope: 'fleet',
  title: "All services at their most fit into the namespace's quota",
  why: 'When it is full, the next pod is refused: autoscalers stop, and a release stands still half way.',
  fields: ['spec.platform.environments[].quota'],
  example: {
    platform: {
      environments: [
        {
          name: 'stage',
          cluster: { name: 'stage-1' },
          quota: {
            pods: 5,
            cpu: { requests: '20', limits: '40' },
            memory: { requests: '40Gi', limits: '80Gi' },
          },
        },
      ],
    },
  },
  check: model =>
    model.system.spec.environments.flatMap(({ name, quota }, index) => {
      if (!quota) {
        return [];
      }
      const needed = namespaceCapacity(resolveModel(model, name));
      return MEASURES.flatMap((measure): Violation[] => {
        const limit = measure.limit(quota);
        const sum = measure.of(needed.total);
        // A sum of thousandths is a little off; no pod is that small.
        if (limit === undefined || sum <= limit * (1 + 1e-9)) {
          return [];
        }
        const path = `spec.platform.environments[${index}].quota.${measure.field}`;
        const biggest = [...needed.services]
          .sort((a, b) => measure.of(b.capacity) - measure.of(a.capacity))
          .slice(0, 3);
        const proxies = measure.of(needed.proxies);
        return [
          {
            path,
            message: `'${path}' is ${measure.show(
              limit,
            )}, but all services of '${name}' at their most need ${measure.show(
              sum,
            )}${
              proxies > 0
                ? `, ${measure.show(proxies)} of it for the mesh's proxies`
                : ''
            }; the biggest are ${biggest
              .map(
                entry =>
                  `${entry.name} (${measure.show(measure.of(entry.capacity))})`,
              )
              .join(', ')}`,
            fix: 'Raise the quota, or lower the maximum or the resources of a service.',
            related: biggest.flatMap(entry =>
              model.services
                .filter(service => service.name === entry.name)
                .map(({ entityRef }) => entityRef),
            ),
          },
        ];
      });
    }),
};

/** @internal */
export const quotaRules = [namespaceQuota];
