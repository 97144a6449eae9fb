/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { expect, test } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { resetLab } from './support/lab';
import { expectVerdict, openHealth, signIn } from './support/portal';

const matrix = resolve(
  __dirname,
  '../../../plugins/golden-path-common/src/__fixtures__/service-matrix.csv',
);

const services = readFileSync(matrix, 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map(line => line.split(',')[1]);

test.describe('A newcomer', () => {
  test('sees all 24 services synced and healthy', async ({ page }) => {
    test.setTimeout(180_000);
    await resetLab();
    await signIn(page);
    expect(services).toHaveLength(24);
    for (const service of services) {
      const row = page.locator(
        `[data-testid=fleet-row][data-entity-ref="component:default/${service}"]`,
      );
      await expect(row).toContainText('Healthy', { timeout: 120_000 });
      await expect(row).toContainText('Synced');
    }
  });

  test('opens a service from the fleet and reads its rollout, delivery and alerts', async ({
    page,
  }) => {
    await signIn(page);
    await page
      .locator('[data-entity-ref="component:default/api-gateway"]')
      .getByRole('link', { name: /API Gateway|api-gateway/ })
      .first()
      .click();
    await expect(page).toHaveURL(/\/api-gateway\/health/);
    await expectVerdict(page, 'Healthy');
    await expect(page.getByTestId('delivery-sync-status')).toHaveText('Synced');
    await expect(page.getByTestId('delivery-health-status')).toHaveText(
      'Healthy',
    );
    await expect(page.getByTestId('rollout-phase').first()).toContainText(
      'successfully rolled out',
    );
    await expect(
      page.getByRole('link', { name: /platform-team|Platform/ }).first(),
    ).toBeVisible();
  });

  test('finds the health on the overview page too', async ({ page }) => {
    await openHealth(page, 'api-gateway');
    await page.goto('/catalog/default/component/api-gateway');
    await expect(page.getByTestId('card-headline')).toHaveText('Healthy');
    await expect(page.getByTestId('axis-delivery')).toContainText('Synced');
  });

  test('finds the same workload in the stock Kubernetes tab', async ({
    page,
  }) => {
    await openHealth(page, 'api-gateway');
    await page.goto('/catalog/default/component/api-gateway/kubernetes');
    await expect(page.getByText('lab', { exact: true }).first()).toBeVisible({
      timeout: 30_000,
    });
    await expect(page.getByText(/3 pods?/).first()).toBeVisible({
      timeout: 30_000,
    });
  });
});
