/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { JudgeReport } from '../runJudges';
import { BarResult, REFERENCE, scoreText, totalScore } from './bar';
import { groupFindings } from './groupFindings';

const SHOWN_GROUPS = 40;
const SHOWN_PLACES = 3;

/** What a run looked at, for the head of the report. */
export interface ReportSubject {
  sets: number;
  objects: number;
}

/** The table of judges, then the findings of each, then the bar. */
export function reportText(
  reports: readonly JudgeReport[],
  bar: readonly BarResult[],
): string {
  return [
    tableText(reports),
    ...reports.filter(({ findings }) => findings.length > 0).map(findingsText),
    ...(bar.length > 0 ? [barText(bar)] : []),
  ].join('\n\n');
}

function tableText(reports: readonly JudgeReport[]): string {
  const head = ['judge', 'checked', 'errors', 'warnings', 'score', 'seconds'];
  const rows = reports.map(report => [
    report.judge,
    `${report.checked} ${report.unit}`,
    String(report.errors),
    String(report.warnings),
    report.scores ? scoreText(totalScore(report.scores.values())) : '',
    report.seconds.toFixed(1),
  ]);
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map(row => row[column].length)),
  );
  return [head, ...rows]
    .map(row =>
      row
        .map((cell, column) =>
          column < 2
            ? cell.padEnd(widths[column])
            : cell.padStart(widths[column]),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function findingsText({ judge, findings }: JudgeReport): string {
  const groups = groupFindings(findings);
  const lines = groups
    .slice(0, SHOWN_GROUPS)
    .flatMap(group => [
      `  ${group.severity} (${group.count}): ${group.message}`,
      ...group.places.slice(0, SHOWN_PLACES).map(place => `      ${place}`),
      ...(group.places.length > SHOWN_PLACES
        ? [`      and ${group.places.length - SHOWN_PLACES} more places`]
        : []),
    ]);
  if (groups.length > SHOWN_GROUPS) {
    lines.push(`  and ${groups.length - SHOWN_GROUPS} more messages`);
  }
  return [`${judge}:`, ...lines].join('\n');
}

function barText(bar: readonly BarResult[]): string {
  const { service, strategy, environment } = REFERENCE;
  return [
    `${service}, ${strategy}, ${environment} (passed / warned / failed):`,
    ...bar.map(
      ({ judge, score, bar: least, ok }) =>
        `  ${judge.padEnd(10)}  ${scoreText(score)}, the bar is ${scoreText(
          least,
        )}: ${ok ? 'reached' : 'MISSED'}`,
    ),
  ].join('\n');
}

/** All of it as data, for CI. */
export function reportJson(
  reports: readonly JudgeReport[],
  bar: readonly BarResult[],
): unknown {
  return {
    ok: isClean(reports, bar),
    judges: reports.map(({ scores, findings, ...report }) => ({
      ...report,
      ...(scores && {
        score: totalScore(scores.values()),
        scores: Object.fromEntries(scores),
      }),
      findings: groupFindings(findings),
    })),
    bar,
  };
}

/** Whether there is no error, no warning and no score below the bar. */
export function isClean(
  reports: readonly JudgeReport[],
  bar: readonly BarResult[],
): boolean {
  return (
    reports.every(({ errors, warnings }) => errors + warnings === 0) &&
    bar.every(({ ok }) => ok)
  );
}
