/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeGroup, makeRule } from '../__testUtils__/FakePrometheus';
import { projectRule } from './rule';

const now = new Date('2026-11-23T06:00:00Z');

function project(
  parts: Record<string, unknown> = {},
  group: Record<string, unknown> = {},
) {
  return projectRule(
    makeRule({ lastEvaluation: '2026-11-23T05:59:50Z', ...parts }),
    { instance: 'lab', group: makeGroup([], group), now },
  );
}

describe('projectRule', () => {
  it('tells of a rule that works', () => {
    expect(project()).toEqual({
      kind: 'alertRule',
      source: 'prometheus',
      instance: 'lab',
      key: expect.stringMatching(/^AlertRule\/[\w-]{22}$/),
      namespace: 'openpolicy-platform',
      backReference: { service: 'checkout' },
      data: {
        instance: 'lab',
        group: 'checkout',
        name: 'HighErrorRatio',
        health: 'ok',
      },
    });
  });

  it.each<[string, object, object, string, string | undefined]>([
    [
      'an error',
      { health: 'err', lastError: 'found duplicate series' },
      {},
      'err',
      'found duplicate series',
    ],
    [
      'an error without words',
      { health: 'err', lastError: '' },
      {},
      'err',
      'It cannot be evaluated.',
    ],
    [
      'a rule that waits for its first evaluation',
      { health: 'unknown', lastEvaluation: '0001-01-01T00:00:00Z' },
      {},
      'unknown',
      undefined,
    ],
    [
      'a rule that is no longer evaluated',
      { lastEvaluation: '2026-11-23T05:48:00Z' },
      {},
      'ok',
      'It was last evaluated 12 min ago.',
    ],
    [
      'a rule that is evaluated rarely',
      { lastEvaluation: '2026-11-23T05:48:00Z' },
      { interval: 120 },
      'ok',
      undefined,
    ],
    [
      'a clock ahead',
      { lastEvaluation: '2026-11-23T07:00:00Z' },
      {},
      'ok',
      undefined,
    ],
    [
      'a word of a newer Prometheus',
      { health: 'shaky' },
      {},
      'unknown',
      undefined,
    ],
  ])('tells of %s', (_what, parts, group, health, error) => {
    const data = project(
      parts as Record<string, unknown>,
      group as Record<string, unknown>,
    )?.data;
    expect(data?.health).toBe(health);
    expect(data?.broken?.error).toBe(error);
  });

  it('tells rules of one name apart', () => {
    const keys = [
      project()?.key,
      project({ labels: { severity: 'warning' } })?.key,
      project({ query: 'up == 0' })?.key,
      project({}, { name: 'other' })?.key,
      project({}, { file: '/rules/b.yaml' })?.key,
    ];
    expect(new Set(keys).size).toBe(5);
  });

  it.each([{ type: 'recording' }, { name: '' }])('drops %j', parts => {
    expect(project(parts)).toBeUndefined();
  });
});
