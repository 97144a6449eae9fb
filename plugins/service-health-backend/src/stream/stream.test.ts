/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { FakeTime } from '@openpolicy/plugin-service-health-node/testUtils';
import { AddressInfo } from 'node:net';
import {
  makeApplication,
  makeEntity,
  makeWorkload,
} from '../__testUtils__/builders';
import {
  startPortal,
  TestPolicy,
  TestPortal,
} from '../__testUtils__/startPortal';

interface Frame {
  event: string;
  data: any;
}

/** A reader of server-sent events, as a browser's fetch makes one. */
class Reader {
  #text = '';
  readonly #decoder = new TextDecoder();

  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #controller: AbortController;

  private constructor(
    readonly response: Response,
    controller: AbortController,
  ) {
    this.#reader = response.body!.getReader();
    this.#controller = controller;
  }

  static async open(url: string): Promise<Reader> {
    const controller = new AbortController();
    const response = await fetch(url, {
      signal: controller.signal,
      headers: { 'Accept-Encoding': 'gzip, br' },
    });
    return new Reader(response, controller);
  }

  /** The next frame; undefined at the end of the stream. */
  async next(): Promise<Frame | undefined> {
    for (;;) {
      const end = this.#text.indexOf('\n\n');
      if (end >= 0) {
        const lines = this.#text.slice(0, end).split('\n');
        this.#text = this.#text.slice(end + 2);
        return {
          event: lines[0].replace('event: ', ''),
          data: JSON.parse(lines[1].replace('data: ', '')),
        };
      }
      const { done, value } = await this.#reader.read();
      if (done) {
        return undefined;
      }
      this.#text += this.#decoder.decode(value, { stream: true });
    }
  }

  /** The next frame of a kind, and whatever came before it is skipped. */
  async nextOf(event: string): Promise<any> {
    for (;;) {
      const frame = await this.next();
      if (!frame || frame.event === event) {
        return frame?.data;
      }
    }
  }

  close(): void {
    this.#controller.abort();
  }
}

describe('GET /stream', () => {
  let portal: TestPortal;
  const readers: Reader[] = [];

  async function start(policy?: TestPolicy) {
    portal = await startPortal({
      entities: [makeEntity('api-gateway'), makeEntity('etl-service')],
      policy,
    });
    portal.kubernetes.put(makeWorkload('api-gateway'));
    portal.argocd.put(makeApplication('api-gateway'));
    portal.prometheus.relist();
  }

  async function open(query: string): Promise<Reader> {
    const { port } = portal.server.address() as AddressInfo;
    const reader = await Reader.open(
      `http://127.0.0.1:${port}/api/service-health/stream?${query}`,
    );
    readers.push(reader);
    return reader;
  }

  afterEach(async () => {
    readers.splice(0).forEach(reader => reader.close());
    await portal.stop();
  });

  it('begins with the sources and the snapshot, uncompressed and uncached', async () => {
    await start();
    const reader = await open('entityRef=component:default/api-gateway');
    expect(reader.response.status).toBe(200);
    expect(Object.fromEntries(reader.response.headers)).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    });
    expect(reader.response.headers.get('content-encoding')).toBeNull();
    expect(await reader.next()).toMatchObject({
      event: 'heartbeat',
      data: {
        sources: [{ source: 'catalog' }, { source: 'kubernetes' }, {}, {}],
      },
    });
    expect(await reader.next()).toMatchObject({
      event: 'snapshot',
      data: { entityRef: 'component:default/api-gateway' },
    });
  });

  it('tells a change of the service within a second, and nothing of others', async () => {
    await start();
    const reader = await open('entityRef=component:default/api-gateway');
    await reader.nextOf('snapshot');
    // The second is one of the portal's timers, so that it holds however slow the machine is.
    await FakeTime.during(async time => {
      portal.kubernetes.put(makeWorkload('etl-service'));
      portal.argocd.put(
        makeApplication('api-gateway', {
          data: { sync: { status: 'OutOfSync', revisions: ['2b4c'] } },
        }),
      );
      await time.advance(999);
      const snapshot = await reader.nextOf('snapshot');
      expect(snapshot.delivery.applications[0].sync.status).toBe('OutOfSync');
    });
  });

  it('tells the whole fleet, and then only the rows that change', async () => {
    await start();
    const reader = await open('fleet=true');
    const first = await reader.nextOf('fleet');
    expect(first.full).toBe(true);

    const change = async (revision: string) => {
      portal.argocd.put(
        makeApplication('api-gateway', {
          data: { sync: { status: 'OutOfSync', revisions: [revision] } },
        }),
      );
      for (;;) {
        const frame = await reader.nextOf('fleet');
        expect(frame.full).toBe(false);
        if (frame.rows.some((row: any) => row.headline === 'OutOfSync')) {
          return frame;
        }
      }
    };
    // The first may come together with what the start-up has changed.
    await change('2b4c');
    const { rows } = await change('3c5d');
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      entityRef: 'component:default/api-gateway',
      axes: { delivery: { status: 'OutOfSync' } },
    });
  });

  it('does not tell rows that the reader may not see', async () => {
    await start((_, ref) => ref !== 'component:default/etl-service');
    const reader = await open('fleet=true');
    const first = await reader.nextOf('fleet');
    portal.kubernetes.put(makeWorkload('etl-service'));
    portal.argocd.put(
      makeApplication('api-gateway', {
        data: { sync: { status: 'OutOfSync', revisions: ['2b4c'] } },
      }),
    );
    const second = await reader.nextOf('fleet');
    expect(JSON.stringify([first.rows, second])).not.toContain('etl-service');
  });

  it('tells at once that a source fails', async () => {
    await start();
    const reader = await open('fleet=true');
    await reader.nextOf('fleet');
    portal.argocd.fail({ reason: 'Argo CD does not answer.' });
    let argocd;
    do {
      const { sources } = await reader.nextOf('heartbeat');
      argocd = sources.find((one: any) => one.source === 'argocd');
    } while (argocd.state !== 'failed');
    expect(argocd.reason).toBe('Argo CD does not answer.');
  });

  it.each([
    [
      'a service that may not be seen',
      'entityRef=component:default/etl-service',
      404,
    ],
    ['nothing', '', 400],
    ['no reference', 'entityRef=a:b:c', 400],
    ['an unknown parameter', 'fleet=true&name=x', 400],
  ])('refuses to follow %s', async (_, query, status) => {
    await start((__, ref) => ref !== 'component:default/etl-service');
    const reader = await open(query);
    expect(reader.response.status).toBe(status);
  });

  it('ends with a time to come back when the portal stops', async () => {
    await start();
    const reader = await open('fleet=true');
    await reader.nextOf('fleet');
    const stopped = portal.stop();
    const end = await reader.nextOf('end');
    expect(end.reason).toBe('The portal restarts.');
    expect(end.retryAfterMs).toBeGreaterThanOrEqual(1_000);
    expect(await reader.next()).toBeUndefined();
    await stopped;
  });
});
