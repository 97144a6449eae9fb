/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ServerResponse } from 'node:http';
import { TestServer, answerJson } from '../testUtils/TestServer';
import { UpstreamHttp, UpstreamRequest } from './UpstreamHttp';

describe('UpstreamHttp', () => {
  let answer: (response: ServerResponse) => void;
  let server: TestServer;
  let http: UpstreamHttp;

  const request = (parts?: Partial<UpstreamRequest>): UpstreamRequest => ({
    path: ['things'],
    deadlineMs: 5_000,
    maxBytes: 1_000,
    ...parts,
  });
  const read = (parts?: Partial<UpstreamRequest>) => http.read(request(parts));

  beforeEach(async () => {
    answer = response => answerJson(response, { a: 1 });
    server = await TestServer.start((_request, response) => answer(response));
    http = UpstreamHttp.create({ baseUrl: `${server.url}/prefix/` });
  });

  afterEach(async () => {
    await http.close();
    await server.close();
  });

  it('reads an answer below the prefix, whatever its status', async () => {
    answer = response => answerJson(response, { error: 'no' }, 503);
    await expect(
      read({ path: ['a b', 'ü'], query: { q: '1&2', none: undefined } }),
    ).resolves.toEqual({
      status: 503,
      contentType: 'application/json',
      date: expect.any(Date),
      text: '{"error":"no"}',
    });
    expect(server.requests[0].url).toBe('/prefix/a%20b/%C3%BC?q=1%262');
  });

  it('sends a body as JSON', async () => {
    await read({ method: 'POST', body: { a: 1 }, headers: { 'x-b': 'c' } });
    expect(server.requests[0]).toMatchObject({
      method: 'POST',
      body: '{"a":1}',
      headers: { 'content-type': 'application/json', 'x-b': 'c' },
    });
  });

  it.each(['.', '..'])('does not let %p step out of the path', async name => {
    await expect(read({ path: ['things', name] })).rejects.toMatchObject({
      kind: 'url',
      mayHaveActed: false,
    });
    expect(server.requests).toEqual([]);
  });

  it.each<[string, (response: ServerResponse) => void, string]>([
    [
      'a redirect',
      response => response.writeHead(302, { location: '/b' }).end(),
      'redirect',
    ],
    [
      'a compressed body',
      response => response.writeHead(200, { 'content-encoding': 'br' }).end(),
      'contentType',
    ],
    [
      'a body above the limit',
      response => response.end('x'.repeat(1_001)),
      'tooLarge',
    ],
    ['a connection that breaks', response => response.destroy(), 'connection'],
  ])('refuses %s, which may have acted', async (_what, handler, kind) => {
    answer = handler;
    await expect(read()).rejects.toMatchObject({ kind, mayHaveActed: true });
  });

  it('ends at its deadline and with its signal', async () => {
    answer = () => {};
    await expect(read({ deadlineMs: 20 })).rejects.toMatchObject({
      kind: 'timeout',
      message: 'no answer within 0.02 s',
    });
    const controller = new AbortController();
    const cancelled = read({ signal: controller.signal });
    controller.abort();
    await expect(cancelled).rejects.toMatchObject({ kind: 'aborted' });
  });

  it('tells of a server that is not there, and that nothing was sent', async () => {
    await server.close();
    await expect(read()).rejects.toMatchObject({
      kind: 'refused',
      mayHaveActed: false,
    });
  });

  it('opens a stream, and tells when it breaks', async () => {
    answer = response => {
      response.writeHead(200, { 'content-type': 'text/event-stream; a=b' });
      response.write('one');
      setImmediate(() => response.destroy());
    };
    const opened = await http.open(request());
    if ('refused' in opened) {
      throw new Error('It was refused');
    }
    expect(opened.contentType).toBe('text/event-stream');
    const parts: string[] = [];
    const reading = (async () => {
      for await (const chunk of opened.chunks) {
        parts.push(chunk.toString());
      }
    })();
    await expect(reading).rejects.toMatchObject({ kind: 'connection' });
    expect(parts).toEqual(['one']);
  });

  it('reads why a stream is refused', async () => {
    answer = response => answerJson(response, { message: 'no' }, 401);
    await expect(http.open(request())).resolves.toMatchObject({
      refused: { status: 401, text: '{"message":"no"}' },
    });
  });
});
