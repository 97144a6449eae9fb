/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { mockServices } from '@backstage/backend-test-utils';
import {
  FakeTime,
  RecordingSink,
  describeSourceContract,
} from '@openpolicy/plugin-service-health-node/testUtils';
import { ArgoCdClient } from './ArgoCdClient';
import { ArgoCdSource, ArgoCdSourceOptions } from './ArgoCdSource';
import { FakeArgoCd } from './__testUtils__/FakeArgoCd';
import { makeApplication } from './__testUtils__/applications';

async function start(options?: Partial<ArgoCdSourceOptions>) {
  const time = FakeTime.start();
  const tick = () => time.advance(250);
  const argoCd = await FakeArgoCd.start();
  const client = ArgoCdClient.create({
    url: argoCd.server.url,
    credential: { kind: 'token', token: 'CANARY', key: 'argocd.x.token' },
    // Of fake time: several ticks, so that an answer has the turns that it takes.
    limits: { probeDeadlineMs: 3_000, listDeadlineMs: 3_000 },
  });
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  const source = ArgoCdSource.create({
    instance: 'lab',
    reader: client,
    credentialKey: client.credentialKey,
    logger,
    random: () => 0.5,
    ...options,
  });
  const close = async () => {
    await client.close();
    await argoCd.close();
    time.stop();
  };
  return { argoCd, client, source, logger, tick, close };
}

const keyOf = (name: string) => `Application/argocd/${name}`;

describeSourceContract({
  name: 'ArgoCdSource',
  create: async () => {
    const { argoCd, source, tick, close } = await start();
    return {
      source,
      scope: 'applications',
      keyOf,
      put: name => argoCd.put(makeApplication(name)),
      remove: name => argoCd.delete(name),
      putSilently: name =>
        argoCd.put(makeApplication(name), { silently: true }),
      removeSilently: name => argoCd.delete(name, { silently: true }),
      expire: () => argoCd.endStreams(),
      silence: () => {
        argoCd.mode = 'silent';
      },
      break: () => {
        argoCd.mode = 'broken';
        argoCd.endStreams();
      },
      heal: () => {
        argoCd.mode = 'working';
      },
      tick,
      close,
    };
  },
});

describe('ArgoCdSource', () => {
  let subject: Awaited<ReturnType<typeof start>>;
  let sink: RecordingSink;
  let controller: AbortController;
  let finished: Promise<void>;

  async function run(options?: Partial<ArgoCdSourceOptions>) {
    subject = await start(options);
    sink = new RecordingSink();
    controller = new AbortController();
  }

  function begin() {
    finished = subject.source.run({ sink, signal: controller.signal });
  }

  const tick = () => subject.tick();

  async function until(condition: () => boolean, ticks = 400) {
    for (let i = 0; i < ticks && !condition(); i++) {
      await tick();
    }
    expect(condition()).toBe(true);
  }

  afterEach(async () => {
    controller.abort();
    let ended = false;
    void finished.then(() => {
      ended = true;
    });
    await until(() => ended);
    await subject.close();
  });

  const count = (call: string) =>
    subject.argoCd.server.calls.filter(one => one === call).length;
  const lists = () => count('GET /api/v1/applications');
  const streams = () => count('GET /api/v1/stream/applications');
  const isListed = () => sink.verbs().includes('replace');

  it('writes a whole list before any event', async () => {
    await run();
    for (const name of ['a', 'b', 'c']) {
      subject.argoCd.put(makeApplication(name));
    }
    begin();
    await until(isListed);
    expect(sink.verbs()[0]).toBe('replace');
    expect(sink.keys('applications')).toEqual(['a', 'b', 'c'].map(keyOf));
  });

  it('knows the health of resources, which a list does not have', async () => {
    await run();
    subject.argoCd.put(makeApplication('a'));
    begin();
    const health = () => {
      const observed = sink.get('applications', keyOf('a'));
      return observed?.kind === 'application'
        ? observed.data.resources[0].health?.status
        : undefined;
    };
    await until(() => health() === 'Healthy');
    const before = lists();
    await until(() => lists() > before, 700);
    await tick();
    expect(health()).toBe('Healthy');
  });

  it('confirms every five seconds by one cheap request', async () => {
    await run();
    begin();
    await until(isListed);
    sink.clearCalls();
    const before = count('GET /api/version');
    for (let i = 0; i < 80; i++) {
      await tick();
    }
    expect(count('GET /api/version') - before).toBeGreaterThanOrEqual(3);
    expect(count('GET /api/version') - before).toBeLessThanOrEqual(4);
    expect(new Set(sink.verbs())).toEqual(new Set(['bookmark']));
    expect(lists()).toBe(1);
    expect(streams()).toBe(1);
  });

  it('lists again every two minutes and finds what events lost', async () => {
    await run();
    subject.argoCd.put(makeApplication('a'));
    begin();
    await until(isListed);
    subject.argoCd.delete('a', { silently: true });
    subject.argoCd.put(makeApplication('b'), { silently: true });
    await until(() => sink.keys('applications').join() === keyOf('b'), 700);
    expect(lists()).toBe(2);
    expect(streams()).toBe(1);
  });

  it('lists early after an event that it could not read', async () => {
    await run();
    begin();
    await until(isListed);
    await until(() => subject.argoCd.openStreams === 1);
    subject.argoCd.write('data: {"result": \n\n');
    await until(() => lists() === 2, 80);
    expect(streams()).toBe(1);
  });

  it('opens a stream that ended again without calling it a failure', async () => {
    await run();
    begin();
    await until(isListed);
    await until(() => subject.argoCd.openStreams === 1);
    subject.argoCd.endStreams();
    await until(() => streams() === 2);
    await until(() => lists() === 2);
    expect(sink.verbs()).not.toContain('fail');
  });

  it('never connects more often than every five seconds', async () => {
    await run();
    begin();
    await until(isListed);
    subject.argoCd.mode = 'broken';
    subject.argoCd.endStreams();
    const before = subject.argoCd.server.requests.length;
    for (let i = 0; i < 240; i++) {
      await tick();
    }
    // One minute: at most 12 attempts, each a single request.
    expect(subject.argoCd.server.requests.length - before).toBeLessThanOrEqual(
      13,
    );
    expect(
      subject.argoCd.server.calls
        .slice(before)
        .every(call => call === 'GET /api/version'),
    ).toBe(true);
    expect(sink.failure('applications')).toMatchObject({
      reason: expect.stringContaining("Argo CD 'lab'"),
      retryAt: expect.any(Date),
    });
  });

  it('names the key of a token that is refused, and never the token', async () => {
    await run();
    subject.argoCd.tokens.add('another');
    begin();
    await until(() => sink.failure('applications') !== undefined);
    expect(sink.failure('applications')).toMatchObject({
      reason:
        "Failed to read applications from Argo CD 'lab': it does not accept the portal's token.",
      nextStep: expect.stringContaining("'argocd.x.token'"),
    });
    expect(JSON.stringify(sink.calls)).not.toContain('CANARY');
    expect(JSON.stringify(subject.logger.warn.mock.calls)).not.toContain(
      'CANARY',
    );
  });

  it('lists again after a sign of life was missed', async () => {
    await run();
    begin();
    await until(isListed);
    subject.argoCd.mode = 'silent';
    await until(() => sink.failure('applications') !== undefined);
    subject.argoCd.put(makeApplication('a'));
    subject.argoCd.mode = 'working';
    await until(() => sink.keys('applications').join() === keyOf('a'), 60);
    expect(sink.failure('applications')).toBeUndefined();
  });

  it('waits for the stream of an instance without applications', async () => {
    await run();
    begin();
    await until(isListed);
    for (let i = 0; i < 200; i++) {
      await tick();
    }
    expect(streams()).toBe(1);
    expect(sink.verbs()).not.toContain('fail');
    subject.argoCd.put(makeApplication('first'));
    await until(() => sink.keys('applications').length === 1);
  });

  it('gives up a stream that does not begin though there are applications', async () => {
    await run();
    subject.argoCd.put(makeApplication('a'));
    subject.argoCd.opensStreams = false;
    begin();
    await until(() => sink.failure('applications') !== undefined);
    expect(sink.failure('applications')?.reason).toContain(
      'its stream did not open',
    );
    expect(streams()).toBe(1);
  });

  it('gives up a stream whose keep-alives stop', async () => {
    await run();
    begin();
    await until(isListed);
    await until(() => subject.argoCd.openStreams === 1);
    subject.argoCd.write(':\n');
    await until(() => streams() === 2, 300);
    expect(sink.failure('applications')?.reason ?? '').not.toContain('://');
  });

  it('tests the account once, and goes on when that fails', async () => {
    const selfTest = jest.fn().mockRejectedValue(new Error('no'));
    await run({ selfTest });
    subject.argoCd.put(makeApplication('a'));
    begin();
    await until(isListed);
    subject.argoCd.endStreams();
    await until(() => lists() === 2);
    expect(selfTest).toHaveBeenCalledTimes(1);
    expect(selfTest.mock.calls[0][0]).toHaveLength(1);
  });
});
