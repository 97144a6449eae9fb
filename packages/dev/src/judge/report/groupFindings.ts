/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { JudgeFinding, Severity } from '../types';

/** Findings of one message, with every place. */
export interface FindingGroup {
  severity: Severity;
  message: string;
  /** Different objects or files that have it. */
  count: number;
  places: string[];
}

const ORDER: readonly Severity[] = ['error', 'warning', 'excused'];

/** Groups by message: errors first, then by how many have it. */
export function groupFindings(
  findings: readonly JudgeFinding[],
): FindingGroup[] {
  const groups = new Map<string, FindingGroup>();
  for (const { severity, message, places } of findings) {
    const key = `${severity} ${message}`;
    const group = groups.get(key) ?? {
      severity,
      message,
      count: 0,
      places: [],
    };
    group.count += 1;
    group.places.push(...places);
    groups.set(key, group);
  }
  return [...groups.values()].sort(
    (a, b) =>
      ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity) ||
      b.count - a.count ||
      a.message.localeCompare(b.message),
  );
}
