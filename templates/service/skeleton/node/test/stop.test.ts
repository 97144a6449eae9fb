import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { readSettings } from '../src/settings.ts';
import { startTestService } from './testService.ts';

const { readinessPath } = readSettings({});

describe('a service that ends', () => {
  it('is not ready, answers what is under way, and takes nothing new', async () => {
    const hold = Promise.withResolvers<void>();
    const arrived = Promise.withResolvers<void>();
    const service = await startTestService({
      routes: [
        {
          method: 'GET',
          path: '/held',
          async handle() {
            arrived.resolve();
            await hold.promise;
            return { body: 'done' };
          },
        },
      ],
    });
    const held = fetch(`${service.url}/held`);
    await arrived.promise;
    const stopped = service.stop();

    const ready = await fetch(`${service.url}${readinessPath}`);
    assert.equal(ready.status, 503);
    assert.equal(ready.headers.get('connection'), 'close');

    hold.resolve();
    const answer = await held;
    assert.equal(await answer.json(), 'done');
    await stopped;
    await assert.rejects(fetch(`${service.url}${readinessPath}`));
  });

  it('cuts off what does not end in time', async () => {
    const arrived = Promise.withResolvers<void>();
    const service = await startTestService({
      settings: { shutdownSeconds: 0.2 },
      routes: [
        {
          method: 'GET',
          path: '/endless',
          async handle() {
            arrived.resolve();
            await sleep(60_000, undefined, { ref: false });
            return {};
          },
        },
      ],
    });
    const endless = assert.rejects(fetch(`${service.url}/endless`));
    await arrived.promise;
    await service.stop();
    await endless;
  });
});

describe('the process', () => {
  const start = (env: Record<string, string>) =>
    spawn(process.execPath, ['src/main.ts'], {
      cwd: new URL('..', import.meta.url),
      env: { ...process.env, PORT: '0', METRICS_PORT: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });

  it('ends well on SIGTERM', { timeout: 20_000 }, async () => {
    const child = start({ SERVICE_NAME: 'tried', LOG_LEVEL: 'INFO' });
    const messages: unknown[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      const entry = JSON.parse(line);
      assert.equal(entry.service, 'tried');
      messages.push(entry.message);
      if (entry.message === 'started') child.kill('SIGTERM');
    }
    if (child.exitCode === null) await once(child, 'exit');
    assert.equal(child.exitCode, 0);
    assert.deepEqual(messages, ['started', 'stopping', 'stopped']);
  });

  it('says what is wrong with its environment', async () => {
    const child = start({ PORT: 'http', ERROR_REPORTING_URL: 'pass@word' });
    const [text] = await once(child.stderr, 'data');
    const [code] = await once(child, 'exit');
    assert.equal(code, 1);
    assert.equal(
      String(text),
      "The environment cannot be used: PORT is 'http', which is no port; ERROR_REPORTING_URL is no address of http or https.\n",
    );
  });
});
