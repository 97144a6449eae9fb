/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  APIRequestContext,
  expect,
  Locator,
  Page,
  test,
} from '@playwright/test';
import { loadedRules } from './support/alerts';
import { askKubernetes } from './support/kubernetes';
import { applyScenario, resetLab } from './support/lab';
import {
  expectVerdict,
  guestToken,
  openHealth,
  signIn,
} from './support/portal';
import {
  cancelTask,
  expectEnd,
  expectPort,
  nextPage,
  PLATFORM,
  readLog,
  readTask,
  serviceValues,
  startTask,
  submitForm,
} from './support/scaffolder';

const PORTS = '/api/golden-path/platforms/default/openpolicy-platform/ports';

/** Starts a task that can't end, and leaves it in the middle of its wait. */
async function startAndWait(
  request: APIRequestContext,
  name: string,
  port: number,
): Promise<string> {
  await applyScenario('argocd-down', 'api-gateway');
  const id = await startTask(request, 'service', serviceValues(name, port));
  await expect
    .poll(
      async () =>
        (
          await readLog(request, id)
        ).some(({ body }) => body.stepId === 'healthy'),
      { timeout: 90_000 },
    )
    .toBe(true);
  return id;
}

/**
 * Types a text letter by letter while the file that shows it is open, and measures from
 * each letter to the file on the page.
 */
async function typeAndMeasure(
  page: Page,
  field: Locator,
  text: string,
): Promise<{ rendering: number; words: string }> {
  await page.evaluate(() => {
    performance.clearMeasures('golden-path:preview');
    let typed = 0;
    document.addEventListener(
      'input',
      () => {
        typed = performance.now();
      },
      { capture: true },
    );
    new MutationObserver(() => {
      if (typed) {
        performance.measure('key-to-file', {
          start: typed,
          end: performance.now(),
        });
        typed = 0;
      }
    }).observe(document.querySelector('[data-testid=preview-content]')!, {
      subtree: true,
      childList: true,
      characterData: true,
    });
  });
  await field.pressSequentially(text, { delay: 150 });
  await expect(page.getByTestId('preview-content')).toContainText(text.trim());
  const [rendering, seen] = await page.evaluate(() =>
    ['golden-path:preview', 'key-to-file'].map(name =>
      performance
        .getEntriesByName(name)
        .map(({ duration }) => duration)
        .sort((a, b) => a - b),
    ),
  );
  const at = (times: number[], share: number) =>
    times[Math.floor((times.length - 1) * share)];
  const say = (times: number[]) =>
    `median ${at(times, 0.5).toFixed(0)} ms, p90 ${at(times, 0.9).toFixed(
      0,
    )} ms of ${times.length}`;
  return {
    rendering: at(rendering, 0.5),
    words: `preview after a key press, all files: rendering ${say(
      rendering,
    )}; from the key to the file on the page ${say(seen)}`,
  };
}

test.describe('Create', () => {
  test.describe.configure({ timeout: 300_000, mode: 'serial' });

  /** Task that was cancelled. */
  let cancelled = '';

  test.afterAll(resetLab);

  test('a newcomer fills the form, sees the files, and gets a service that is healthy and watched', async ({
    page,
    request,
  }) => {
    await signIn(page);
    await page
      .getByRole('link', { name: /create/i })
      .first()
      .click();
    const begun = performance.now();
    await page
      .locator('.MuiCard-root')
      .filter({ has: page.getByText('New service', { exact: true }) })
      .getByRole('button', { name: 'Choose' })
      .click();

    await page.getByLabel(/^Name/).fill('coupon-service');
    const sentence = page.getByLabel(/^What it does/);
    await sentence.fill('Checks');
    await page
      .getByTestId('preview-files')
      .getByRole('option', { name: /^catalog-info.yaml/ })
      .click();
    const speed = await typeAndMeasure(page, sentence, ' and redeems coupons.');
    test
      .info()
      .annotations.push({ type: 'measured', description: speed.words });
    expect(speed.rendering).toBeLessThan(50);
    await nextPage(page, 'How it runs');
    await expectPort(page);
    await nextPage(page, 'What it talks to');
    await nextPage(page, 'Traffic and rollout');
    await nextPage(page, 'Alerts and objectives');
    await nextPage(page, 'Delivery');
    await expect(page.getByText('deployment.yaml').first()).toBeVisible();
    const id = await submitForm(page, 'Create the service');
    await expectEnd(request, id, 'completed');
    test.info().annotations.push({
      type: 'measured',
      description: `from "Choose" to a service that is healthy and watched: ${(
        (performance.now() - begun) /
        1000
      ).toFixed(0)} s, the form filled by a program`,
    });

    await openHealth(page, 'coupon-service');
    await expectVerdict(page, 'Healthy');
    await expect(page.getByTestId('delivery-sync-status')).toHaveText('Synced');
    const rules = (await loadedRules(request)).filter(({ name }) =>
      name.startsWith('CouponService'),
    );
    expect(rules.length).toBeGreaterThanOrEqual(8);
    expect(rules.filter(({ health }) => health !== 'ok')).toEqual([]);
  });

  test('a task goes on after the portal has been restarted in the middle of its wait', async ({
    request,
  }) => {
    const id = await startAndWait(request, 'wish-service', 9061);
    const answer = await request.post(
      `${process.env.E2E_CONTROL_URL}/restart`,
      {
        timeout: 120_000,
      },
    );
    expect(answer.ok()).toBe(true);
    expect((await readTask(request, id))?.status).toMatch(/open|processing/);
    await resetLab();
    await expectEnd(request, id, 'completed');
  });

  test('a cancelled task stops within five seconds and says what exists', async ({
    request,
  }) => {
    const id = await startAndWait(request, 'star-service', 9062);
    const begun = performance.now();
    await cancelTask(request, id);
    // What Backstage calls it hangs on which of its two answers comes first.
    const text = await expectEnd(request, id, /cancelled|failed/, 10_000);
    const seconds = (performance.now() - begun) / 1000;
    expect(seconds).toBeLessThan(5);
    test.info().annotations.push({
      type: 'measured',
      description: `a cancelled task stopped after ${seconds.toFixed(1)} s`,
    });
    expect(text).toContain('Cancelled. What exists stays as it is: commit');
    expect(text).toContain('star-service');
    cancelled = id;
    await resetLab();
  });

  for (const [what, change, words] of [
    ['a taken name', { name: 'api-gateway' }, /api-gateway/],
    ['a taken port', { port: 9001 }, /9001/],
    ['an unknown owner', { owner: 'group:default/nobody' }, /nobody/],
    [
      "somebody else's group",
      { owner: 'group:default/data-team' },
      /data-team/,
    ],
    ['a name that is a path', { name: '../../etc' }, /name/i],
    ['a name in template syntax', { name: '${{ secrets }}' }, /name/i],
  ] as const) {
    test(`${what} is refused before anything is made`, async ({ request }) => {
      const answer = await request.post('/api/scaffolder/v2/tasks', {
        headers: { authorization: `Bearer ${await guestToken(request)}` },
        data: {
          templateRef: 'template:default/service',
          values: { ...serviceValues('bad-service', 9063), ...change },
        },
      });
      if (answer.status() === 201) {
        const { id } = await answer.json();
        const text = await expectEnd(request, id, 'failed', 60_000);
        expect(text).toMatch(words);
        expect(text).not.toMatch(/Pushed \d+ files/);
      } else {
        expect(answer.status()).toBe(400);
        expect(await answer.text()).toMatch(words);
      }
    });
  }

  test('what a cancelled task made can be taken away, and nothing else goes', async ({
    request,
  }) => {
    const id = await startTask(request, 'remove-service', {
      name: 'star-service',
      task: cancelled,
      system: PLATFORM,
      environment: 'dev',
    });
    await expectEnd(request, id, 'completed');
    const application = (name: string) =>
      askKubernetes(
        'kubernetesAdmin',
        'GET',
        `/apis/argoproj.io/v1alpha1/namespaces/argocd/applications/${name}`,
      );
    await expect
      .poll(async () => (await application('star-service')).status, {
        timeout: 120_000,
      })
      .toBe(404);
    expect((await application('wish-service')).status).toBe(200);
    const headers = { authorization: `Bearer ${await guestToken(request)}` };
    const { ports } = await (await request.get(PORTS, { headers })).json();
    const taken = ports.map(({ port }: { port: number }) => port);
    expect(taken).toContain(9061);
    expect(taken).not.toContain(9062);
  });
});
