/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { renderService } from '../renderPlatform';
import { makeModel, makeService } from '../../testing/builders';
import { contextOf, renderKind, Runtime } from '../../testing/renderObjects';
import { PROMTOOL_FILES } from './promtool';

function filesOf(runtime: Runtime = {}) {
  const context = contextOf(makeModel([makeService({ runtime })]), 'checkout');
  return PROMTOOL_FILES.render(context) as Array<{
    path: string;
    document: any;
  }>;
}

describe('PROMTOOL_FILES', () => {
  it('hold the rules of the PrometheusRule, cut into what is tested together', () => {
    const groups = filesOf()
      .filter(({ path }) => path.endsWith('.rules.yaml'))
      .flatMap(({ document }) => document.groups);
    expect(groups).toEqual(renderKind('PrometheusRule').spec.groups);
  });

  it('test rules that lie beside them', () => {
    const files = filesOf();
    const names = files.map(({ path }) => path.replace('promtool/', ''));
    expect(names).toEqual([
      'checkout.rules.yaml',
      'checkout.test.yaml',
      'checkout.edges.test.yaml',
      'checkout.causes.rules.yaml',
      'checkout.causes.test.yaml',
      'checkout.slo.rules.yaml',
      'checkout.slo.test.yaml',
      'checkout.slo.windows.test.yaml',
    ]);
    for (const { document } of files) {
      for (const file of document.rule_files ?? []) {
        expect(names).toContain(file);
      }
    }
  });

  it('have for each alert and severity a moment at which it fires', () => {
    const files = filesOf({
      secrets: [{ key: 'card-key', path: 'shop/card-key' }],
      ports: [{ port: 7013, expose: 'gateway' }],
    });
    const fired = new Set(
      files
        .flatMap(({ document }) => document.tests ?? [])
        .flatMap((test: any) => test.alert_rule_test ?? [])
        .flatMap((test: any) =>
          test.exp_alerts.map(
            ({ exp_labels: labels }: any) =>
              `${test.alertname} ${labels.severity}`,
          ),
        ),
    );
    const alerts = files
      .flatMap(({ document }) => document.groups ?? [])
      .flatMap(({ rules }: any) => rules)
      .filter(({ alert }: any) => alert)
      .map(({ alert, labels }: any) => `${alert} ${labels.severity}`);
    expect(alerts.length).toBeGreaterThan(20);
    expect([...fired].sort()).toEqual([...new Set(alerts)].sort());
  });

  it('are the same bytes each time', () => {
    const render = () =>
      renderService(contextOf(makeModel([makeService()]), 'checkout'));
    expect(render()).toEqual(render());
  });
});
