/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { APIRequestContext, expect, Locator, Page } from '@playwright/test';

/** Signs in as the guest, who is a member of the platform team. */
export async function signIn(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: 'Enter' }).click();
  await expect(page.getByTestId('fleet-row').first()).toBeVisible();
}

/** Opens a page, as the guest, and waits until something of it is there. */
export async function openPage(
  page: Page,
  address: string,
  landmark: Locator,
): Promise<void> {
  await page.goto(address);
  const enter = page.getByRole('button', { name: 'Enter' });
  await expect(enter.or(landmark)).toBeVisible();
  if (await enter.isVisible()) await enter.click();
  await expect(landmark).toBeVisible();
}

/** Opens the health page of a service and waits until it says something. */
export async function openHealth(page: Page, service: string): Promise<void> {
  await openPage(
    page,
    `/catalog/default/component/${service}/health`,
    page.getByTestId('verdict-headline'),
  );
}

/** Waits for the verdict, which must change by itself: nothing here reloads. */
export async function expectVerdict(
  page: Page,
  headline: string | RegExp,
  cause?: RegExp,
  timeout = 60_000,
): Promise<void> {
  await expect(page.getByTestId('verdict-headline')).toHaveText(headline, {
    timeout,
  });
  if (cause) {
    await expect(page.getByTestId('verdict-cause')).toHaveText(cause, {
      timeout,
    });
  }
}

/** A Backstage token of the guest, for calls past the pages. */
export async function guestToken(request: APIRequestContext): Promise<string> {
  const answer = await request.post('/api/auth/guest/refresh', {
    headers: { 'x-requested-with': 'XMLHttpRequest' },
  });
  expect(answer.ok()).toBe(true);
  return (await answer.json()).backstageIdentity.token;
}

/** Requests that each upstream has had so far. */
export async function upstreamCounts(
  request: APIRequestContext,
): Promise<Record<string, Record<string, number>>> {
  return (await request.get(process.env.E2E_CONTROL_URL!)).json();
}

/** Makes an upstream see this token instead of the portal's; without one, the portal's again. */
export async function overrideToken(
  request: APIRequestContext,
  upstream: string,
  token = '',
): Promise<void> {
  await request.post(
    `${process.env.E2E_CONTROL_URL}/token/${upstream}/${token}`,
  );
}
