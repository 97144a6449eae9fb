/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { STORAGE_VOLUME } from '../../render/manifests/container';
import { canaryName } from '../../render/conventions';
import { describeDuration } from '../../spec/duration';
import { AlertingRule } from '../alertRule';
import { AlertSubject } from '../subject';
import { runbookPage } from './index';
import { Block, codeSpans, plain } from './markdown';

/**
 * An alert as it is in one environment: one rule for each severity.
 *
 * @internal
 */
export interface AlertInEnvironment {
  environment: string;
  subject: AlertSubject;
  rules: AlertingRule[];
}

/**
 * What the runbook says about an alert. Environments may differ, in thresholds, in
 * the kind of the workload: what holds in all of them stands once.
 *
 * @param inEnvironments - those that have the alert, one at least
 * @param owner - whom to call, as Markdown
 * @internal
 */
export function alertSection(
  alert: string,
  inEnvironments: readonly AlertInEnvironment[],
  owner: string,
): Block[] {
  const pages = inEnvironments.map(({ environment, subject }) => ({
    environment,
    page: runbookPage(subject, alert),
  }));
  const part = (blocks: (page: (typeof pages)[number]['page']) => Block[]) =>
    perEnvironment(
      pages.map(({ environment, page }) => [environment, blocks(page)]),
    );
  return [
    { heading: alert, level: 2 },
    ...part(({ means }) => [{ paragraph: means }]),
    { paragraph: '**It fires when** (N is the number that the alert tells):' },
    { bullets: conditions(inEnvironments) },
    { paragraph: '**What users see**' },
    ...part(({ seen }) => [{ paragraph: seen }]),
    { paragraph: '**How to check**' },
    ...part(({ check }) =>
      check.flatMap(({ say, command, language }): Block[] => [
        { paragraph: say },
        { code: command, language },
      ]),
    ),
    { paragraph: '**How to mend**, the most likely cause first' },
    ...part(({ mend }) => [{ steps: mend }]),
    { paragraph: '**Whom to call**' },
    { bullets: calls(inEnvironments, owner) },
    ...part(({ call }) => (call ? [{ paragraph: call }] : [])),
  ];
}

/** Blocks that are the same everywhere stand once, others under their names. */
function perEnvironment(
  parts: ReadonlyArray<[environment: string, blocks: Block[]]>,
): Block[] {
  const groups = groupBy(parts, ([, blocks]) => JSON.stringify(blocks));
  return groups.flatMap(group => [
    ...(groups.length === 1
      ? []
      : [{ paragraph: `In ${codeSpans(group.map(([name]) => name))}:` }]),
    ...group[0][1],
  ]);
}

/** One line for each severity and what differs between environments. */
function conditions(inEnvironments: readonly AlertInEnvironment[]): string[] {
  const lines = inEnvironments.flatMap(({ environment, subject, rules }) =>
    rules.map(rule => ({
      environment,
      severity: rule.labels.severity,
      text: condition(subject, rule),
    })),
  );
  return groupBy(lines, ({ severity, text }) => `${severity} ${text}`).map(
    group =>
      `**${group[0].severity}** in ${codeSpans(
        group.map(({ environment }) => environment),
      )}: ${group[0].text}`,
  );
}

function condition(subject: AlertSubject, rule: AlertingRule): string {
  const text = filled(subject, rule.annotations.description);
  const holds = describeDuration(rule.for);
  return plain(
    text.includes(holds) ? text : `${text} It must hold for ${holds}.`,
  );
}

function calls(
  inEnvironments: readonly AlertInEnvironment[],
  owner: string,
): string[] {
  const severities = new Set(
    inEnvironments.flatMap(({ rules }) =>
      rules.map(({ labels }) => labels.severity),
    ),
  );
  return [
    ...(severities.has('critical')
      ? [`critical: ${owner}, at once, at any hour.`]
      : []),
    ...(severities.has('warning')
      ? [
          `warning: ${owner}, by day; at once if something critical fires beside it.`,
        ]
      : []),
    'If the cause is a neighbour, its owner (see Neighbours).',
  ];
}

/** What Prometheus would fill into a text, in words. */
function filled(subject: AlertSubject, description: string): string {
  const values: Record<string, string> = {
    resource: 'CPU or memory',
    compared: 'errors or latency',
    slo: 'availability or latency',
    phase: 'Timeout, Error, Abort or InvalidSpec',
    deployment: subject.hasCanary
      ? `${subject.name}' or '${canaryName(subject.name)}`
      : subject.name,
    statefulset: subject.name,
    persistentvolumeclaim: `${STORAGE_VOLUME}-${subject.name}-N`,
  };
  return description
    .replaceAll('{{ $value | humanizePercentage }}', 'N%')
    .replaceAll('{{ $value | humanizeDuration }}', 'N s')
    .replace(/\{\{ \$value( \| humanize)? \}\}/g, 'N')
    .replace(/\{\{ \$labels\.(\w+) \}\}/g, (whole, label) =>
      Object.hasOwn(values, label) ? values[label] : whole,
    );
}

function groupBy<T>(entries: readonly T[], key: (entry: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const entry of entries) {
    const known = groups.get(key(entry));
    if (known) {
      known.push(entry);
    } else {
      groups.set(key(entry), [entry]);
    }
  }
  return [...groups.values()];
}
