/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { test } from '@playwright/test';
import { applyScenario, resetLab } from './support/lab';
import { pictureFile } from './support/pictures';
import { expectVerdict, openHealth } from './support/portal';

test('Pictures of the health page and the fleet page', async ({ page }) => {
  test.setTimeout(240_000);
  await resetLab();
  await applyScenario('crash-loop', 'api-gateway');
  await applyScenario('error-burst', 'search-service');
  await openHealth(page, 'search-service');
  await expectVerdict(page, 'Alerting', undefined, 120_000);
  await openHealth(page, 'api-gateway');
  await expectVerdict(page, 'Degraded', /CrashLoopBackOff/);
  await page.screenshot({ path: pictureFile('health-page') });
  await page.goto('/');
  const drifted = page.locator(
    '[data-entity-ref="component:default/cache-service"]',
  );
  await drifted.waitFor();
  // Last: the commit of the crash loop would soon make Argo CD repair it.
  await applyScenario('drift', 'cache-service');
  await drifted.getByText('OutOfSync').first().waitFor();
  await page.screenshot({ path: pictureFile('fleet-page') });
  await resetLab();
});
