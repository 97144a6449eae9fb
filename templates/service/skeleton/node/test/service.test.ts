import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { callService } from '../src/callService.ts';
import { MAX_BODY_BYTES } from '../src/readJson.ts';
import { routes } from '../src/routes.ts';
import { readSettings } from '../src/settings.ts';
import { startTestService, type TestService } from './testService.ts';

describe('the service', () => {
  let service: TestService;
  before(async () => {
    service = await startTestService({
      routes: [
        ...routes,
        {
          method: 'GET',
          path: '/broken/:id',
          handle() {
            throw new Error('postgres://app:hunter2@db/ is down');
          },
        },
        {
          method: 'GET',
          path: '/slow',
          handle: async () => {
            await sleep(5_000, undefined, { ref: false });
            return {};
          },
        },
        {
          method: 'GET',
          path: '/relay',
          async handle() {
            const answer = await callService(service.url, '/echo');
            return { body: await answer.json() };
          },
        },
        {
          method: 'GET',
          path: '/echo',
          handle: request => ({ body: request.headers }),
        },
      ],
      handlerTimeout: 300,
    });
  });
  after(() => service.stop());

  const get = (path: string, init?: RequestInit) =>
    fetch(`${service.url}${path}`, init);
  const greet = (body: string, type = 'application/json') =>
    get('/greetings', {
      method: 'POST',
      body,
      headers: { 'content-type': type },
    });

  it('is alive and ready', async () => {
    const { livenessPath, readinessPath } = readSettings({});
    assert.equal((await get(livenessPath)).status, 200);
    assert.equal((await get(readinessPath)).status, 200);
  });

  it('greets', async () => {
    const answer = await greet('{"name": " Ada "}');
    assert.equal(answer.status, 201);
    assert.deepEqual(await answer.json(), { greeting: 'Hello, Ada!' });
  });

  it('answers mistakes of callers in JSON', async () => {
    const cases = [
      [await get('/nowhere'), 404],
      [await get('/greetings'), 405],
      [await greet('{"name": 7}'), 400],
      [await greet('null'), 400],
      [await greet('{'), 400],
      [await greet('name=Ada', 'text/plain'), 415],
      [await get('/broken/%E0%A4%A'), 400],
      [await greet(`"${'x'.repeat(MAX_BODY_BYTES)}"`), 413],
    ] as const;
    for (const [answer, status] of cases) {
      assert.equal(answer.status, status);
      const { error } = (await answer.json()) as {
        error: Record<string, unknown>;
      };
      assert.equal(error.status, status);
      assert.equal(error.requestId, answer.headers.get('x-request-id'));
    }
  });

  it('reads no more of an endless body than it takes', async () => {
    const endless = new ReadableStream({
      pull: controller => controller.enqueue(new Uint8Array(65_536).fill(32)),
    });
    const answer = await get('/greetings', {
      method: 'POST',
      body: endless,
      headers: { 'content-type': 'application/json' },
      duplex: 'half',
    } as RequestInit).catch(() => undefined);
    assert.ok(!answer || answer.status === 413);
    assert.equal((await get('/echo')).status, 200);
  });

  it('keeps the reason of an error to itself, and logs it', async () => {
    const answer = await get('/broken/7', {
      headers: { 'x-request-id': 'abc-7' },
    });
    assert.equal(answer.status, 500);
    assert.deepEqual(await answer.json(), {
      error: {
        status: 500,
        message: 'Something went wrong here.',
        requestId: 'abc-7',
      },
    });
    const line = service.lines.find(entry => entry.level === 'error');
    assert.equal(line?.requestId, 'abc-7');
    assert.match(JSON.stringify(line?.error), /is down/);
  });

  it('gives up a handler that takes too long', async () => {
    assert.equal((await get('/slow')).status, 503);
  });

  it('hands the ids of a request on to whom it calls', async () => {
    const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    const answer = await get('/relay', {
      headers: { traceparent, 'x-request-id': 'abc-9', 'x-other': '1' },
    });
    const headers = (await answer.json()) as Record<string, string>;
    assert.equal(headers.traceparent, traceparent);
    assert.equal(headers['x-request-id'], 'abc-9');
    assert.equal(headers['x-other'], undefined);
    assert.ok(
      service.lines.some(
        entry => entry.path === '/echo' && entry.traceId === 'a'.repeat(32),
      ),
    );
  });

  it('takes no id that could forge a log or a header', async () => {
    const answer = await get('/echo', {
      headers: { 'x-request-id': 'a b"{}' },
    });
    assert.match(answer.headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/);
  });

  it('logs no query', async () => {
    await get('/echo?token=hunter2');
    assert.doesNotMatch(JSON.stringify(service.lines), /token=hunter2/);
  });

  it('counts requests by route, on the port of the metrics', async () => {
    await get('/broken/8');
    const page = await fetch(
      `http://127.0.0.1:${service.metricsPort}${readSettings({}).metricsPath}`,
    );
    const text = await page.text();
    assert.match(
      text,
      /http_request_duration_seconds_count\{method="GET",route="\/broken\/:id",status="500"\} \d/,
    );
    assert.match(text, /process_resident_memory_bytes \d/);
    assert.doesNotMatch(text, /broken\/8/);
    assert.equal((await get('/metrics')).status, 404);
  });
});
