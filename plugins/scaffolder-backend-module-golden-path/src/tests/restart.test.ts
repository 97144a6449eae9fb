/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeServiceHealth } from '../__testUtils__/FakeServiceHealth';
import { PortalProcess, until } from '../__testUtils__/PortalProcess';
import { snapshotOf } from '../__testUtils__/snapshots';

// Three starts of a portal, and twice the ten seconds after which the scaffolder looks for lost tasks.
jest.setTimeout(240_000);

const RECOVERY = { taskRecovery: { enabled: true, staleTimeout: '3s' } };

describe('a task that follows a service', () => {
  let folder: string;
  let health: FakeServiceHealth;
  let portal: PortalProcess;

  // Each start of a portal costs seconds, so that one lives through all of it.
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'task-restart-'));
    health = await FakeServiceHealth.start();
    portal = await PortalProcess.create({
      folder,
      serviceHealthUrl: health.url,
      scaffolder: RECOVERY,
    });
    await portal.start();
  });

  afterAll(async () => {
    await portal.stop('SIGKILL');
    await health.close();
    await rm(folder, { recursive: true, force: true });
  });

  const linesOf = async (id: string) =>
    (await portal.eventsOf(id)).map(({ body }) => body.message ?? '');

  async function taskInTheMiddle(): Promise<string> {
    health.answer = () => snapshotOf({ ready: 1 });
    const id = await portal.startTask();
    await until('the rollout is followed', async () =>
      (await linesOf(id)).find(line => line.includes('1 of 3 pods ready')),
    );
    return id;
  }

  it.each(['SIGKILL', 'SIGTERM'] as const)(
    'goes on and ends well after %s and a new start',
    async signal => {
      const id = await taskInTheMiddle();
      await portal.stop(signal);
      await portal.start();
      expect(await portal.statusOf(id)).toBe('processing');
      health.answer = () => snapshotOf();
      const end = await until('the task has ended', async () =>
        (await portal.eventsOf(id)).find(({ type }) => type === 'completion'),
      );
      const lines = await linesOf(id);
      expect(end.body.message).toBe('Run completed with status: completed');
      expect(end.body.output.links[0].url).toBe(
        'https://portal.example.com/catalog/default/component/coupons',
      );
      // The folder of the task outlives the process, so what an earlier step wrote is there for a later one.
      expect(end.body.output.files).toEqual([
        expect.objectContaining({ name: 'made-before.yaml' }),
      ]);
      expect(lines).toEqual(
        expect.arrayContaining([
          expect.stringContaining('Skipping step before'),
          expect.stringContaining('Going on after a restart of the portal'),
          expect.stringContaining('Deployment coupons: 3 of 3 pods ready'),
        ]),
      );
      expect(
        lines.filter(line => line.includes('Waiting up to 4 min')),
      ).toHaveLength(1);
    },
  );

  it('stops within five seconds of being cancelled, and says what exists', async () => {
    const id = await taskInTheMiddle();
    const began = performance.now();
    await portal.cancelTask(id);
    await until('the task has ended', async () =>
      (await portal.statusOf(id)) === 'processing' ? undefined : true,
    );
    expect(performance.now() - began).toBeLessThan(5_000);
    expect((await linesOf(id)).join('\n')).toMatch(
      /Cancelled\. What exists stays as it is: .*application 'coupons' .*See https:\/\/portal/,
    );
  });
});
