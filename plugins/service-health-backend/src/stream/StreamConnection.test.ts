/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { mockCredentials } from '@backstage/backend-test-utils';
import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import {
  FleetRow,
  ServiceSnapshot,
} from '@openpolicy/plugin-service-health-common';
import { EventEmitter } from 'node:events';
import { ServerResponse } from 'node:http';
import { FakeClock } from '../__testUtils__/FakeClock';
import { ServiceHealthService } from '../snapshots/ServiceHealthService';
import { EventStreamWriter } from './EventStreamWriter';
import { StreamConnection } from './StreamConnection';

/** The part of a response that is written to, with a reader that can stop to read. */
class FakeResponse extends EventEmitter {
  written: { event: string; data: any }[] = [];
  writableLength = 0;
  writableEnded = false;
  destroyed = false;
  /** Bytes stay in the buffer while the reader does not read. */
  reading = true;

  writeHead() {}
  flushHeaders() {}

  write(text: string) {
    const [event, data] = text.split('\n');
    this.written.push({
      event: event.replace('event: ', ''),
      data: JSON.parse(data.replace('data: ', '')),
    });
    if (!this.reading) {
      this.writableLength += text.length;
    }
    return this.reading;
  }

  /** The reader reads all that waited. */
  drain() {
    this.reading = true;
    this.writableLength = 0;
    this.emit('drain');
  }

  end() {
    this.writableEnded = true;
    this.emit('close');
  }

  destroy() {
    this.destroyed = true;
    this.emit('close');
  }

  take(): string[] {
    return this.written.splice(0).map(({ event }) => event);
  }
}

const REF = 'component:default/api-gateway';
const NOTHING = {
  changed: new Set<string>(),
  removed: new Set<string>(),
  sources: false,
};

describe('StreamConnection', () => {
  let clock: FakeClock;
  let response: FakeResponse;
  let version: number;
  let rows: string[];
  let failure: Error | undefined;

  const service = {
    async getSnapshot() {
      if (failure) {
        throw failure;
      }
      return {
        version: String(version),
        text: 'x'.repeat(10_000),
      } as unknown as ServiceSnapshot;
    },
    async getFleet() {
      return {
        version: 'v',
        at: '',
        rows: rows.map(entityRef => ({ entityRef } as FleetRow)),
        sources: [],
      };
    },
    async getFleetRows(refs: Iterable<string>) {
      return [...refs]
        .filter(ref => rows.includes(ref))
        .map(entityRef => ({ entityRef } as FleetRow));
    },
    async getSources() {
      return [];
    },
  } as unknown as ServiceHealthService;

  async function open(
    options: { entityRef?: string; fleet?: boolean; expiresAt?: Date } = {
      entityRef: REF,
    },
  ) {
    const connection = StreamConnection.create({
      subscription: {
        entityRef: options.entityRef,
        fleet: options.fleet ?? false,
        credentials: {
          ...mockCredentials.user(),
          expiresAt: options.expiresAt,
        },
      },
      service,
      writer: new EventStreamWriter(response as unknown as ServerResponse),
      clock,
      random: () => 0.5,
    });
    await connection.open();
    return connection;
  }

  const changed = (...refs: string[]) => ({
    ...NOTHING,
    changed: new Set(refs),
  });

  beforeEach(() => {
    clock = new FakeClock();
    response = new FakeResponse();
    version = 1;
    rows = [];
    failure = undefined;
  });

  it('sends a snapshot only if its version is another one', async () => {
    const connection = await open();
    expect(response.take()).toEqual(['heartbeat', 'snapshot']);
    await connection.deliver(changed(REF));
    expect(response.take()).toEqual([]);
    version++;
    await connection.deliver(changed('component:default/other'));
    expect(response.take()).toEqual([]);
    await connection.deliver(changed(REF));
    expect(response.take()).toEqual(['snapshot']);
  });

  it('gives a slow reader the newest state only, when it can take it', async () => {
    const connection = await open();
    response.reading = false;
    for (let i = 0; i < 50; i++) {
      version++;
      await connection.deliver(changed(REF));
    }
    const waiting = response.written.length;
    expect(waiting).toBeLessThan(12);
    response.written.length = 0;
    response.drain();
    await connection.deliver(NOTHING);
    expect(response.written).toEqual([
      { event: 'snapshot', data: expect.objectContaining({ version: '51' }) },
    ]);
  });

  it('cuts a reader that takes nothing for a minute', async () => {
    const connection = await open();
    response.reading = false;
    response.writableLength = 100_000;
    clock.advance(59_000);
    await connection.beat();
    expect(response.destroyed).toBe(false);
    clock.advance(2_000);
    await connection.beat();
    expect(response.destroyed).toBe(true);
    expect(connection.ended).toBe(true);
  });

  it('ends at the expiry of the token, to come back with a new one', async () => {
    const connection = await open({
      entityRef: REF,
      expiresAt: new Date('2026-11-23T05:00:10Z'),
    });
    response.take();
    clock.advance(9_000);
    await connection.beat();
    expect(response.take()).toEqual(['heartbeat']);
    clock.advance(1_000);
    await connection.beat();
    expect(response.written).toEqual([
      {
        event: 'end',
        data: { reason: 'The sign-in has expired.', retryAfterMs: 500 },
      },
    ]);
    expect(response.writableEnded).toBe(true);
  });

  it('ends for good when the permission is gone, without any change of the service', async () => {
    const connection = await open();
    response.take();
    failure = new NotFoundError('Service not found or not visible');
    clock.advance(29_000);
    await connection.beat();
    expect(response.take()).toEqual(['heartbeat']);
    clock.advance(1_000);
    await connection.beat();
    expect(response.written).toEqual([
      { event: 'heartbeat', data: expect.anything() },
      {
        event: 'end',
        data: { reason: expect.stringContaining('no longer visible') },
      },
    ]);
  });

  it('survives a permission framework that is down for a while, and not for long', async () => {
    const connection = await open();
    failure = new ServiceUnavailableError('down');
    clock.advance(30_000);
    await connection.beat();
    expect(connection.ended).toBe(false);
    failure = undefined;
    version++;
    await connection.beat();
    expect(response.take()).toContain('snapshot');

    failure = new ServiceUnavailableError('down');
    clock.advance(91_000);
    await connection.beat();
    expect(response.written.pop()).toEqual({
      event: 'end',
      data: { reason: expect.any(String), retryAfterMs: 5_500 },
    });
  });

  it('tells rows that went, if the reader had them', async () => {
    rows = ['a', 'b'];
    const connection = await open({ fleet: true });
    response.written.length = 0;
    rows = ['a'];
    await connection.deliver({
      changed: new Set(['a']),
      removed: new Set(['b', 'never-seen']),
      sources: false,
    });
    expect(response.written).toMatchObject([
      {
        event: 'fleet',
        data: { full: false, rows: [{ entityRef: 'a' }], removed: ['b'] },
      },
    ]);
  });

  it('sends the whole fleet again when a review finds other rows, and only then', async () => {
    rows = ['a', 'b'];
    const connection = await open({ fleet: true });
    response.take();
    clock.advance(30_000);
    await connection.beat();
    expect(response.take()).toEqual(['heartbeat']);
    rows = ['a'];
    clock.advance(30_000);
    await connection.beat();
    expect(response.written).toMatchObject([
      { event: 'heartbeat' },
      { event: 'fleet', data: { full: true, rows: [{ entityRef: 'a' }] } },
    ]);
  });

  it('writes nothing once the reader is gone', async () => {
    const connection = await open();
    response.emit('close');
    response.take();
    version++;
    await connection.deliver(changed(REF));
    await connection.beat();
    expect(response.take()).toEqual([]);
  });
});
