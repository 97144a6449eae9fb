/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { binary, eq, overTime, PromQlExpression } from '../../../alerts/promql';
import { recorded, recordedMatchers } from '../../../alerts/selectors';
import { Objective, objectivesOf } from '../../../alerts/slo/objectives';
import { PAGE, SLO, TICKET } from '../../../alerts/slo/sloRules';
import { AlertSubject } from '../../../alerts/subject';
import { Panel, PanelRow } from './grafana';

/*
 * What is left of the error budgets, and how fast they burn: the windows and
 * factors are those of the alerts.
 */

const TITLES = {
  availability: 'Availability',
  latency: 'Response time',
} as const;

/** None where nobody counts requests. */
export function budgetRows(subject: AlertSubject): PanelRow[] {
  const objectives = objectivesOf(subject);
  return objectives.length === 0
    ? []
    : [
        {
          number: 3,
          title: 'Error budgets',
          panels: objectives.flatMap(objective => [
            budgetLeft(subject, objective),
            burnRates(subject, objective),
          ]),
        },
      ];
}

/** 1 is an untouched budget, 0 an empty one; below, the promise is broken. */
function budgetLeft(subject: AlertSubject, objective: Objective): Panel {
  const days = subject.spec.slo.windowDays;
  const all = (metric: string) =>
    overTime(
      'sum_over_time',
      metric,
      { ...recordedMatchers(subject), slo: eq(objective.slo) },
      `${days}d`,
    );
  return {
    type: 'stat',
    title: `${TITLES[objective.slo]}: budget left`,
    description: `Of the requests that may ${objective.bad} in ${days} days.`,
    unit: 'percentunit',
    width: 4,
    baseColor: 'red',
    thresholds: [
      { from: 0, color: 'orange' },
      { from: 0.25, color: 'green' },
    ],
    queries: [
      {
        expression: binary(
          1,
          '-',
          burnRate(binary(all(SLO.bad), '/', all(SLO.total)), objective),
        ),
        legend: 'Left',
        // It reads weeks of samples, once.
        instant: true,
      },
    ],
  };
}

function burnRates(subject: AlertSubject, objective: Objective): Panel {
  const windows = [...PAGE, ...TICKET].map(({ long }) => long);
  return {
    type: 'timeseries',
    title: `${TITLES[objective.slo]}: burn rate`,
    description:
      'How many times as fast as it would last for its time the budget burns. The lines are where an alert begins.',
    unit: 'short',
    min: 0,
    thresholds: [
      ...TICKET.map(({ burn }) => ({ from: burn, color: 'orange' as const })),
      ...PAGE.map(({ burn }) => ({ from: burn, color: 'red' as const })),
    ].sort((a, b) => a.from - b.from),
    queries: windows.map(window => ({
      expression: burnRate(
        recorded(subject, SLO.ratio(window), { slo: eq(objective.slo) }),
        objective,
      ),
      legend: window,
    })),
  };
}

function burnRate(
  ratio: PromQlExpression,
  { budget }: Objective,
): PromQlExpression {
  return binary(ratio, '/', budget);
}
