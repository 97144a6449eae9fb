/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { scaleOf } from '../../spec/serviceSpec';
import { plainText } from '../alertRule';
import { binary, eq, max, series } from '../promql';
import { isServingWorkload } from '../subject';
import { CauseFamily } from './types';

/**
 * An autoscaler that cannot go any further. One that a fixed number replaces, or
 * that has no room between its least and its most, has nothing to say.
 *
 * @internal
 */
export const scalingAlerts: CauseFamily = {
  alerts: subject => {
    const scale = scaleOf(subject.spec);
    if (
      !isServingWorkload(subject) ||
      scale.type === 'fixed' ||
      scale.max <= scale.min
    ) {
      return [];
    }
    const autoscaler = (field: string) =>
      max(
        series(`kube_horizontalpodautoscaler_${field}`, {
          namespace: eq(subject.namespace),
          horizontalpodautoscaler: eq(subject.name),
        }),
      );
    return [
      {
        suffix: 'AutoscalerAtMaximum',
        severity: 'warning',
        signal: 'scaling',
        expression: binary(
          autoscaler('status_desired_replicas'),
          '>=',
          autoscaler('spec_max_replicas'),
        ),
        for: '15m',
        keepFiringFor: '5m',
        summary: `${plainText(subject.title)} cannot grow any more`,
        description: `The autoscaler of '${subject.name}' has wanted {{ $value }} pods, its maximum, for 15 minutes. More load makes it slow.`,
      },
    ];
  },
};
