/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { businessSeries } from '../alerts/causes/businessAlerts';
import { Fields, listAt, textAt } from '../lint/access';
import { BusinessMetric } from '../spec/serviceSpec';
import { LiveService } from './liveServices';

/**
 * Business metrics that the rules of a live service record. What they warn about
 * is found by fitting.
 *
 * @internal
 */
export function readBusiness({ objects }: LiveService): Fields[] {
  const [head, tail] = businessSeries({ name: '|' } as BusinessMetric).split(
    '|',
  );
  return objects
    .filter(({ kind }) => kind === 'PrometheusRule')
    .flatMap(({ spec }) => listAt(spec, 'groups'))
    .flatMap(group => listAt(group, 'rules'))
    .flatMap(rule => {
      const record = textAt(rule, 'record') ?? '';
      if (!record.startsWith(head) || !record.endsWith(tail)) {
        return [];
      }
      const name = record.slice(head.length, record.length - tail.length);
      return [{ name, title: titleOf(name), promql: textAt(rule, 'expr') }];
    });
}

/** `rows_processed` is 'Rows processed', unless something shows another title. */
function titleOf(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toLocaleUpperCase('en-US') + words.slice(1);
}
