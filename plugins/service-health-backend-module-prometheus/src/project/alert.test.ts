/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeAlert } from '../__testUtils__/FakePrometheus';
import { projectAlert } from './alert';

const notificationOf = jest.fn();

function project(parts?: Record<string, unknown>, instance = 'lab') {
  return projectAlert(makeAlert(parts), { instance, notificationOf });
}

describe('projectAlert', () => {
  beforeEach(() => {
    notificationOf.mockReset().mockReturnValue({ notification: 'active' });
  });

  it('cuts a firing alert to what a page shows', () => {
    const observation = project();
    expect(observation).toEqual({
      kind: 'alert',
      source: 'prometheus',
      instance: 'lab',
      key: expect.stringMatching(/^Alert\/[\w-]{22}$/),
      namespace: 'openpolicy-platform',
      backReference: { service: 'checkout' },
      data: {
        id: `lab/${observation?.key.slice('Alert/'.length)}`,
        instance: 'lab',
        name: 'HighErrorRatio',
        state: 'firing',
        severity: 'critical',
        activeAt: '2026-11-23T05:00:00.123Z',
        value: '1.2e-01',
        summary: 'checkout answers 12% of requests with errors',
        description: 'Errors for 5 minutes.',
        runbookUrl: 'https://runbooks.example.com/errors',
        dashboardUrl: 'https://grafana.example.com/d/checkout',
        labels: { service: 'checkout', namespace: 'openpolicy-platform' },
        notification: 'active',
      },
    });
    expect(notificationOf).toHaveBeenCalledWith(makeAlert().labels);
  });

  const labels = makeAlert().labels;
  it.each<[string, Record<string, unknown>, object]>([
    ['pending', { state: 'pending' }, { state: 'pending' }],
    ['NaN', { value: 'NaN' }, { value: 'NaN' }],
    ['infinity', { value: '+Inf' }, { value: '+Inf' }],
    [
      'a value that is endless',
      { value: '9'.repeat(500) },
      { value: `${'9'.repeat(31)}…` },
    ],
    [
      'no severity',
      { labels: { alertname: 'X' } },
      { severity: 'none', labels: {} },
    ],
    [
      'no annotations',
      { annotations: undefined },
      { summary: undefined, runbookUrl: undefined },
    ],
    [
      'a message in the old style',
      { annotations: { message: 'old' } },
      { description: 'old' },
    ],
    [
      'links that are none',
      {
        annotations: {
          runbook_url: 'vbscript:alert(1)',
          dashboard_url: 'https://u:p@host',
        },
      },
      { runbookUrl: undefined, dashboardUrl: undefined },
    ],
    [
      'text with escapes and secrets',
      { annotations: { summary: '\u001b[31mtoken=abcdefgh\n' } },
      { summary: '[31mtoken=***' },
    ],
    [
      'Go’s zero time',
      { activeAt: '0001-01-01T00:00:00Z' },
      { activeAt: undefined },
    ],
  ])('tells of %s', (_what, parts, expected) => {
    expect(project(parts)?.data).toMatchObject(expected);
  });

  it.each<[string, Record<string, unknown>]>([
    ['an inactive alert', { state: 'inactive' }],
    ['an alert without a name', { labels: { severity: 'critical' } }],
    ['an alert without labels', { labels: 'none' }],
  ])('drops %s', (_what, parts) => {
    expect(project(parts)).toBeUndefined();
  });

  it('takes an entity reference of a label for a back-reference', () => {
    expect(
      project({
        labels: { ...labels, entity_ref: 'component:shop/checkout' },
      })?.backReference,
    ).toEqual({ service: 'checkout', entityRef: 'component:shop/checkout' });
  });

  it('gives a key that depends on the labels and not on their order', () => {
    const reversed = Object.fromEntries(Object.entries(labels).reverse());
    expect(project({ labels: reversed })?.key).toBe(project()?.key);
    expect(project({ labels: { ...labels, pod: 'a' } })?.key).not.toBe(
      project()?.key,
    );
    expect(project({}, 'other')?.data.id).not.toBe(project()?.data.id);
  });

  it('bounds labels and leaves the prototype alone', () => {
    const many = JSON.parse(
      `{"alertname":"X","__proto__":"evil","constructor":"c",${Array.from(
        { length: 500 },
        (_, i) => `"l${i}":"${'v'.repeat(600)}"`,
      ).join(',')}}`,
    );
    const observation = project({ labels: many });
    const result = observation?.data.labels ?? {};
    expect(Object.keys(result)).toHaveLength(63);
    expect(result.l0).toHaveLength(512);
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
  });
});
