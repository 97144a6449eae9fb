/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { isBlocking } from '@openpolicy/plugin-golden-path-common';
import { LocatedFinding } from '../catalog/openCatalog';

/**
 * The findings beside another result: what is only for whoever looks would bury
 * it, and stands in `validate`.
 */
export function briefLines(findings: readonly LocatedFinding[]): string[] {
  return findings
    .filter(({ severity }) => severity !== 'info')
    .map(findingLine);
}

/** How many findings of each weight there are. */
export interface FindingCounts {
  error: number;
  warning: number;
  info: number;
  /** Of any severity, covered by a waiver. */
  waived: number;
}

/** One line that says where a finding is and what to do. */
export function findingLine(finding: LocatedFinding): string {
  const { waiver, file, line, ruleId, message, fix, entityRef } = finding;
  const place = file ? `${file}:${line}` : entityRef;
  // A file that is linted by itself belongs to no entity.
  const subject = entityRef ? ` [${entityRef}]` : '';
  const next = waiver
    ? `Waived until ${waiver.expires}: ${waiver.reason}`
    : fix;
  return `${place} ${
    waiver ? 'waived' : finding.severity
  } ${ruleId} ${message}. ${next}${subject}`;
}

/** Counts them. */
export function countFindings(
  findings: readonly LocatedFinding[],
): FindingCounts {
  const counts: FindingCounts = { error: 0, warning: 0, info: 0, waived: 0 };
  for (const { waiver, severity } of findings) {
    counts[waiver ? 'waived' : severity] += 1;
  }
  return counts;
}

/** The counts in words; those of nothing are left out. */
export function countsLine(counts: FindingCounts): string {
  const words = [
    plural(counts.error, 'error'),
    plural(counts.warning, 'warning'),
    ...(counts.info > 0 ? [`${counts.info} info`] : []),
    ...(counts.waived > 0 ? [`${counts.waived} waived`] : []),
  ];
  return `${words.join(', ')}.`;
}

/** Whether findings fail a run: errors do, and with `--strict` warnings too. */
export function areFailing(
  findings: readonly LocatedFinding[],
  strict: boolean | undefined,
): boolean {
  return findings.some(
    finding =>
      isBlocking(finding) ||
      (strict && finding.severity === 'warning' && !finding.waiver),
  );
}

/** A number of things. */
export function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
