/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { APIRequestContext, expect, Page } from '@playwright/test';
import { guestToken } from './portal';

/** The platform that runs what the tests make. */
export const PLATFORM = 'system:default/openpolicy-platform';

const API = '/api/scaffolder/v2/tasks';

/** A task, as the scaffolder's API shows it. */
export interface Task {
  id: string;
  status: 'open' | 'processing' | 'completed' | 'failed' | 'cancelled';
}

/** One line of a task's log. */
export interface TaskEvent {
  type: 'log' | 'completion' | 'cancelled' | 'recovered';
  createdAt: string;
  body: { message: string; stepId?: string; status?: string };
}

/** The fewest answers that make a service. */
export const serviceValues = (name: string, port: number) => ({
  name,
  description: 'Made by the end-to-end tests.',
  owner: 'group:default/platform-team',
  system: PLATFORM,
  language: 'go',
  port,
  environment: 'dev',
});

/** Goes to the next page of a template's form, which checks this one first. */
export async function nextPage(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  // The page's answers are checked with the portal first.
  await expect(page.locator('.MuiStepLabel-active')).toHaveText(title, {
    timeout: 30_000,
  });
}

/** Waits until a port is suggested, as somebody does who sees its field empty. */
export async function expectPort(page: Page): Promise<void> {
  await expect(page.getByLabel(/^Port\b/).first()).toHaveValue(/^\d+$/);
}

/** Ends a template's form, from its last page, and says which task it started. */
export async function submitForm(page: Page, create: string): Promise<string> {
  await page.getByRole('button', { name: 'Review', exact: true }).click();
  await page.getByRole('button', { name: create, exact: true }).click();
  await expect(page).toHaveURL(/\/tasks\/[-0-9a-f]+/);
  return /tasks\/([-0-9a-f]+)/.exec(page.url())![1];
}

async function headers(request: APIRequestContext) {
  return { authorization: `Bearer ${await guestToken(request)}` };
}

/** Starts a task as the guest. */
export async function startTask(
  request: APIRequestContext,
  template: string,
  values: object,
): Promise<string> {
  const answer = await request.post(API, {
    headers: await headers(request),
    data: { templateRef: `template:default/${template}`, values },
  });
  expect(answer.status(), await answer.text()).toBe(201);
  return (await answer.json()).id;
}

/** The task as it is now; undefined while the portal is down. */
export async function readTask(
  request: APIRequestContext,
  id: string,
): Promise<Task | undefined> {
  try {
    const answer = await request.get(`${API}/${id}`, {
      headers: await headers(request),
    });
    return answer.ok() ? await answer.json() : undefined;
  } catch {
    return undefined;
  }
}

/** All lines of a task's log so far; none while the portal is down. */
export async function readLog(
  request: APIRequestContext,
  id: string,
): Promise<TaskEvent[]> {
  try {
    const answer = await request.get(`${API}/${id}/events`, {
      headers: await headers(request),
    });
    return answer.ok() ? await answer.json() : [];
  } catch {
    return [];
  }
}

/** What the log says, as text. */
export async function logText(
  request: APIRequestContext,
  id: string,
): Promise<string> {
  return (await readLog(request, id))
    .map(({ body }) => body.message)
    .join('\n');
}

/** Waits until a task has ended, and says its log if it ended otherwise. */
export async function expectEnd(
  request: APIRequestContext,
  id: string,
  status: Task['status'] | RegExp,
  timeout = 180_000,
): Promise<string> {
  await expect
    .poll(async () => (await readTask(request, id))?.status ?? 'processing', {
      timeout,
      message: `task ${id} ends`,
    })
    .not.toMatch(/open|processing/);
  const text = await logText(request, id);
  expect((await readTask(request, id))?.status, text).toMatch(status);
  return text;
}

/** Asks a task to stop. */
export async function cancelTask(
  request: APIRequestContext,
  id: string,
): Promise<void> {
  const answer = await request.post(`${API}/${id}/cancel`, {
    headers: await headers(request),
  });
  expect(answer.ok()).toBe(true);
}
