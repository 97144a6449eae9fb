/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { APIRequestContext, expect, test } from '@playwright/test';
import {
  Alert,
  firingAlerts,
  loadedRules,
  notifiedAlerts,
} from './support/alerts';
import { applyScenario, resetLab } from './support/lab';

/*
 * The rules that the golden path renders, in the real Prometheus and the real
 * Alertmanager. Each disturbance raises its alert and nothing else: nothing of
 * another service, nothing that has another cause, and one thing to read for
 * whoever is on call.
 */

const CASES = [
  {
    scenario: 'error-burst',
    service: 'storage-service',
    alert: 'StorageServiceHighErrorRate',
    signals: ['errors'],
    owner: 'group:default/platform-team',
    title: 'Storage Service',
  },
  {
    scenario: 'slow-responses',
    service: 'analytics-service',
    alert: 'AnalyticsServiceSlowResponses',
    signals: ['latency'],
    owner: 'group:default/data-team',
    title: 'Analytics Service',
  },
  {
    scenario: 'dead-target',
    service: 'web-frontend',
    alert: 'WebFrontendDown',
    // Who calls a dead service gets errors; Alertmanager mutes them.
    signals: ['availability', 'errors'],
    owner: 'group:default/experience-team',
    title: 'Web Frontend',
  },
  {
    scenario: 'resource-pressure',
    service: 'queue-service',
    alert: 'QueueServiceResourceSaturation',
    signals: ['saturation'],
    owner: 'group:default/platform-team',
    title: 'Queue Service',
  },
];

const nameOf = ({ labels }: Alert) =>
  `${labels.alertname} ${labels.severity} ${labels.service}`;

async function expectQuiet(request: APIRequestContext) {
  await expect
    .poll(async () => (await firingAlerts(request)).map(nameOf), {
      timeout: 120_000,
      message: 'nothing fires',
    })
    .toEqual([]);
}

/**
 * Services whose disturbance is over, with what it may still raise: a minute passes
 * until the windows of the rules hold nothing of it. The next one need not wait.
 */
const fading = new Map<string, string[]>();

const besidesFading = (alerts: Alert[]) =>
  alerts.filter(
    ({ labels }) => !fading.get(labels.service)?.includes(labels.signal),
  );

test.describe('The rendered rules', () => {
  test.describe.configure({ timeout: 300_000, mode: 'serial' });

  test.beforeAll(async () => {
    await resetLab();
  });

  test.afterAll(async () => {
    await resetLab();
  });

  test('are all loaded and evaluate without error', async ({ request }) => {
    const rules = await loadedRules(request);
    const alerts = rules.filter(({ type }) => type === 'alerting');
    // Eight a service at the least.
    expect(alerts.length).toBeGreaterThanOrEqual(24 * 8);
    await expect
      .poll(async () =>
        (await loadedRules(request))
          .filter(({ health }) => health !== 'ok')
          .map(({ name }) => name),
      )
      .toEqual([]);
    await expectQuiet(request);
  });

  for (const { scenario, service, alert, signals, owner, title } of CASES) {
    test(`raise ${alert} at ${scenario}, and nothing else`, async ({
      request,
    }) => {
      const begun = performance.now();
      await applyScenario(scenario, service);
      const seen = new Map<string, Alert>();
      const critical = `${alert} critical ${service}`;
      await expect
        .poll(
          async () => {
            for (const entry of besidesFading(await firingAlerts(request))) {
              seen.set(nameOf(entry), entry);
            }
            return [...seen.keys()];
          },
          { timeout: 120_000 },
        )
        .toContain(critical);
      test.info().annotations.push({
        type: 'measured',
        description: `${scenario}: critical alert after ${(
          (performance.now() - begun) /
          1000
        ).toFixed(1)} s, rules at 30 times their pace`,
      });

      // What else comes comes soon: rules run at thirty times their pace.
      const end = performance.now() + 20_000;
      while (performance.now() < end) {
        for (const entry of besidesFading(await firingAlerts(request))) {
          seen.set(nameOf(entry), entry);
        }
        await new Promise(resolve => setTimeout(resolve, 500));
      }
      for (const { labels } of seen.values()) {
        expect({ service: labels.service, known: signals }).toEqual({
          service,
          known: expect.arrayContaining([labels.signal]),
        });
      }
      await expect
        .poll(
          async () => besidesFading(await notifiedAlerts(request)).map(nameOf),
          { message: 'on-call is told one thing' },
        )
        .toEqual([critical]);

      const [told] = besidesFading(await notifiedAlerts(request));
      expect(told.labels).toMatchObject({
        severity: 'critical',
        signal: signals[0],
        owner,
        namespace: 'openpolicy-platform',
      });
      expect(told.annotations.summary).toContain(title);
      expect(told.annotations.runbook_url).toBe(
        `https://portal.example.com/docs/default/component/${service}/runbook#${alert.toLocaleLowerCase(
          'en-US',
        )}`,
      );
      expect(told.annotations.dashboard_url).toBe(
        `https://grafana.example.com/d/gp-${service}`,
      );
      await resetLab();
      fading.set(service, signals);
    });
  }

  test('fall quiet when all is healed', async ({ request }) => {
    await expectQuiet(request);
  });
});
