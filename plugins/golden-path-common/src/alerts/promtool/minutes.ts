/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { nameOfAlert } from '../alertRule';
import { AlertSubject } from '../subject';
import { AlertSeverity } from '../thresholds';
import { counter, gauge } from './samples';
import { AlertCheck, Firing } from './scenario';

/*
 * Tests of rules that are looked at every minute say times in minutes.
 */

/** Seconds between two samples and two looks. */
export const MINUTE = 60;

/** A gauge by pairs of a value and the minute until which it holds. */
export function minutes(
  ...phases: Array<[value: number | undefined, until: number]>
): string {
  return gauge(
    MINUTE,
    ...phases.map(([value, until]) => ({ value, until: until * MINUTE })),
  );
}

/** A counter by pairs of what it grows by each minute and until which one. */
export function growth(
  ...phases: Array<[value: number, until: number]>
): string {
  return counter(
    MINUTE,
    ...phases.map(([value, until]) => ({ value, until: until * MINUTE })),
  );
}

/** A claim about the warnings of a name, by their values and labels. */
export function warns(
  { name }: AlertSubject,
  suffix: string,
  minute: number,
  ...values: Array<number | Omit<Firing, 'severity'>>
): AlertCheck {
  return fires(
    name,
    suffix,
    minute,
    values.map(value => ({
      severity: 'warning',
      ...(typeof value === 'number' ? { value } : value),
    })),
  );
}

/** A claim that one severity or both fire, with one value. */
export function firesAs(
  { name }: AlertSubject,
  suffix: string,
  minute: number,
  severities: readonly AlertSeverity[],
  more: Omit<Firing, 'severity'>,
): AlertCheck {
  return fires(
    name,
    suffix,
    minute,
    severities.map(severity => ({ severity, ...more })),
  );
}

function fires(
  name: string,
  suffix: string,
  minute: number,
  firing: Firing[],
): AlertCheck {
  return { at: minute * MINUTE, alert: nameOfAlert(name, suffix), firing };
}
