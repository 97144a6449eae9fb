/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { expect, test } from '@playwright/test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openHealth, upstreamCounts } from './support/portal';

const WINDOW_MS = 45_000;

type Counts = Record<string, Record<string, number>>;

function difference(before: Counts, after: Counts): Record<string, number> {
  const result: Record<string, number> = {};
  for (const [upstream, counts] of Object.entries(after)) {
    for (const [request, count] of Object.entries(counts)) {
      const more = count - (before[upstream]?.[request] ?? 0);
      if (more) result[`${upstream} ${request}`] = more;
    }
  }
  return result;
}

test('Fifty page views cost the upstreams nothing', async ({
  page,
  request,
}) => {
  test.setTimeout(240_000);
  await openHealth(page, 'api-gateway');
  await page.goto('about:blank');

  const start = await upstreamCounts(request);
  await sleep(WINDOW_MS);
  const quiet = difference(start, await upstreamCounts(request));

  const from = await upstreamCounts(request);
  const begun = performance.now();
  for (let view = 0; view < 50; view++) {
    await openHealth(page, view % 2 ? 'api-gateway' : 'search-service');
  }
  const spent = performance.now() - begun;
  if (spent < WINDOW_MS) await sleep(WINDOW_MS - spent);
  const windows = Math.max(spent, WINDOW_MS) / WINDOW_MS;
  const viewed = difference(from, await upstreamCounts(request));

  // Polls and watches go on whoever looks; a poll may fall on either side of a window's edge.
  const more: Record<string, number> = {};
  for (const [name, count] of Object.entries(viewed)) {
    const allowed = Math.ceil((quiet[name] ?? 0) * windows) + 1;
    if (count > allowed) more[name] = count - allowed;
  }
  test.info().annotations.push({
    type: 'measured',
    description: `upstream requests in ${Math.round(
      WINDOW_MS / 1000,
    )} s without page views and in ${Math.round(
      (windows * WINDOW_MS) / 1000,
    )} s with 50: ${JSON.stringify(quiet)} and ${JSON.stringify(viewed)}`,
  });
  expect(more).toEqual({});
});
