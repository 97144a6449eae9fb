/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { expect, Page, test } from '@playwright/test';
import { applyScenario, resetLab } from './support/lab';
import { expectVerdict, openHealth } from './support/portal';

/** Every scenario has a service of its own, so that none waits for another to heal. */
const CASES: {
  scenario: string;
  service: string;
  words: (page: Page) => Promise<void>;
}[] = [
  // First: all services share one Git repository, and a commit for any makes Argo CD's automated sync repair drift.
  {
    scenario: 'drift',
    service: 'config-service',
    words: async page => {
      await expectVerdict(page, 'OutOfSync', /differ|out of sync|OutOfSync/i);
      await expect(page.getByTestId('delivery-sync-status')).toHaveText(
        'OutOfSync',
      );
    },
  },
  {
    scenario: 'crash-loop',
    service: 'policy-service',
    words: page => expectVerdict(page, 'Degraded', /CrashLoopBackOff/),
  },
  {
    scenario: 'out-of-memory',
    service: 'search-service',
    words: page => expectVerdict(page, 'Degraded', /OOMKilled/),
  },
  {
    scenario: 'image-missing',
    service: 'auth-service',
    words: page =>
      expectVerdict(page, 'Degraded', /ImagePullBackOff|ErrImagePull/),
  },
  {
    scenario: 'slow-rollout',
    service: 'notification-service',
    words: async page => {
      await expectVerdict(page, 'Progressing');
      await expect(page.getByTestId('rollout-phase').first()).toContainText(
        'Waiting for',
      );
    },
  },
  {
    scenario: 'failed-sync',
    service: 'health-service',
    words: async page => {
      await expect(page.getByTestId('delivery-operation')).toContainText(
        'Sync failed',
        { timeout: 60_000 },
      );
      await expect(page.getByTestId('verdict-cause')).toHaveText(/immutable/);
    },
  },
  {
    scenario: 'dead-target',
    service: 'scraper-service',
    words: async page => {
      await expect(page.getByTestId('alerts-list')).toContainText('Down', {
        timeout: 60_000,
      });
      await expect(page.getByTestId('verdict-headline')).not.toHaveText(
        'Healthy',
      );
    },
  },
  {
    scenario: 'error-burst',
    service: 'monitoring-service',
    words: async page => {
      await expect(page.getByTestId('alerts-list')).toContainText(
        'HighErrorRate',
        {
          timeout: 90_000,
        },
      );
      await expectVerdict(page, 'Alerting', /HighErrorRate/, 90_000);
    },
  },
  {
    scenario: 'slow-responses',
    service: 'plotly-service',
    words: async page => {
      await expect(page.getByTestId('alerts-list')).toContainText(
        'SlowResponses',
        {
          timeout: 90_000,
        },
      );
      await expectVerdict(page, 'Alerting', undefined, 90_000);
    },
  },
  {
    scenario: 'load',
    service: 'mcp-service',
    // Two replicas at rest, three at most.
    words: page =>
      expect(page.getByText('3 of 3 ready', { exact: true })).toBeVisible({
        timeout: 90_000,
      }),
  },
];

test.describe('The health page changes by itself when', () => {
  test.describe.configure({ mode: 'default', timeout: 180_000 });

  for (const { scenario, service, words } of CASES) {
    test(`${scenario} happens to ${service}`, async ({ page }) => {
      await openHealth(page, service);
      await expectVerdict(page, 'Healthy');
      await applyScenario(scenario, service);
      await words(page);
    });
  }

  for (const [scenario, source] of [
    ['argocd-down', 'Argo CD'],
    ['prometheus-down', 'Prometheus'],
  ]) {
    test(`${scenario}: it says so, keeps the last good data and is not green`, async ({
      page,
    }) => {
      await openHealth(page, 'api-gateway');
      await expectVerdict(page, 'Healthy');
      await applyScenario(scenario, 'api-gateway');
      await expectVerdict(page, 'Unknown', new RegExp(source));
      await expect(page.getByTestId('delivery-sync-status')).toHaveText(
        'Synced',
      );
      await resetLab();
      await expectVerdict(page, 'Healthy');
    });
  }

  test('everything is healed', async ({ page }) => {
    await resetLab();
    for (const { service } of CASES) {
      await openHealth(page, service);
      await expectVerdict(page, 'Healthy', undefined, 120_000);
    }
  });
});
