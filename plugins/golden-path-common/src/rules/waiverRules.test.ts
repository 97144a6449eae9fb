/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeModel, makeService, NOW } from '../testing/builders';
import { isBlocking, validateModel, validateService } from './validate';

const samePaths = { health: { readiness: '/healthz' } };

function findingsWith(waiver: object, runtime: object = samePaths) {
  return validateModel(
    makeModel([makeService({ runtime: { ...runtime, waivers: [waiver] } })]),
    { now: NOW },
  ).filter(({ ruleId }) => ruleId !== 'GP-SCALE-006');
}

const valid = {
  rule: 'GP-HEALTH-001',
  reason: 'until release 2.0 splits them',
  expires: '2026-12-31',
};

describe('waivers', () => {
  it('mark the findings that they cover, which then block nothing', () => {
    const findings = findingsWith(valid);
    expect(findings).toEqual([
      expect.objectContaining({
        ruleId: 'GP-HEALTH-001',
        waiver: {
          reason: 'until release 2.0 splits them',
          expires: '2026-12-31',
        },
      }),
    ]);
    expect(findings.some(isBlocking)).toBe(false);
  });

  it('hold on their last day and not after it', () => {
    const blocking = (expires: string) =>
      findingsWith({ ...valid, expires })
        .filter(isBlocking)
        .map(({ ruleId }) => ruleId);
    expect(blocking('2026-11-23')).toEqual([]);
    expect(blocking('2026-11-22')).toEqual(['GP-HEALTH-001', 'GP-WAIVER-002']);
  });

  it.each([
    ['rule', { ...valid, rule: 'GP-NOPE-001' }],
    ['reason', { ...valid, reason: 'because' }],
    ['expires', { ...valid, expires: 'never' }],
    ['expires', { ...valid, expires: '2027-02-30' }],
  ])('GP-WAIVER-001 finds a wrong %s and covers nothing', (field, waiver) => {
    expect(
      findingsWith(waiver)
        .filter(isBlocking)
        .map(({ ruleId, path }) => [ruleId, path]),
    ).toEqual([
      ['GP-HEALTH-001', 'spec.runtime.health.readiness'],
      ['GP-WAIVER-001', `spec.runtime.waivers[0].${field}`],
    ]);
  });

  it('GP-WAIVER-003 finds one that covers nothing', () => {
    expect(findingsWith(valid, {})).toEqual([
      expect.objectContaining({
        ruleId: 'GP-WAIVER-003',
        severity: 'warning',
      }),
    ]);
  });

  it('are not called unused where only a part of the rules ran', () => {
    const service = makeService({
      runtime: { waivers: [{ ...valid, rule: 'GP-PORT-006' }] },
    });
    expect(
      validateService(service, { now: NOW }).filter(
        ({ severity }) => severity !== 'info',
      ),
    ).toEqual([]);
  });

  it.each([
    ['2026-12-07', ['GP-WAIVER-004']],
    ['2026-12-08', []],
  ])('GP-WAIVER-004 tells two weeks before %s: %j', (expires, expected) => {
    expect(
      findingsWith({ ...valid, expires })
        .filter(({ ruleId }) => ruleId !== 'GP-HEALTH-001')
        .map(({ ruleId }) => ruleId),
    ).toEqual(expected);
  });
});
