/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { expect, test } from '@playwright/test';
import { expectQuietLab, forbidKind } from './support/applications';
import {
  DELIVERY,
  gitUrl,
  pushRepository,
  readBranch,
  readTips,
  removeRepository,
} from './support/git';
import { askKubernetes } from './support/kubernetes';
import { applyScenario, resetLab } from './support/lab';
import { guestToken, openPage } from './support/portal';
import {
  expectEnd,
  logText,
  serviceValues,
  startTask,
  submitForm,
} from './support/scaffolder';

const PORTS = '/api/golden-path/platforms/default/openpolicy-platform/ports';

test.describe('While a service is created', () => {
  test.describe.configure({ timeout: 240_000 });

  test("somebody's repository of its name stops it and stays as it is", async ({
    request,
  }) => {
    const name = 'attic-service';
    await pushRepository(name, { 'README.md': '# Attic\n' });
    try {
      const before = [await readTips(name), await readTips(DELIVERY)];
      const id = await startTask(request, 'service', serviceValues(name, 9065));
      const text = await expectEnd(request, id, 'failed', 60_000);
      expect(text).toContain(
        `Repository '${gitUrl(name).replace(
          '.git',
          '',
        )}' exists already. Choose another name.`,
      );
      expect(text).toContain('nothing was changed');
      expect(text).toContain('None of it was made by this run');
      expect([await readTips(name), await readTips(DELIVERY)]).toEqual(before);
    } finally {
      await removeRepository(name);
    }
  });

  test('a Git server that is down stops it before anything is made', async ({
    request,
  }) => {
    const name = 'cellar-service';
    const before = await readTips(DELIVERY);
    await applyScenario('git-down', 'api-gateway');
    try {
      const id = await startTask(request, 'service', serviceValues(name, 9066));
      const text = await expectEnd(request, id, 'failed', 60_000);
      expect(text).toContain(
        `Failed to read repository '${gitUrl(
          name,
        )}': the Git server cannot be reached`,
      );
      expect(text).toContain('Try again once the Git server answers');
      expect(text).toContain('nothing was changed');
      expect(text).toContain('Could not look at the GitOps repository');
      expect(text).not.toContain('Nothing exists');
    } finally {
      await resetLab();
    }
    expect(await readTips(name)).toEqual({});
    expect(await readTips(DELIVERY)).toEqual(before);
  });

  test('an Argo CD that refuses it ends in an account of what exists, and the way to remove all of it', async ({
    page,
    request,
  }) => {
    const name = 'kite-service';
    const port = 9068;
    const before = (await readBranch(DELIVERY)).files;
    await forbidKind({ group: 'argoproj.io', kind: 'Rollout' });
    try {
      const id = await startTask(request, 'service', {
        ...serviceValues(name, port),
        rollout: { strategy: 'rollouts' },
      });
      const text = await expectEnd(request, id, 'failed');
      expect(text).toMatch(
        /Rollout kite-service.* is not permitted in project/,
      );
      expect(text).toContain("Argo CD's project does not allow this object.");
      expect(text).toContain(`What exists now of '${name}':`);
      expect(text).toMatch(
        /- repository http\S+\/kite-service, made by this run/,
      );
      expect(text).toMatch(
        /- files in the GitOps repository .* made by this run/,
      );
      expect(text).toMatch(/- Argo CD application 'kite-service'/);

      // As somebody does who follows the link.
      const [, address] =
        /To remove what this run made: (\S+)/.exec(text) ?? [];
      await openPage(page, address, page.getByLabel(/^Task/));
      await expect(page.getByLabel(/^Name/)).toHaveValue(name);
      await expect(page.getByLabel(/^Task/)).toHaveValue(id);
      const removal = await submitForm(page, 'Remove it');
      await expectEnd(request, removal, 'completed', 60_000);
      expect(await logText(request, removal)).not.toContain('Left:');
    } finally {
      await forbidKind();
    }

    expect(await readTips(name)).toEqual({});
    expect((await readBranch(DELIVERY)).files).toEqual(before);
    await expectQuietLab(name);
    const live = await askKubernetes(
      'kubernetesAdmin',
      'GET',
      `/api/v1/namespaces/openpolicy-platform/services/${name}`,
    );
    expect(live.status).toBe(404);
    const headers = { authorization: `Bearer ${await guestToken(request)}` };
    const { ports } = await (await request.get(PORTS, { headers })).json();
    expect(ports.map((taken: { port: number }) => taken.port)).not.toContain(
      port,
    );
  });
});
