import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { createErrorReporter, withoutSecrets } from '../src/errorReporter.ts';

async function startPlatform(t: TestContext, listener: RequestListener) {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const outcomes: string[] = [];
  const reporter = createErrorReporter({
    url: new URL(`http://127.0.0.1:${port}/base`),
    service: 'tried',
    environment: 'test',
    version: '1.2.3',
    onOutcome: outcome => outcomes.push(outcome),
  });
  return { reporter, outcomes };
}

describe('the error reporter', () => {
  it('tells what happened, without secrets', async t => {
    const reports: Array<{ url: string | undefined; body: string }> = [];
    const { reporter, outcomes } = await startPlatform(
      t,
      (request, response) => {
        let body = '';
        request.on('data', chunk => {
          body += chunk;
        });
        request.on('end', () => {
          reports.push({ url: request.url, body });
          response.writeHead(202).end();
        });
      },
    );
    reporter.report(new TypeError('redis://:hunter2@cache/ is down'), {
      route: '/orders/:id',
    });
    await reporter.flush();
    assert.deepEqual(outcomes, ['sent']);
    assert.equal(reports[0]?.url, '/base/errors');
    const report = JSON.parse(reports[0].body);
    assert.equal(report.type, 'TypeError');
    assert.equal(report.message, 'redis://***@cache/ is down');
    assert.equal(report.route, '/orders/:id');
    assert.doesNotMatch(reports[0].body, /hunter2/);
  });

  it('waits for nobody, and drops what is too much', async t => {
    const { reporter, outcomes } = await startPlatform(t, () => {});
    const start = performance.now();
    for (let i = 0; i < 13; i++) reporter.report(new Error('again'));
    assert.ok(performance.now() - start < 500);
    assert.deepEqual(outcomes, ['dropped', 'dropped', 'dropped']);
    await reporter.flush();
    assert.equal(outcomes.filter(outcome => outcome === 'failed').length, 10);
    assert.ok(performance.now() - start < 10_000);
  });

  it('follows no redirect and says nothing where there is no platform', async t => {
    const { reporter, outcomes } = await startPlatform(t, (_, response) => {
      response.writeHead(307, { location: 'http://127.0.0.1:9/' }).end();
    });
    reporter.report('a text');
    await reporter.flush();
    assert.deepEqual(outcomes, ['failed']);

    const silent = createErrorReporter({
      url: undefined,
      service: 'tried',
      environment: 'test',
      version: '1.2.3',
      onOutcome: outcome => outcomes.push(outcome),
    });
    silent.report(new Error('unheard'));
    await silent.flush();
    assert.deepEqual(outcomes, ['failed']);
  });

  it('leaves out what looks like a secret', () => {
    const cases = [
      ['amqp://u:p@queue:5672/', 'amqp://***@queue:5672/'],
      ['Authorization: Bearer abc.def', 'Authorization: Bearer ***'],
      ['{"db_password": "x y"}', '{"db_password": ***}'],
      ['api-key=abc&page=2', 'api-key=***&page=2'],
      ['no secret here', 'no secret here'],
    ] as const;
    for (const [text, expected] of cases) {
      assert.equal(withoutSecrets(text), expected);
    }
  });
});
