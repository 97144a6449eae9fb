/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  aFleetRow,
  aSnapshot,
  aSource,
  errorBody,
  FakePage,
  FakeServer,
  NOW,
} from '../../__fixtures__';
import { ServiceHealthClient } from '../ServiceHealthClient';

const REF = 'component:default/api-gateway';
const SERVICE = '/services/component/default/api-gateway';
const STREAM = '/stream?entityRef=component%3Adefault%2Fapi-gateway';

describe('SnapshotFeed', () => {
  let server: FakeServer;
  let page: FakePage;
  let client: ServiceHealthClient;
  let random: number;

  beforeEach(() => {
    jest.useFakeTimers({ now: NOW });
    server = new FakeServer();
    page = new FakePage();
    random = 0;
    client = ServiceHealthClient.create({
      discoveryApi: server.discoveryApi,
      fetchApi: server,
      page: page as never,
      random: () => random,
    });
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);
  const state = () => client.service(REF).current();
  const fleet = (patch: object) => ({
    version: 'f1',
    at: NOW.toISOString(),
    full: true,
    rows: [aFleetRow('api-gateway')],
    removed: [],
    sources: [],
    ...patch,
  });

  it('opens one stream for all cards of a service and hands its snapshot to each', async () => {
    const cards = [jest.fn(), jest.fn(), jest.fn()];
    for (const card of cards) {
      client.service(REF).subscribe(card);
    }
    await pass(0);
    expect(server.paths).toEqual([STREAM]);
    expect(state().connection).toBe('connecting');

    server.streams[0].send('snapshot', aSnapshot());
    await pass(0);
    for (const card of cards) {
      expect(card).toHaveBeenCalledTimes(1);
    }
    expect(state()).toMatchObject({
      connection: 'live',
      data: { version: 'v1' },
    });
  });

  it('notifies once for a burst of changes', async () => {
    const card = jest.fn();
    client.service(REF).subscribe(card);
    await pass(0);
    for (const version of ['v1', 'v2', 'v3', 'v4']) {
      server.streams[0].send('snapshot', aSnapshot({ version }));
    }
    await pass(250);
    expect(card).toHaveBeenCalledTimes(2);
    expect(state().data?.version).toBe('v4');
  });

  it('keeps the identity of what a new snapshot does not change', async () => {
    client.service(REF).subscribe(() => {});
    await pass(0);
    server.streams[0].send('snapshot', aSnapshot());
    await pass(0);
    const before = state().data!;
    server.streams[0].send('snapshot', aSnapshot({ version: 'v2' }));
    await pass(0);
    expect(state().data).not.toBe(before);
    expect(state().data?.rollout).toBe(before.rollout);
  });

  it('takes the age of the sources from the heartbeat, and the clock of the server', async () => {
    client.service(REF).subscribe(() => {});
    await pass(0);
    server.streams[0].send('snapshot', aSnapshot());
    await pass(0);
    const at = new Date(NOW.getTime() + 60_000).toISOString();
    server.streams[0].send('heartbeat', {
      at,
      sources: [aSource('argocd', { state: 'failed', reason: 'Refused.' })],
    });
    await pass(0);
    expect(state().data?.delivery.sources[0].state).toBe('failed');
    expect(client.now()).toBe(NOW.getTime() + 60_000);
  });

  it('follows service and fleet in one stream, and patches the fleet', async () => {
    client.fleet().subscribe(() => {});
    client.service(REF).subscribe(() => {});
    await pass(0);
    expect(server.paths[server.paths.length - 1]).toBe(`${STREAM}&fleet=true`);
    const stream = server.streams[server.streams.length - 1];
    stream.send('fleet', fleet({}));
    await pass(0);
    stream.send(
      'fleet',
      fleet({ full: false, rows: [aFleetRow('etl-service')] }),
    );
    await pass(250);
    const names = client
      .fleet()
      .current()
      .data?.rows.map(row => row.name);
    expect(names?.sort()).toEqual(['api-gateway', 'etl-service']);
  });

  it('outlives its last card by a grace, then stops and leaves no timer', async () => {
    const unsubscribe = client.service(REF).subscribe(() => {});
    await pass(0);
    server.streams[0].send('snapshot', aSnapshot());
    unsubscribe();
    await pass(4_900);
    expect(server.streams[0].isAborted()).toBe(false);
    await pass(200);
    expect(server.streams[0].isAborted()).toBe(true);
    expect(page.listenerCount).toBe(0);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('does not reconnect when a page with the same service opens within the grace', async () => {
    const unsubscribe = client.service(REF).subscribe(() => {});
    await pass(0);
    unsubscribe();
    await pass(1_000);
    client.service(REF).subscribe(() => {});
    await pass(10_000);
    expect(server.streams).toHaveLength(1);
    expect(server.streams[0].isAborted()).toBe(false);
  });

  it('works again for a card that kept its subject beyond the grace', async () => {
    const subject = client.service(REF);
    subject.subscribe(() => {})();
    await pass(6_000);
    subject.subscribe(() => {});
    await pass(0);
    server.streams[server.streams.length - 1].send('snapshot', aSnapshot());
    await pass(0);
    expect(subject.current().data?.version).toBe('v1');
  });

  it('closes the stream 30 s after the tab hides and resumes when it shows again', async () => {
    client.service(REF).subscribe(() => {});
    await pass(0);
    server.streams[0].send('snapshot', aSnapshot());
    await pass(0);
    const beat = () =>
      server.streams[0].send('heartbeat', {
        at: NOW.toISOString(),
        sources: [],
      });
    page.show(false);
    await pass(14_000);
    beat();
    await pass(14_000);
    beat();
    expect(server.streams[0].isAborted()).toBe(false);
    await pass(3_000);
    expect(server.streams[0].isAborted()).toBe(true);
    expect(state()).toMatchObject({
      connection: 'paused',
      data: { version: 'v1' },
    });
    await pass(600_000);
    expect(server.streams).toHaveLength(1);

    page.show(true);
    await pass(0);
    expect(server.streams).toHaveLength(2);
    server.streams[1].send('snapshot', aSnapshot({ version: 'v2' }));
    await pass(0);
    expect(state()).toMatchObject({
      connection: 'live',
      data: { version: 'v2' },
    });
  });

  it('reconnects with growing pauses and keeps the last good data', async () => {
    random = 1;
    client.service(REF).subscribe(() => {});
    await pass(0);
    server.streams[0].send('snapshot', aSnapshot());
    await pass(0);
    server.answer = request =>
      request.path.startsWith('/stream')
        ? 'network error'
        : { status: 503, body: errorBody(503, 'Down') };
    server.streams[0].close();
    await pass(0);
    expect(state()).toMatchObject({
      connection: 'retrying',
      data: { version: 'v1' },
    });
    const opened = () => server.paths.filter(path => path === STREAM).length;
    const counts: number[] = [];
    for (const wait of [2_000, 4_000, 8_000]) {
      await pass(wait);
      counts.push(opened());
    }
    expect(counts).toEqual([2, 3, 4]);
  });

  it('starts counting pauses anew after a stream that delivered', async () => {
    random = 1;
    client.service(REF).subscribe(() => {});
    for (let index = 0; index < 4; index++) {
      await pass(2_000);
      const stream = server.streams[index];
      stream.send('snapshot', aSnapshot());
      await pass(0);
      stream.close();
      await pass(0);
    }
    expect(server.streams.length).toBeGreaterThanOrEqual(4);
  });

  it('treats a stream without a sign of life as broken', async () => {
    server.answer = request =>
      request.path.startsWith('/stream') ? 'stream' : 'network error';
    client.service(REF).subscribe(() => {});
    await pass(15_000);
    expect(server.streams[0].isAborted()).toBe(true);
    await pass(1_000);
    expect(server.streams).toHaveLength(2);
  });

  it('polls with the known version while the stream cannot be opened, and stops when it can', async () => {
    server.answer = request => {
      if (request.path.startsWith('/stream')) {
        return { status: 502, body: '<html>bad gateway</html>' };
      }
      if (request.path === '/sources') {
        return {
          status: 200,
          body: { items: [aSource('argocd', { state: 'stale' })] },
        };
      }
      return request.headers['If-None-Match'] === '"v1"'
        ? { status: 304 }
        : { status: 200, body: aSnapshot() };
    };
    random = 1;
    client.service(REF).subscribe(() => {});
    await pass(0);
    expect(state()).toMatchObject({
      connection: 'polling',
      data: { version: 'v1' },
    });
    await pass(15_000);
    expect(server.paths).toContain('/sources');
    expect(state().data?.delivery.sources[0].state).toBe('stale');
    expect(state().heardAt).toBe(NOW.getTime() + 15_000);

    const poll = server.answer;
    server.answer = request =>
      request.path.startsWith('/stream') ? 'stream' : poll(request);
    await pass(15_000);
    const stream = server.streams[server.streams.length - 1];
    stream.send('snapshot', aSnapshot({ version: 'v9' }));
    await pass(0);
    expect(state()).toMatchObject({ connection: 'live' });
    const polls = server.paths.filter(path => path === SERVICE).length;
    for (let index = 0; index < 6; index++) {
      stream.send('heartbeat', { at: NOW.toISOString(), sources: [] });
      await pass(10_000);
    }
    expect(server.paths.filter(path => path === SERVICE)).toHaveLength(polls);
  });

  it('says why and when it tries again if nothing can be reached', async () => {
    server.answer = () => 'network error';
    client.service(REF).subscribe(() => {});
    await pass(0);
    expect(state()).toMatchObject({
      connection: 'retrying',
      problem: "The portal's server cannot be reached. Check your connection.",
    });
    expect(state().retryAt).toBeGreaterThan(NOW.getTime());
  });

  it.each([
    [401, 'signedOut'],
    [403, 'denied'],
    [404, 'denied'],
  ])('stops on %s until somebody tries again', async (status, connection) => {
    server.answer = () => ({ status, body: errorBody(status, 'No.') });
    client.service(REF).subscribe(() => {});
    await pass(300_000);
    expect(state()).toMatchObject({ connection, problem: 'No.' });
    expect(server.requests).toHaveLength(1);

    server.answer = () => 'stream';
    client.service(REF).retry();
    await pass(0);
    server.streams[0].send('snapshot', aSnapshot());
    await pass(250);
    expect(state()).toMatchObject({ connection: 'live', problem: undefined });
  });

  it('shows nothing any more of a service that may no longer be seen', async () => {
    client.service(REF).subscribe(() => {});
    await pass(0);
    server.streams[0].send('snapshot', aSnapshot());
    await pass(0);
    server.answer = () => ({ status: 404, body: errorBody(404, 'No.') });
    server.streams[0].close();
    await pass(2_000);
    expect(state()).toMatchObject({ connection: 'denied', data: undefined });
  });

  it('goes on with the fleet when the service is denied', async () => {
    server.answer = request =>
      request.path.includes('entityRef')
        ? { status: 404, body: errorBody(404, 'No.') }
        : 'stream';
    client.fleet().subscribe(() => {});
    client.service(REF).subscribe(() => {});
    await pass(250);
    expect(state().connection).toBe('denied');
    expect(server.paths[server.paths.length - 1]).toBe('/stream?fleet=true');
    server.streams[server.streams.length - 1].send('fleet', fleet({}));
    await pass(250);
    expect(client.fleet().current().connection).toBe('live');
  });

  it('comes back when the server says so, and not before', async () => {
    client.service(REF).subscribe(() => {});
    await pass(0);
    server.streams[0].send('snapshot', aSnapshot());
    server.streams[0].send('end', { reason: 'Restart.', retryAfterMs: 7_000 });
    await pass(6_900);
    expect(server.streams).toHaveLength(1);
    await pass(200);
    expect(server.streams).toHaveLength(2);
  });

  it('does not come back by itself when the server ends the stream for good', async () => {
    client.service(REF).subscribe(() => {});
    await pass(0);
    server.streams[0].send('end', { reason: 'Too many streams.' });
    await pass(600_000);
    expect(server.requests).toHaveLength(1);
    expect(state()).toMatchObject({
      connection: 'ended',
      problem: 'Too many streams.',
    });
  });

  it('polls a second service, since the stream follows the newest', async () => {
    const other = 'component:default/etl-service';
    server.answer = request =>
      request.path.startsWith('/stream')
        ? 'stream'
        : { status: 200, body: aSnapshot() };
    client.service(REF).subscribe(() => {});
    await pass(1_000);
    client.service(other).subscribe(() => {});
    await pass(0);
    expect(server.paths).toEqual([
      STREAM,
      '/stream?entityRef=component%3Adefault%2Fetl-service',
      SERVICE,
    ]);
    expect(state().connection).toBe('polling');
  });
});
