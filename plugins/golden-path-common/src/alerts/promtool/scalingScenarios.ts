/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { scaleOf } from '../../spec/serviceSpec';
import { AlertSubject, isServingWorkload } from '../subject';
import { minutes, warns } from './minutes';
import { SECOND_SCRAPE } from './pods';
import { Scenario, withStrangers } from './scenario';

/** What the alert about an autoscaler at its maximum is tested with. */
export function scalingScenarios(subject: AlertSubject): Scenario[] {
  const scale = scaleOf(subject.spec);
  if (
    !isServingWorkload(subject) ||
    scale.type === 'fixed' ||
    scale.max <= scale.min
  ) {
    return [];
  }
  const of = (field: string, values: string, strangers: string) => {
    const series = {
      metric: `kube_horizontalpodautoscaler_${field}`,
      labels: {
        namespace: subject.namespace,
        horizontalpodautoscaler: subject.name,
      },
      values,
    };
    return [
      ...withStrangers(series, {
        values: strangers,
        labels: {
          namespace: 'elsewhere',
          horizontalpodautoscaler: `${subject.name}-import`,
        },
      }),
      {
        ...series,
        labels: { ...series.labels, ...SECOND_SCRAPE },
        values: minutes([1, 40]),
      },
    ];
  };
  const { max } = scale;
  const huge = minutes([max * 9, 40]);
  return [
    {
      sentence: 'the autoscaler wants all the pods that it may have',
      series: [
        ...of(
          'status_desired_replicas',
          minutes([max - 1, 5], [max, 30], [max - 1, 40]),
          huge,
        ),
        ...of('spec_max_replicas', minutes([max, 40]), huge),
      ],
      checks: [
        warns(subject, 'AutoscalerAtMaximum', 19),
        warns(subject, 'AutoscalerAtMaximum', 20, max),
        warns(subject, 'AutoscalerAtMaximum', 34, max),
        warns(subject, 'AutoscalerAtMaximum', 36),
      ],
    },
  ];
}
