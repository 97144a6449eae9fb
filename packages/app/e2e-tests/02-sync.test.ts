/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { expect, test } from '@playwright/test';
import { applyScenario, resetLab } from './support/lab';
import { expectVerdict, guestToken, openHealth } from './support/portal';

const API = '/api/service-health/services/component/default';

test.describe('Sync', () => {
  test.afterAll(resetLab);

  test('repairs drift, and the page follows it to the end', async ({
    page,
    request,
  }) => {
    await openHealth(page, 'storage-service');
    await expectVerdict(page, 'Healthy');
    await applyScenario('drift', 'storage-service');
    await expectVerdict(page, 'OutOfSync');

    await page.getByTestId('sync-button').click();
    await expect(page.getByRole('dialog')).toContainText('Deployment');
    await page.getByTestId('sync-confirm').click();
    await expect(page.getByTestId('sync-result')).toContainText('Sync OK', {
      timeout: 60_000,
    });
    await page
      .getByRole('dialog')
      .getByRole('button', { name: 'Close' })
      .click();
    await expect(page.getByTestId('delivery-sync-status')).toHaveText('Synced');
    await expectVerdict(page, 'Healthy');
    await expect(page.getByTestId('delivery-operation')).toContainText('guest');

    const headers = { authorization: `Bearer ${await guestToken(request)}` };
    const { items } = await (
      await request.get(`${API}/storage-service/syncs`, { headers })
    ).json();
    expect(items[0]).toMatchObject({
      requestedBy: 'user:default/guest',
      application: 'storage-service',
      outcome: 'succeeded',
    });
  });

  test('is refused to somebody who does not own the service, by the page and by the API', async ({
    page,
    request,
  }) => {
    await openHealth(page, 'etl-service');
    await expect(page.getByTestId('sync-button')).toBeDisabled();
    await expect(page.getByText(/data-team/i).first()).toBeVisible();

    const headers = { authorization: `Bearer ${await guestToken(request)}` };
    const snapshot = await (
      await request.get(`${API}/etl-service`, { headers })
    ).json();
    const answer = await request.post(`${API}/etl-service/syncs`, {
      headers,
      data: {
        applicationId: snapshot.delivery.applications[0].id,
        idempotencyKey: `end-to-end-${Date.now()}`,
      },
    });
    expect(answer.status()).toBe(403);
    expect((await answer.json()).error.name).toBe('NotAllowedError');
    const { items } = await (
      await request.get(`${API}/etl-service/syncs`, { headers })
    ).json();
    expect(items[0]).toMatchObject({
      requestedBy: 'user:default/guest',
      outcome: 'refused',
    });
  });

  test('is refused without a user', async ({ request }) => {
    const answer = await request.post(`${API}/storage-service/syncs`, {
      data: { applicationId: 'x', idempotencyKey: 'y' },
    });
    expect(answer.status()).toBe(401);
  });
});
