/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { JudgeReport } from '../runJudges';
import { JudgeFinding, ManifestSet, Score } from '../types';
import { compareWithBar } from './bar';
import { groupFindings } from './groupFindings';
import { isClean, reportJson, reportText } from './reportText';

const finding = (
  message: string,
  places: string[],
  severity: JudgeFinding['severity'] = 'error',
): JudgeFinding => ({ message, places, severity });

const report = (
  judge: string,
  findings: JudgeFinding[] = [],
  scores?: Record<string, Score>,
): JudgeReport => ({
  judge,
  checked: 17,
  unit: 'objects',
  findings,
  errors: findings.filter(({ severity }) => severity === 'error').length,
  warnings: findings.filter(({ severity }) => severity === 'warning').length,
  seconds: 1.25,
  ...(scores && { scores: new Map(Object.entries(scores)) }),
});

const reference: ManifestSet = {
  id: 'prod/rolling/api-gateway',
  tree: 'prod/rolling',
  environment: 'prod',
  strategy: 'rolling',
  service: 'api-gateway',
  files: [],
};

describe('groupFindings', () => {
  it('puts errors first, then what most have, and keeps all places', () => {
    expect(
      groupFindings([
        finding('reason', ['0'], 'excused'),
        finding('w', ['1'], 'warning'),
        finding('rare', ['2']),
        finding('often', ['3', '4']),
        finding('often', ['5']),
      ]),
    ).toEqual([
      {
        severity: 'error',
        message: 'often',
        count: 2,
        places: ['3', '4', '5'],
      },
      { severity: 'error', message: 'rare', count: 1, places: ['2'] },
      { severity: 'warning', message: 'w', count: 1, places: ['1'] },
      { severity: 'excused', message: 'reason', count: 1, places: ['0'] },
    ]);
  });
});

describe('compareWithBar', () => {
  const compare = (judge: string, score: Score, sets = [reference]) =>
    compareWithBar([report(judge, [], { [reference.id]: score })], sets);

  it.each([
    ['kube-score', { passed: 33, warned: 0, failed: 0 }, true],
    ['kube-score', { passed: 32, warned: 0, failed: 0 }, false],
    ['kube-score', { passed: 39, warned: 1, failed: 0 }, false],
    ['checkov', { passed: 93, warned: 0, failed: 0 }, true],
    ['checkov', { passed: 101, warned: 0, failed: 1 }, false],
  ])('holds %s with %j against its bar', (judge, score, ok) => {
    expect(compare(judge, score)).toEqual([
      expect.objectContaining({ judge, score, ok }),
    ]);
  });

  it('says nothing of judges without a bar and where the reference was not judged', () => {
    const score = { passed: 1, warned: 2, failed: 3 };
    expect(compare('kubeconform', score)).toEqual([]);
    expect(compare('checkov', score, [])).toEqual([]);
    expect(
      compare('checkov', score, [{ ...reference, strategy: 'canary' }]),
    ).toEqual([]);
  });
});

describe('reportText', () => {
  it('shows a row a judge, its findings and the bar', () => {
    const reports = [
      report('kube-score', [], {
        [reference.id]: { passed: 33, warned: 0, failed: 0 },
        other: { passed: 20, warned: 3, failed: 1 },
      }),
      report('amtool', [finding('no receiver', ['a', 'b', 'c', 'd', 'e'])]),
    ];
    expect(reportText(reports, compareWithBar(reports, [reference]))).toBe(
      `judge       checked     errors  warnings       score  seconds
kube-score  17 objects       0         0  53 / 3 / 1      1.3
amtool      17 objects       1         0                  1.3

amtool:
  error (1): no receiver
      a
      b
      c
      and 2 more places

api-gateway, rolling, prod (passed / warned / failed):
  kube-score  33 / 0 / 0, the bar is 33 / 0 / 0: reached`,
    );
  });
});

describe('isClean', () => {
  const bar = compareWithBar(
    [
      report('checkov', [], {
        [reference.id]: { passed: 7, warned: 0, failed: 0 },
      }),
    ],
    [reference],
  );

  it.each([
    ['nothing was found', [report('yaml')], [], true],
    ['a judge found an error', [report('yaml', [finding('e', [])])], [], false],
    [
      'a judge warned',
      [report('yaml', [finding('w', [], 'warning')])],
      [],
      false,
    ],
    [
      'all is excused',
      [report('yaml', [finding('r', [], 'excused')])],
      [],
      true,
    ],
    ['a score is below the bar', [report('yaml')], bar, false],
  ])('when %s', (_, reports, compared, clean) => {
    expect(isClean(reports, compared)).toBe(clean);
    expect(reportJson(reports, compared)).toMatchObject({ ok: clean });
  });
});
