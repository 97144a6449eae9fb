/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { expect, Page, test } from '@playwright/test';
import { expectQuietLab, readApplications } from './support/applications';
import {
  DELIVERY,
  pushCommit,
  readBranch,
  readTips,
  removeRepository,
} from './support/git';
import { askKubernetes } from './support/kubernetes';
import { pictureFile } from './support/pictures';
import { openPage } from './support/portal';
import {
  expectEnd,
  expectPort,
  nextPage,
  PLATFORM,
  serviceValues,
  startTask,
  submitForm,
} from './support/scaffolder';

const NAME = 'gift-service';
const FOLDER = `services/${NAME}`;
const NAMESPACE = 'namespaces/openpolicy-platform';

/** Opens the form of changes as somebody does who looks at the service. */
async function openChange(page: Page) {
  const change = page.getByRole('button', { name: 'Change…' });
  await openPage(page, `/catalog/default/component/${NAME}`, change);
  await change.click();
  await expect(page).toHaveURL(/change-service/);
  await nextPage(page, 'How it runs');
}

/** What the preview says of a line of a file. */
async function expectChange(
  page: Page,
  file: string,
  lines: { deleted: string; added: string },
) {
  await page
    .getByTestId('preview-files')
    .getByRole('option', { name: `${file}, changed`, exact: true })
    .click();
  const content = page.getByTestId('preview-content');
  for (const kind of ['deleted', 'added'] as const) {
    await expect(
      content
        .locator(`[data-kind="${kind}"]`)
        .filter({ hasText: lines[kind] })
        .first(),
    ).toBeVisible();
  }
}

const OLDER = '0.0.9';
const OLD_HEADING = '# Gifts, as they were called then';

/**
 * Puts the service back to what an older generator might have written: its version, and
 * another heading. By the trailer, the commits are the portal's.
 *
 * @returns the current generator's version
 */
async function becomeOlder(): Promise<string> {
  const { files: own } = await readBranch(NAME);
  const [, current] = /generator-version: "([^"]+)"/.exec(
    own['catalog-info.yaml'],
  )!;
  const older = (text: string) =>
    text.replaceAll(
      `generator-version: "${current}"`,
      `generator-version: "${OLDER}"`,
    );
  const message = 'Made long ago\n\nBackstage-Task: of-long-ago';
  await pushCommit(
    NAME,
    {
      'catalog-info.yaml': older(own['catalog-info.yaml']),
      'README.md': own['README.md'].replace(/^# .*/m, OLD_HEADING),
    },
    message,
  );
  const delivered = Object.entries((await readBranch(DELIVERY)).files).filter(
    ([path]) =>
      path.startsWith(`${FOLDER}/`) ||
      path === `catalog/${NAME}.yaml` ||
      path === `argocd/application-${NAME}.yaml`,
  );
  await pushCommit(
    DELIVERY,
    Object.fromEntries(delivered.map(([path, text]) => [path, older(text)])),
    message,
  );
  return current;
}

const commentsOf = (text: string) =>
  text.split('\n').filter(line => line.startsWith('#'));

test.describe('A service that the portal made', () => {
  test.describe.configure({ timeout: 240_000, mode: 'serial' });
  // Forms are long, and their pictures should show more than their heads.
  test.use({ viewport: { width: 1366, height: 960 } });

  /** Task that made the service. */
  let made = '';

  test.beforeAll(async ({ request }) => {
    // What the form would fill in, too.
    made = await startTask(request, 'service', {
      ...serviceValues(NAME, 9064),
      scale: { min: 2, max: 5, cpu: 70 },
      traffic: { timeout: '10s' },
    });
    await expectEnd(request, made, 'completed');
  });

  test.afterAll(async ({ request }) => {
    const id = await startTask(request, 'remove-service', {
      name: NAME,
      task: made,
      system: PLATFORM,
      environment: 'dev',
    });
    await expectEnd(request, id, 'completed');
    // The change is another task's, so that the portal leaves it.
    await removeRepository(NAME);
    await expectQuietLab(NAME);
  });

  test('is changed in a form that begins with what holds, and shows each line that will be different', async ({
    page,
    request,
  }) => {
    const before = (await readBranch(NAME)).files['service.yaml'];
    expect(commentsOf(before).length).toBeGreaterThan(3);

    await openChange(page);
    const fewest = page.getByLabel(/^Fewest pods/);
    await expect(fewest).toHaveValue('2');
    await fewest.fill('3');
    await expectChange(page, `${FOLDER}/horizontalpodautoscaler.yaml`, {
      deleted: 'minReplicas: 2',
      added: 'minReplicas: 3',
    });
    await page.screenshot({ path: pictureFile('change-preview') });
    await nextPage(page, 'Traffic and rollout');
    const timeout = page.getByLabel(/^Time for a request/);
    await expect(timeout).toHaveValue('10s');
    await timeout.fill('13s');
    await expectChange(page, `${FOLDER}/virtualservice.yaml`, {
      deleted: 'timeout: 10s',
      added: 'timeout: 13s',
    });
    await nextPage(page, 'Alerts and objectives');
    await nextPage(page, 'Preview');
    await expectChange(page, 'service.yaml', {
      deleted: 'timeout: 10s',
      added: 'timeout: 13s',
    });
    const begun = performance.now();
    const id = await submitForm(page, 'Change it');
    await expectEnd(request, id, 'completed');
    test.info().annotations.push({
      type: 'measured',
      description: `from "Change it" to healthy: ${(
        (performance.now() - begun) /
        1000
      ).toFixed(0)} s`,
    });

    const after = (await readBranch(NAME)).files['service.yaml'];
    expect(after).toBe(
      before
        .replace('min: 2', 'min: 3')
        .replace('timeout: 10s', 'timeout: 13s'),
    );
    expect(commentsOf(after)).toEqual(commentsOf(before));

    const { files, revision } = await readBranch(DELIVERY);
    expect(files[`${FOLDER}/horizontalpodautoscaler.yaml`]).toContain(
      'minReplicas: 3',
    );
    expect(files[`${FOLDER}/virtualservice.yaml`]).toContain('timeout: 13s');
    const application = async () =>
      (await readApplications()).find(({ name }) => name === NAME);
    expect(await application()).toMatchObject({ sync: 'Synced', revision });
    // The autoscaler adds the third pod a moment later.
    await expect
      .poll(
        async () => {
          const { answer } = await askKubernetes(
            'kubernetesAdmin',
            'GET',
            `/apis/apps/v1/${NAMESPACE}/deployments/${NAME}`,
          );
          return answer.status.readyReplicas;
        },
        { timeout: 60_000 },
      )
      .toBe(3);
    await expect
      .poll(application, { timeout: 30_000 })
      .toMatchObject({ sync: 'Synced', health: 'Healthy', revision });
  });

  test('is left as it is by a change that breaks a rule', async ({
    page,
    request,
  }) => {
    const before = [await readTips(NAME), await readTips(DELIVERY)];
    await openChange(page);
    await nextPage(page, 'Traffic and rollout');
    await page.getByLabel(/^Time for a request/).fill('7s');
    await expect(
      page.getByTestId('preview').getByText('GP-TRAFFIC-002').first(),
    ).toBeVisible();
    await nextPage(page, 'Alerts and objectives');
    await nextPage(page, 'Preview');
    await page.getByRole('button', { name: 'Review', exact: true }).click();
    await expect(
      page.getByText('The change breaks a rule').first(),
    ).toBeVisible();
    await expect(page.getByRole('button', { name: 'Change it' })).toBeHidden();

    // Who goes past the form meets the first step.
    const id = await startTask(request, 'change-service', {
      entityRef: `component:default/${NAME}`,
      environment: 'dev',
      traffic: { timeout: '7s' },
    });
    const text = await expectEnd(request, id, 'failed', 60_000);
    expect(text).toContain('GP-TRAFFIC-002');
    expect(text).toContain("tries of '3s' take 9 seconds");
    expect([await readTips(NAME), await readTips(DELIVERY)]).toEqual(before);
  });

  test('is brought to the current golden path, and keeps what people did to it', async ({
    page,
    request,
  }) => {
    const ours = '\n## Ours\n\nAsk the gift team first.\n';
    const before = (await readBranch(NAME)).files['README.md'];
    const current = await becomeOlder();
    const old = (await readBranch(NAME)).files['README.md'];
    await pushCommit(NAME, { 'README.md': `${old}${ours}` }, 'Our notes');

    const upgrade = page.getByRole('button', { name: 'Upgrade…' });
    const address = `/catalog/default/component/${NAME}`;
    await openPage(
      page,
      address,
      page.getByRole('button', { name: 'Change…' }),
    );
    // The catalog reads the delivered entity by and by.
    await expect(async () => {
      await page.goto(address);
      await expect(upgrade).toBeVisible({ timeout: 7_000 });
    }).toPass({ timeout: 120_000 });
    await expect(page.getByText('Made with an older generator')).toBeVisible();
    await upgrade.click();
    await expect(page).toHaveURL(/upgrade-service/);
    await nextPage(page, 'Preview');
    await expect(
      page.getByText(`From golden path ${OLDER} to ${current}`),
    ).toBeVisible();
    await expect(page.getByTestId('upgrade-summary')).toHaveText(
      /^\d+ files, 1 merged, 0 in conflict$/,
    );
    await expectChange(page, `${FOLDER}/deployment.yaml`, {
      deleted: `generator-version: "${OLDER}"`,
      added: `generator-version: "${current}"`,
    });
    await expectChange(page, 'README.md', {
      deleted: OLD_HEADING,
      added: before.split('\n')[0],
    });
    await page.screenshot({ path: pictureFile('upgrade-preview') });
    const id = await submitForm(page, 'Upgrade it');
    await expectEnd(request, id, 'completed');

    const { files: own } = await readBranch(NAME);
    expect(own['README.md']).toBe(`${before}${ours}`);
    const { files, revision } = await readBranch(DELIVERY);
    const left = Object.keys(files).filter(path => files[path].includes(OLDER));
    expect(left).toEqual([]);
    const applications = await readApplications();
    expect(applications.find(({ name }) => name === NAME)).toEqual({
      name: NAME,
      sync: 'Synced',
      health: 'Healthy',
      revision,
    });
  });

  test('is made in a form, with a preview and a log, of which there are pictures', async ({
    page,
  }) => {
    const values = {
      name: 'voucher-service',
      title: 'Voucher Service',
      description: 'Issues and redeems vouchers.',
      owner: 'group:default/platform-team',
    };
    const query = new URLSearchParams({ formData: JSON.stringify(values) });
    await openPage(
      page,
      `/create/templates/default/service?${query}`,
      page.getByTestId('preview-content'),
    );
    await expect(page.getByText('is free in the catalog')).toBeVisible();
    await page.screenshot({ path: pictureFile('create-form') });

    await nextPage(page, 'How it runs');
    await expectPort(page);
    await nextPage(page, 'What it talks to');
    await nextPage(page, 'Traffic and rollout');
    await nextPage(page, 'Alerts and objectives');
    await nextPage(page, 'Delivery');
    const files = page.getByTestId('preview-files');
    await files.getByRole('option', { name: /\/prometheusrule.yaml/ }).click();
    await page.screenshot({ path: pictureFile('create-preview') });

    await openPage(
      page,
      `/create/tasks/${made}`,
      page.getByText('See that it is watched').first(),
    );
    await expect(
      page.getByRole('link', { name: 'Open the service' }),
    ).toBeVisible();
    // Back to where the log follows the pods.
    await page.getByText(/Verified: /).hover();
    await page.mouse.wheel(0, -230);
    await expect(page.getByText(/Healthy: 2 of 2 replicas/)).toBeVisible();
    await page.screenshot({ path: pictureFile('create-log') });
  });
});
