/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import {
  TestServer,
  answerJson,
} from '@openpolicy/plugin-service-health-node/testUtils';
import { AlertmanagerClient } from './AlertmanagerClient';
import { PrometheusClient } from './PrometheusClient';
import { FakePrometheus } from './__testUtils__/FakePrometheus';
import { EndpointLimits } from './EndpointClient';
import { EndpointConfig } from './config';

const json = { 'content-type': 'application/json' };

describe('clients', () => {
  const closing: (() => Promise<void>)[] = [];

  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) {
      await close();
    }
  });

  async function serve(
    answer: (response: ServerResponse) => void,
  ): Promise<TestServer> {
    const server = await TestServer.start((_request, response) =>
      answer(response),
    );
    closing.push(() => server.close());
    return server;
  }

  function prometheusOf(
    url: string,
    config?: Partial<EndpointConfig>,
    limits?: Partial<EndpointLimits>,
  ) {
    const client = PrometheusClient.create(
      { path: 'prometheus.instances[0]', url, ...config },
      { maxBytes: 4096, ...limits },
    );
    closing.push(() => client.close());
    return client;
  }

  function alertmanagerOf(url: string, limits?: Partial<EndpointLimits>) {
    const client = AlertmanagerClient.create(
      { path: 'am', url },
      { maxBytes: 4096, ...limits },
    );
    closing.push(() => client.close());
    return client;
  }

  it.each<[string, Partial<EndpointConfig>, object]>([
    ['nothing', {}, { authorization: undefined, 'x-scope-orgid': undefined }],
    [
      'a token and a tenant',
      { auth: { kind: 'bearer', token: 'CANARY' }, tenant: 'team-a' },
      { authorization: 'Bearer CANARY', 'x-scope-orgid': 'team-a' },
    ],
    [
      'a user name and password',
      { auth: { kind: 'basic', username: 'u', password: 'p:q' } },
      { authorization: 'Basic dTpwOnE=' },
    ],
  ])('signs in with %s', async (_what, config, headers) => {
    const server = await serve(response =>
      answerJson(response, { status: 'success', data: { groups: [] } }),
    );
    await prometheusOf(`${server.url}/prefix`, config).getRules();
    expect(server.requests[0].url).toBe('/prefix/api/v1/rules?type=alert');
    for (const [name, value] of Object.entries(headers)) {
      expect(server.requests[0].headers[name]).toBe(value);
    }
  });

  it.each<[string, string, (response: ServerResponse) => void]>([
    [
      'a page',
      'contentType',
      response => {
        response.writeHead(200, { 'content-type': 'text/html' });
        response.end('<html>');
      },
    ],
    [
      'broken JSON',
      'garbage',
      response => {
        response.writeHead(200, json);
        response.end('{"status":');
      },
    ],
    ['another shape', 'garbage', response => answerJson(response, { a: 1 })],
    [
      'a cut answer',
      'connection',
      response => {
        response.writeHead(200, { ...json, 'content-length': '999' });
        response.write('{');
        response.destroy();
      },
    ],
    [
      'too much',
      'tooLarge',
      response => answerJson(response, { x: 'y'.repeat(9000) }),
    ],
    ['silence', 'timeout', () => {}],
    [
      'a slow drip',
      'timeout',
      response => {
        response.writeHead(200, json);
        const timer = setInterval(() => response.write(' '), 10);
        response.on('close', () => clearInterval(timer));
      },
    ],
    [
      'a compressed answer',
      'contentType',
      response => {
        response.writeHead(200, { ...json, 'content-encoding': 'gzip' });
        response.end(gzipSync('{}'));
      },
    ],
    [
      'a redirect',
      'redirect',
      response => {
        response.writeHead(307, { location: 'http://127.0.0.1:1/' });
        response.end();
      },
    ],
  ])('refuses %s', async (_what, kind, answer) => {
    const server = await serve(answer);
    // Short only where it is what ends the request.
    const limits = kind === 'timeout' ? { deadlineMs: 150 } : {};
    await expect(
      prometheusOf(server.url, {}, limits).getRules(),
    ).rejects.toMatchObject({ name: 'UpstreamFault', kind });
    await expect(
      alertmanagerOf(server.url, limits).getAnswer(),
    ).rejects.toMatchObject({ name: 'UpstreamFault', kind });
  });

  it.each([
    [400, { status: 'error', error: 'bad parameter' }, 'bad parameter'],
    [422, { status: 'error', error: 'execution' }, 'execution'],
    [503, { status: 'error', error: 'starting' }, 'starting'],
    [200, { status: 'error', error: 'query timed out' }, 'query timed out'],
    [500, '<html>CANARY</html>', 'HTTP status 500'],
  ])('tells of an error %s with %j', async (status, body, message) => {
    const server = await serve(response => answerJson(response, body, status));
    await expect(prometheusOf(server.url).getRules()).rejects.toMatchObject({
      name: 'AlertApiError',
      status,
      message,
    });
  });

  it('asks for silences only when an alert is silenced', async () => {
    const fake = await FakePrometheus.start();
    closing.push(() => fake.close());
    const client = alertmanagerOf(fake.server.url);
    fake.alertmanagerAlerts = [
      { labels: { alertname: 'A' }, status: { state: 'active' } },
      { labels: { alertname: 'B' }, status: { state: 'new word' } },
      {},
    ];
    await expect(client.getAnswer()).resolves.toMatchObject({
      alerts: [
        { labels: { alertname: 'A' }, status: { state: 'active' } },
        { labels: { alertname: 'B' }, status: { state: 'unprocessed' } },
        { labels: {}, status: { state: 'unprocessed' } },
      ],
      silences: [],
    });
    expect(fake.server.calls).toEqual(['GET /api/v2/alerts']);

    fake.alertmanagerAlerts = [
      {
        labels: { alertname: 'A' },
        status: { state: 'suppressed', silencedBy: ['s-1'] },
      },
    ];
    fake.silences = [
      {
        id: 's-1',
        createdBy: 'ann',
        comment: 'planned\nwork',
        endsAt: '2026-11-23T07:00:00Z',
        matchers: [{ name: 'x', value: 'CANARY' }],
      },
    ];
    await expect(client.getAnswer()).resolves.toMatchObject({
      silences: [
        {
          id: 's-1',
          createdBy: 'ann',
          comment: 'planned work',
          endsAt: '2026-11-23T07:00:00.000Z',
        },
      ],
    });
  });
});
