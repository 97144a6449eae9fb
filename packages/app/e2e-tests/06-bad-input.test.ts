/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { expect, test } from '@playwright/test';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  expectVerdict,
  guestToken,
  openHealth,
  overrideToken,
} from './support/portal';

const file = join(process.env.E2E_CATALOG ?? '', 'services/legacy-django.yaml');

test.describe('Bad input', () => {
  let good: string;

  test.beforeAll(() => {
    good = readFileSync(file, 'utf8');
  });
  test.afterEach(() => writeFileSync(file, good));

  function write(change: (text: string) => string) {
    const bad = change(good);
    expect(bad).not.toEqual(good);
    writeFileSync(file, bad);
  }

  test('a wrong port is named on the entity page, and the last good version stays', async ({
    page,
  }) => {
    write(text => text.replace(/port: 9022/, 'port: 80'));
    await openHealth(page, 'legacy-django');
    await expect(async () => {
      await page.goto('/catalog/default/component/legacy-django');
      await expect(page.getByText(/GP-PORT-001/).first()).toBeVisible();
    }).toPass({ timeout: 60_000 });
    await expect(
      page.getByText(/spec\.runtime\.ports\[0\]\.port/).first(),
    ).toBeVisible();
    await openHealth(page, 'legacy-django');
    await expectVerdict(page, 'Healthy');
    await openHealth(page, 'op-import');
    await expectVerdict(page, 'Healthy');
  });

  test('an unknown owner is named, and nobody may sync for it', async ({
    page,
  }) => {
    write(text =>
      text.replace(/owner: group:.*/, 'owner: group:default/ghosts'),
    );
    await openHealth(page, 'legacy-django');
    await expect(async () => {
      await page.reload();
      await expect(page.getByText(/ghosts/).first()).toBeVisible();
    }).toPass({ timeout: 60_000 });
    await expect(page.getByTestId('sync-button')).toBeDisabled();
    await expectVerdict(page, 'Healthy');
    await page.goto('/catalog/default/component/legacy-django');
    await expect(
      page.getByText(/can't be found in the catalog/).first(),
    ).toBeVisible();
  });

  test("an annotation to somebody else's Application shows nothing of it and says what is missing", async ({
    page,
    request,
  }) => {
    write(text =>
      text.replace(/argocd\/app-name: .*/, 'argocd/app-name: auth-service'),
    );
    await openHealth(page, 'legacy-django');
    const claim = page.getByTestId('unverified-claim');
    await expect(claim).toContainText('argocd/app-name', { timeout: 60_000 });
    await expect(claim).toContainText('auth-service');
    await expect(claim).toContainText('backstage.io/entity-ref');

    const headers = { authorization: `Bearer ${await guestToken(request)}` };
    const snapshot = await (
      await request.get(
        '/api/service-health/services/component/default/legacy-django',
        { headers },
      )
    ).json();
    const names = snapshot.delivery.applications.map(
      (application: { name: string }) => application.name,
    );
    expect(names).not.toContain('auth-service');
  });

  test('a token that Argo CD refuses is named by its key in the configuration, and only its data is stale', async ({
    page,
    request,
  }) => {
    await openHealth(page, 'api-gateway');
    await expectVerdict(page, 'Healthy');
    try {
      await overrideToken(request, 'argocd', 'mistyped');
      await expectVerdict(page, 'Unknown', /Argo CD/);
      await expect(
        page.getByText(/appLocatorMethods\[0\]\.instances\[0\]\.token/).first(),
      ).toBeVisible();
      await expect(page.getByText(/mistyped/)).toHaveCount(0);
      await expect(page.getByTestId('axis-health')).toContainText('Healthy');
    } finally {
      await overrideToken(request, 'argocd');
    }
    // Whoever was refused is patient.
    await expectVerdict(page, 'Healthy', undefined, 90_000);
  });
});
