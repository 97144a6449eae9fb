/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parseDurationSeconds } from '../spec/duration';
import { BusinessMetric } from '../spec/serviceSpec';
import { promqlProblem } from './promqlSyntax';
import { ServiceRule, Violation } from './types';

const ROOT = 'spec.runtime.business';

function eachMetric(
  metrics: readonly BusinessMetric[],
  check: (metric: BusinessMetric, path: string, index: number) => Violation[],
): Violation[] {
  return metrics.flatMap((metric, index) =>
    check(metric, `${ROOT}[${index}]`, index),
  );
}

/** @internal */
export const businessName: ServiceRule = {
  id: 'GP-BUSINESS-001',
  severity: 'error',
  scope: 'service',
  title: 'Business metrics have a name in snake_case, each once',
  why: 'The name becomes part of a recorded series and of an alert.',
  fields: [`${ROOT}[].name`],
  example: {
    runtime: {
      business: [
        {
          name: 'Orders',
          title: 'Orders',
          promql: 'sum(rate(shop_orders_total[5m]))',
        },
      ],
    },
  },
  check: ({ spec: { business } }) =>
    eachMetric(business, ({ name }, path, index) => {
      const isTwice = business.findIndex(other => other.name === name) < index;
      return /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name) &&
        name.length <= 60 &&
        !isTwice
        ? []
        : [
            {
              path: `${path}.name`,
              message: `'${path}.name' is '${name}', which is ${
                isTwice ? 'there already' : 'no name in snake_case'
              }`,
              fix: 'Give each a name of its own, as rows_processed; 60 characters at most.',
            },
          ];
    }),
};

/** @internal */
export const businessQuery: ServiceRule = {
  id: 'GP-BUSINESS-002',
  severity: 'error',
  scope: 'service',
  title: 'Business metrics are queries that give one number a series',
  why: "Prometheus refuses the service's whole file for one query that it cannot read.",
  fields: [`${ROOT}[].promql`],
  example: {
    runtime: {
      business: [
        {
          name: 'orders',
          title: 'Orders',
          promql: 'sum(rate(shop_orders_total[5m])',
        },
      ],
    },
  },
  check: ({ spec: { business } }) =>
    eachMetric(business, ({ promql }, path) => {
      const problem = promqlProblem(promql);
      return problem
        ? [
            {
              path: `${path}.promql`,
              message: `'${path}.promql' ${problem}`,
              fix: 'Try the query in Prometheus, and copy it from there.',
            },
          ]
        : [];
    }),
};

/** @internal */
export const businessBounds: ServiceRule = {
  id: 'GP-BUSINESS-003',
  severity: 'error',
  scope: 'service',
  title: 'What alerts below lies under what alerts above, for a time',
  why: 'Otherwise one of the two alerts always fires.',
  fields: [`${ROOT}[].alertBelow`, `${ROOT}[].for`],
  example: {
    runtime: {
      business: [
        {
          name: 'orders',
          title: 'Orders',
          promql: 'sum(rate(shop_orders_total[5m]))',
          alertAbove: 3,
          alertBelow: 7,
        },
      ],
    },
  },
  check: ({ spec: { business } }) =>
    eachMetric(business, ({ alertAbove, alertBelow, for: hold }, path) => [
      ...(alertAbove !== undefined &&
      alertBelow !== undefined &&
      alertBelow >= alertAbove
        ? [
            {
              path: `${path}.alertBelow`,
              message: `'${path}.alertBelow' is ${alertBelow}, not below '${path}.alertAbove' of ${alertAbove}`,
              fix: 'Leave room between the two.',
            },
          ]
        : []),
      ...(parseDurationSeconds(hold)
        ? []
        : [
            {
              path: `${path}.for`,
              message: `'${path}.for' is '${hold}', which is no duration`,
              fix: 'Write a number and a unit, as 15m.',
            },
          ]),
    ]),
};

/** @internal */
export const businessTitle: ServiceRule = {
  id: 'GP-BUSINESS-004',
  severity: 'error',
  scope: 'service',
  title: 'Business metrics have a title and a unit',
  why: 'They head a panel of the dashboard, and stand in the message that wakes somebody up.',
  fields: [`${ROOT}[].title`, `${ROOT}[].unit`],
  example: {
    runtime: {
      business: [
        {
          name: 'orders',
          title: ' ',
          promql: 'sum(rate(shop_orders_total[5m]))',
        },
      ],
    },
  },
  check: ({ spec: { business } }) =>
    eachMetric(business, (metric, path) =>
      (['title', 'unit'] as const)
        .filter(field => metric[field].trim() === '')
        .map(field => ({
          path: `${path}.${field}`,
          message: `'${path}.${field}' is '${metric[field]}', which says nothing`,
          fix:
            field === 'title'
              ? 'Write what people call it, as Orders a minute.'
              : 'Write a unit of Grafana, as short or reqps.',
        })),
    ),
};

/** @internal */
export const businessRules = [
  businessName,
  businessQuery,
  businessBounds,
  businessTitle,
];
