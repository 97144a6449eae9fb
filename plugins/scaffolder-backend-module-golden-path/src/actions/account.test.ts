/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity } from '@backstage/catalog-model';
import { parse } from 'yaml';
import { runAction } from '../__testUtils__/gitTask';
import { ServiceOfATask } from '../__testUtils__/ServiceOfATask';
import { shopWith } from '../__testUtils__/shop';
import { snapshotOf } from '../__testUtils__/snapshots';
import { createAccountAction } from './account';
import { examples } from './account.examples';

describe('goldenPath:account', () => {
  let service: ServiceOfATask;

  beforeEach(async () => {
    service = await ServiceOfATask.start();
  });
  afterEach(() => service.close());

  const coupons = (): Entity =>
    shopWith('coupons').find(({ metadata }) => metadata.name === 'coupons')!;

  const run = (input: object = {}, options?: Parameters<typeof runAction>[2]) =>
    runAction(
      createAccountAction(service.dependencies),
      {
        draft: { name: 'coupons', system: 'shop' },
        environment: 'stage',
        ...input,
      },
      options,
    );

  it('says that nothing exists when nothing was made, and offers no removal', async () => {
    const { lines, outputs } = await run();
    expect(lines).toEqual(["Nothing exists of 'coupons'."]);
    expect(outputs.exists).toEqual([]);
    expect(outputs.removeUrl).toBeUndefined();
  });

  it('says all that a run has made, with where to look and where to remove it', async () => {
    await service.publish('task-7');
    const revision = await service.deliver('task-7');
    service.goldenPath.ports = [
      {
        port: 7042,
        state: 'reserved',
        by: 'user:default/ada',
        name: 'coupons',
      },
      { port: 7050, state: 'reserved', by: 'user:default/eve', name: 'other' },
      { port: 7041, state: 'used', by: 'component:default/cart' },
    ];
    service.entities = [coupons()];
    service.health.answer = () =>
      snapshotOf({
        ready: 1,
        application: { externalUrl: 'https://argocd.example.com/coupons' },
      });

    const { lines, outputs } = await run();
    const { baseUrl } = service.git;
    expect(lines).toEqual([
      "What exists now of 'coupons':",
      `- repository ${baseUrl}/coupons, made by this run`,
      `- files in the GitOps repository ${baseUrl}/deploy, commit ${revision.slice(
        0,
        7,
      )}, made by this run`,
      '- port 7042, reserved by user:default/ada',
      '- component:default/coupons in the catalog (https://portal.example.com/catalog/default/component/coupons)',
      "- Argo CD application 'coupons' (Synced, Progressing) (https://argocd.example.com/coupons)",
      '- Deployment coupons (1 of 3 pods ready)',
      `To remove what this run made: ${outputs.removeUrl}`,
    ]);
    const removal = new URL(outputs.removeUrl);
    expect(removal.pathname).toBe('/create/templates/default/remove-service');
    expect(JSON.parse(removal.searchParams.get('formData')!)).toEqual({
      name: 'coupons',
      system: 'system:default/shop',
      environment: 'stage',
      task: 'task-7',
    });
    expect(outputs.links.at(-1)).toEqual({
      title: 'Remove what this run made',
      url: outputs.removeUrl,
    });
    expect(outputs.text[0].content).toContain(`](${outputs.removeUrl})`);
  });

  it('tells what others made from what the run made, and offers none of it for removal', async () => {
    await service.publish('task-7');
    await service.deliver('task-7');
    const { lines, outputs } = await run({}, { taskId: 'task-8' });
    expect(lines).toContain(
      `- repository ${service.git.baseUrl}/coupons, not made by this run`,
    );
    expect(lines.at(-1)).toBe(
      'None of it was made by this run, so it was left alone.',
    );
    expect(outputs.removeUrl).toBeUndefined();
  });

  it('knows the repository by the address of its page too', async () => {
    await service.publish('task-7');
    for (const end of ['', '.git']) {
      const { lines } = await run({
        repositoryUrl: `${service.git.baseUrl}/coupons${end}`,
      });
      expect(lines[1]).toContain('/coupons, made by this run');
    }
  });

  it('names the pull request of an earlier step', async () => {
    const pullRequestUrl = 'https://git.example.com/pulls/3';
    const { lines } = await run({ pullRequestUrl });
    expect(lines[1]).toContain(pullRequestUrl);
  });

  it('takes outputs of steps that did not run for none', async () => {
    const { lines } = await run({ repositoryUrl: '', pullRequestUrl: '' });
    expect(lines).toEqual(["Nothing exists of 'coupons'."]);
  });

  it('says what it could not look at, beside what it could', async () => {
    await service.publish('task-7');
    service.goldenPath.failWith = 403;
    service.health.answer = () => 503;
    const { lines } = await run();
    expect(lines).toEqual([
      "What exists now of 'coupons':",
      expect.stringContaining('made by this run'),
      'Could not look at the reserved ports: it is not yours',
      'Could not look at Argo CD and the cluster: The portal cannot ask its service health: it answered with HTTP status 503',
      expect.stringContaining('To remove what this run made:'),
    ]);
  });

  it('never fails, and names no credential', async () => {
    service.git.failWith = 500;
    const { lines } = await run();
    expect(lines[0]).toBe(
      "Nothing was found of 'coupons' where it could be looked for:",
    );
    expect(lines.join('\n')).toContain(
      'Could not look at the GitOps repository',
    );
    expect(lines.join('\n')).not.toContain(service.git.auth.password);
    await expect(run({ draft: {}, name: undefined })).resolves.toMatchObject({
      lines: ['Could not find out what exists: no service is named.'],
    });
    await expect(
      run({ draft: { name: '../x', system: ':::' } }),
    ).resolves.toBeDefined();
  });

  it('says the same when it runs again', async () => {
    await service.publish('task-7');
    expect((await run()).lines).toEqual((await run()).lines);
  });

  it.each(examples)('runs its example: $description', async ({ example }) => {
    const [step] = parse(example).steps;
    expect(step.action).toBe('goldenPath:account');
    const { outputs } = await runAction(
      createAccountAction(service.dependencies),
      step.input,
    );
    expect(outputs.exists).toEqual([]);
  });

  it('looks in a dry run too, since it changes nothing', async () => {
    const { lines } = await run({}, { isDryRun: true });
    expect(lines[0]).toBe("Would say what exists of 'coupons'");
  });
});
