/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeAlert, secondsAgo } from '../__fixtures__/builders';
import { mergeAlerts } from './mergeAlerts';
import { compareSeverity, getSeverityClass } from './severity';

describe('mergeAlerts', () => {
  it('puts firing before pending, critical before warning, and the oldest first', () => {
    const alerts = [
      makeAlert({ id: 'pending', name: 'P', state: 'pending' }),
      makeAlert({ id: 'info', name: 'I', severity: 'info' }),
      makeAlert({ id: 'young', name: 'Y', activeAt: secondsAgo(3) }),
      makeAlert({ id: 'old', name: 'O', activeAt: secondsAgo(300) }),
      makeAlert({ id: 'warning', name: 'W', severity: 'warning' }),
      makeAlert({ id: 'quiet', name: 'Q', notification: 'suppressed' }),
    ].map(({ data }) => data);

    expect(mergeAlerts(alerts).map(({ id }) => id)).toEqual([
      'old',
      'young',
      'quiet',
      'warning',
      'info',
      'pending',
    ]);
  });

  it('keeps of twins the one that fires, else the older one', () => {
    const twins = [
      makeAlert({ id: 'a', instance: 'a', state: 'pending' }),
      makeAlert({ id: 'b', instance: 'b', activeAt: secondsAgo(9) }),
      makeAlert({ id: 'c', instance: 'c', activeAt: secondsAgo(90) }),
      makeAlert({ id: 'other', labels: { pod: 'x' } }),
    ].map(({ data }) => data);

    expect(mergeAlerts(twins).map(({ id }) => id)).toEqual(['c', 'other']);
  });
});

describe('getSeverityClass', () => {
  it.each([
    ['critical', 'critical'],
    ['Critical', 'critical'],
    ['page', 'critical'],
    ['warning', 'warning'],
    ['info', 'information'],
    ['none', 'information'],
    ['P3', 'other'],
    ['constructor', 'other'],
    ['', 'other'],
  ])('reads %s as %s', (severity, expected) => {
    expect(getSeverityClass(severity)).toBe(expected);
  });

  it('orders the pressing ones first, unknown words before information', () => {
    expect(['info', 'P3', 'page', 'warning'].sort(compareSeverity)).toEqual([
      'page',
      'warning',
      'P3',
      'info',
    ]);
  });
});
