/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { JudgeReport } from '../runJudges';
import { ManifestSet, Score } from '../types';

/** The service, strategy and environment that the bar was measured with. */
export const REFERENCE = {
  service: 'api-gateway',
  strategy: 'rolling',
  environment: 'prod',
};

/** The least that a judge must say of the reference service: docs of the golden path, table of judges. */
const BAR: Record<string, Score> = {
  'kube-score': { passed: 33, warned: 0, failed: 0 },
  checkov: { passed: 93, warned: 0, failed: 0 },
};

/** The score of the reference service beside the bar. */
export interface BarResult {
  judge: string;
  score: Score;
  bar: Score;
  ok: boolean;
}

/**
 * Compares with the bar; empty if the reference service was not judged, or not by a
 * judge that has a bar.
 */
export function compareWithBar(
  reports: readonly JudgeReport[],
  sets: readonly ManifestSet[],
): BarResult[] {
  const reference = sets.find(
    ({ service, strategy, environment }) =>
      service === REFERENCE.service &&
      strategy === REFERENCE.strategy &&
      environment === REFERENCE.environment,
  );
  if (!reference) return [];
  return reports.flatMap(({ judge, scores }) => {
    const bar = BAR[judge];
    const score = scores?.get(reference.id);
    if (!bar || !score) return [];
    const ok =
      score.passed >= bar.passed &&
      score.warned <= bar.warned &&
      score.failed <= bar.failed;
    return [{ judge, score, bar, ok }];
  });
}

/** `33 / 0 / 0`: passed, warned, failed. */
export function scoreText({ passed, warned, failed }: Score): string {
  return `${passed} / ${warned} / ${failed}`;
}

/** The sum of all sets' scores. */
export function totalScore(scores: Iterable<Score>): Score {
  const total = { passed: 0, warned: 0, failed: 0 };
  for (const { passed, warned, failed } of scores) {
    total.passed += passed;
    total.warned += warned;
    total.failed += failed;
  }
  return total;
}
