/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { expect, test } from '@playwright/test';
import { expectQuietLab } from './support/applications';
import {
  gitUrl,
  pushRepository,
  readBranch,
  readTips,
  removeRepository,
} from './support/git';
import { askKubernetes } from './support/kubernetes';
import { signIn } from './support/portal';
import { expectEnd, nextPage, submitForm } from './support/scaffolder';

const NAME = 'wishlist';
const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments';
const SERVICES = '/api/v1/namespaces/default/services';
const labels = { app: NAME };

const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: NAME, labels },
  spec: {
    replicas: 3,
    selector: { matchLabels: labels },
    template: {
      metadata: { labels },
      spec: {
        containers: [
          {
            name: 'app',
            image: 'registry.example.com/shop/wishlist:1.4.0',
            ports: [{ name: 'http', containerPort: 9067 }],
            env: [{ name: 'PAGE_SIZE', value: '25' }],
            // More than the golden path lets a container do.
            securityContext: { runAsUser: 0 },
            resources: {
              requests: { cpu: '110m', memory: '130Mi' },
              limits: { cpu: '450m', memory: '250Mi' },
            },
          },
        ],
      },
    },
  },
};
const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: NAME, labels },
  spec: {
    selector: labels,
    ports: [{ name: 'http', port: 9067, targetPort: 'http' }],
  },
};

const ask = (method: string, path: string, body?: object) =>
  askKubernetes('kubernetesAdmin', method, path, body);

/** The live objects, as kubectl prints them. */
async function liveObjects() {
  const objects = await Promise.all([
    ask('GET', `${DEPLOYMENTS}/${NAME}`),
    ask('GET', `${SERVICES}/${NAME}`),
  ]);
  return {
    apiVersion: 'v1',
    kind: 'List',
    items: objects.map(({ answer }) => answer),
  };
}

/** What people have written into them. */
const wishes = ({ items }: Awaited<ReturnType<typeof liveObjects>>) =>
  items.map(({ metadata, spec }) => ({
    labels: metadata.labels,
    annotations: Object.keys(metadata.annotations ?? {}),
    generation: metadata.generation,
    spec,
  }));

test.describe('A service that runs beside the golden path', () => {
  test.describe.configure({ timeout: 120_000 });

  test.beforeAll(async () => {
    for (const [path, body] of [
      [DEPLOYMENTS, deployment],
      [SERVICES, service],
    ] as const) {
      const { status, message } = await ask('POST', path, body);
      expect(status, message).toBe(201);
    }
    await pushRepository(NAME, {
      'README.md': '# Wishlist\n',
      'main.go': 'package main\n\nfunc main() {}\n',
    });
  });

  test.afterAll(async () => {
    await ask('DELETE', `${DEPLOYMENTS}/${NAME}`);
    await ask('DELETE', `${SERVICES}/${NAME}`);
    await removeRepository(NAME);
    await expectQuietLab(NAME);
  });

  test('is proposed as a branch with its spec and the list of what would be different', async ({
    page,
    request,
  }) => {
    const tips = await readTips(NAME);
    const before = await liveObjects();

    await signIn(page);
    await page
      .getByRole('link', { name: /create/i })
      .first()
      .click();
    await page
      .locator('.MuiCard-root')
      .filter({ has: page.getByText('Bring a service onto the golden path') })
      .getByRole('button', { name: 'Choose' })
      .click();
    await page.getByLabel(/^Its repository/).fill(gitUrl(NAME));
    await page.getByLabel(/^What it does/).fill('Keeps what people wish for.');
    await nextPage(page, 'What runs now');
    await page
      .getByLabel(/^Live objects/)
      .fill(JSON.stringify(before, null, 1));
    const id = await submitForm(page, 'Propose it');
    const log = await expectEnd(request, id, 'completed', 60_000);
    await expect(
      page.getByText('What would be different').first(),
    ).toBeVisible();

    const branch = `golden-path/adopt-${NAME}`;
    expect(log).toContain(`Pushed branch ${branch} to ${gitUrl(NAME)}`);
    expect(log).toMatch(/different: Deployment\/?.*runAsUser/);
    const { files } = await readBranch(NAME, branch);
    expect(files['main.go']).toBe('package main\n\nfunc main() {}\n');
    expect(files['service.yaml']).toMatch(/replicas: 3/);
    expect(files['service.yaml']).toMatch(/port: 9067/);
    expect(files['catalog-info.yaml']).toContain('Keeps what people wish for.');

    expect(await readTips(NAME)).toEqual({
      ...tips,
      [branch]: expect.any(String),
    });
    expect(wishes(await liveObjects())).toEqual(wishes(before));
  });
});
