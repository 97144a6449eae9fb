/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { AlertingRule } from '../alertRule';
import { expandAnnotations, withStrangers } from './scenario';

function expand(text: string, value: number, labels = {}) {
  const rule = { annotations: { text } } as unknown as AlertingRule;
  return expandAnnotations(rule, { severity: 'critical', value, labels }).text;
}

describe('expandAnnotations', () => {
  it.each([
    ['{{ $value }} pods', 2, '2 pods'],
    ['{{ $value | humanizePercentage }} failed', 0.06, '6% failed'],
    ['{{ $value | humanizePercentage }}', 0.023384, '2.338%'],
    ['{{ $value | humanizePercentage }}', 1, '100%'],
    ['{{ $value | humanizePercentage }}', 1.1025, '110.2%'],
    ['{{ $value | humanizePercentage }}', 1.1075, '110.8%'],
    ['{{ $value | humanizePercentage }}', 1.3125, '131.2%'],
    ['{{ $value | humanizePercentage }}', 1.31251, '131.3%'],
    ['{{ $value | humanize }}', 2.0625, '2.062'],
    ['{{ $value | humanize }}', 2.1875, '2.188'],
    ['{{ $value | humanizeDuration }}', 2.5, '2.5s'],
    ['{{ $value | humanizeDuration }}', 0.3125, '312.5ms'],
    ['{{ $value | humanizeDuration }}', 133, '2m 13s'],
    ['{{ $value | humanizeDuration }}', 90_061, '1d 1h 1m 1s'],
    ['{{ $value | humanize }}', 1234.5, '1.234k'],
    ['{{ $value | humanize }}', 0.0131, '13.1m'],
    ['{{ $value | humanize }}', 0, '0'],
    ['nothing to put in', 7, 'nothing to put in'],
  ])('puts a value into %j as Prometheus does: %d', (text, value, expected) => {
    expect(expand(text, value)).toBe(expected);
  });

  it('puts labels in', () => {
    expect(
      expand('its {{ $labels.resource }} limit', 1, { resource: 'cpu' }),
    ).toBe('its cpu limit');
  });
});

describe('withStrangers', () => {
  it('adds series that differ by one label each', () => {
    const labels = { namespace: 'shops', pod: 'shop-1' };
    expect(
      withStrangers(
        { metric: 'up', labels, values: '1x7' },
        { values: '0x7', labels: { namespace: 'elsewhere', pod: 'other-1' } },
      ),
    ).toEqual([
      { metric: 'up', labels, values: '1x7' },
      {
        metric: 'up',
        labels: { ...labels, namespace: 'elsewhere' },
        values: '0x7',
      },
      { metric: 'up', labels: { ...labels, pod: 'other-1' }, values: '0x7' },
    ]);
  });
});
