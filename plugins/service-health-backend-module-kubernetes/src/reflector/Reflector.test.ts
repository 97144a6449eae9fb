/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { mockServices } from '@backstage/backend-test-utils';
import { Observation } from '@openpolicy/plugin-service-health-common';
import { RecordingSink } from '@openpolicy/plugin-service-health-node/testUtils';
import { systemClock } from '@openpolicy/plugin-service-health-node/upstream';
import { KubernetesFault } from '../errors';
import { keepAll } from '../retention/Retention';
import {
  ListPage,
  ListerWatcher,
  RawObject,
  WatchEvent,
} from './ListerWatcher';
import { Reflector } from './Reflector';
import { DEFAULT_TIMING } from './ReflectorOptions';

const thing = (name: string, resourceVersion = '1'): RawObject => ({
  kind: 'Thing',
  metadata: { name, resourceVersion },
});

const page = (resourceVersion: string, ...names: string[]): ListPage => ({
  resourceVersion,
  items: names.map(name => thing(name)),
});

const added = (name: string, version: string): WatchEvent => ({
  type: 'ADDED',
  object: thing(name, version),
});
const deleted = (name: string, version: string): WatchEvent => ({
  type: 'DELETED',
  object: thing(name, version),
});
const bookmark = (version: string): WatchEvent => ({
  type: 'BOOKMARK',
  object: { metadata: { resourceVersion: version } },
});
const errorEvent = (status: RawObject): WatchEvent => ({
  type: 'ERROR',
  object: { kind: 'Status', ...status },
});

/** How a scripted watch goes on after its events. */
type Ending = 'closes' | 'stays open' | 'breaks';
type ScriptedWatch =
  | KubernetesFault
  | { events: WatchEvent[]; then: Ending; afterMs?: number };

/** Plays results in order and notes each request; asking for more than the script has leaves the request open. */
class ScriptedListerWatcher implements ListerWatcher {
  readonly requests: string[] = [];
  readonly timeouts: number[] = [];

  constructor(
    private readonly lists: (ListPage | KubernetesFault)[],
    private readonly watches: ScriptedWatch[],
  ) {}

  async list(options: {
    limit: number;
    continue?: string;
    signal: AbortSignal;
  }): Promise<ListPage> {
    const after = options.continue ? ` after ${options.continue}` : '';
    this.requests.push(`list ${options.limit}${after}`);
    const result = this.lists.shift();
    if (!result) {
      return aborted(options.signal);
    }
    if (result instanceof KubernetesFault) {
      throw result;
    }
    return result;
  }

  async watch(options: {
    resourceVersion: string;
    timeoutSeconds: number;
    signal: AbortSignal;
  }): Promise<AsyncIterable<WatchEvent>> {
    this.requests.push(`watch from ${options.resourceVersion}`);
    this.timeouts.push(options.timeoutSeconds);
    const result = this.watches.shift() ?? {
      events: [],
      then: 'stays open' as const,
    };
    if (result instanceof KubernetesFault) {
      throw result;
    }
    return this.#play(result, options.signal);
  }

  async *#play(
    script: { events: WatchEvent[]; then: Ending; afterMs?: number },
    signal: AbortSignal,
  ): AsyncGenerator<WatchEvent, void, undefined> {
    yield* script.events;
    if (script.afterMs) {
      await new Promise(resolve => setTimeout(resolve, script.afterMs));
    }
    if (script.then === 'stays open') {
      await aborted(signal);
    }
    if (script.then === 'breaks') {
      throw new KubernetesFault('unreachable', 'the connection failed');
    }
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const fail = () => reject(new Error('aborted'));
    if (signal.aborted) {
      fail();
    }
    signal.addEventListener('abort', fail, { once: true });
  });
}

describe('Reflector', () => {
  let controller: AbortController;
  let sink: RecordingSink;
  let running: Promise<void>;
  const logger = mockServices.logger.mock();

  beforeEach(() => {
    jest.useFakeTimers({ now: new Date('2026-07-01T12:00:00Z') });
    jest.clearAllMocks();
    logger.child.mockReturnValue(logger);
    controller = new AbortController();
    sink = new RecordingSink();
  });

  afterEach(async () => {
    controller.abort();
    await running;
    jest.useRealTimers();
  });

  function start(
    script: {
      lists?: (ListPage | KubernetesFault)[];
      watches?: ScriptedWatch[];
    },
    options: {
      optional?: boolean;
      bookmarks?: boolean;
      random?: () => number;
      project?: (object: RawObject) => Observation | undefined;
    } = {},
  ) {
    const listerWatcher = new ScriptedListerWatcher(
      script.lists ?? [page('10', 'a')],
      script.watches ?? [],
    );
    const keyOf = (object: RawObject) =>
      (object.metadata as { name: string }).name;
    const reflector = new Reflector({
      scope: 'things',
      listerWatcher,
      sink,
      keyOf,
      project:
        options.project ??
        (object => ({ key: keyOf(object) } as unknown as Observation)),
      retention: keepAll,
      describeFault: fault => ({ reason: fault.message, nextStep: fault.code }),
      optional: options.optional ?? false,
      bookmarks: options.bookmarks ?? true,
      clock: systemClock,
      random: options.random ?? (() => 0.5),
      logger,
      timing: DEFAULT_TIMING,
    });
    running = reflector.run(controller.signal);
    return { reflector, listerWatcher };
  }

  const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

  const cases: {
    name: string;
    lists?: (ListPage | KubernetesFault)[];
    watches?: ScriptedWatch[];
    optional?: boolean;
    afterMs?: number;
    requests: string[];
    keys: string[];
    verbs: string[];
    failure?: string;
  }[] = [
    {
      name: 'lists, then watches from the version of the list',
      lists: [page('10', 'a', 'b')],
      requests: ['list 500', 'watch from 10'],
      keys: ['a', 'b'],
      verbs: ['replace', 'bookmark'],
    },
    {
      name: 'replaces once with all pages together',
      lists: [
        { ...page('10', 'a'), continue: 'token-1' },
        { ...page('10', 'b'), continue: 'token-2' },
        page('10', 'c'),
      ],
      requests: [
        'list 500',
        'list 500 after token-1',
        'list 500 after token-2',
        'watch from 10',
      ],
      keys: ['a', 'b', 'c'],
      verbs: ['replace', 'bookmark'],
    },
    {
      name: 'lists again from the first page when a continue token has expired',
      lists: [
        { ...page('10', 'a'), continue: 'old' },
        new KubernetesFault('expired', 'expired'),
        page('11', 'a', 'b'),
      ],
      requests: ['list 500', 'list 500 after old', 'list 500', 'watch from 11'],
      keys: ['a', 'b'],
      verbs: ['replace', 'bookmark'],
    },
    {
      name: 'applies additions, changes and deletions in their order',
      watches: [
        {
          events: [added('b', '11'), deleted('a', '12'), added('c', '13')],
          then: 'stays open',
        },
      ],
      requests: ['list 500', 'watch from 10'],
      keys: ['b', 'c'],
      verbs: ['replace', 'bookmark', 'upsert', 'remove', 'upsert'],
    },
    {
      name: 'watches from the last event after a clean end',
      watches: [{ events: [added('b', '11')], then: 'closes' }],
      requests: ['list 500', 'watch from 10', 'watch from 11'],
      keys: ['a', 'b'],
      verbs: ['replace', 'bookmark', 'upsert', 'bookmark'],
    },
    {
      name: 'watches from the last bookmark after a broken connection, without calling it a failure',
      watches: [{ events: [bookmark('42')], then: 'breaks' }],
      requests: ['list 500', 'watch from 10', 'watch from 42'],
      keys: ['a'],
      verbs: ['replace', 'bookmark', 'bookmark', 'bookmark'],
    },
    {
      name: 'lists afresh when the watch says that the version has expired',
      lists: [page('10', 'a'), page('20', 'b')],
      watches: [
        {
          events: [errorEvent({ code: 410, reason: 'Expired' })],
          then: 'closes',
        },
      ],
      requests: ['list 500', 'watch from 10', 'list 500', 'watch from 20'],
      keys: ['b'],
      verbs: ['replace', 'bookmark', 'replace', 'bookmark'],
    },
    {
      name: 'lists afresh when a watch is refused with 410',
      lists: [page('10', 'a'), page('20', 'b')],
      watches: [new KubernetesFault('expired', 'expired')],
      requests: ['list 500', 'watch from 10', 'list 500', 'watch from 20'],
      keys: ['b'],
      verbs: ['replace', 'replace', 'bookmark'],
    },
    {
      name: 'lists afresh when etcd was restored to an older version',
      lists: [page('10', 'a'), page('5', 'b')],
      watches: [
        {
          events: [
            errorEvent({
              code: 504,
              details: { causes: [{ reason: 'ResourceVersionTooLarge' }] },
            }),
          ],
          then: 'closes',
        },
      ],
      requests: ['list 500', 'watch from 10', 'list 500', 'watch from 5'],
      keys: ['b'],
      verbs: ['replace', 'bookmark', 'replace', 'bookmark'],
    },
    {
      name: 'does not list again after too many requests',
      watches: [
        new KubernetesFault('throttled', 'too many', { retryAfterMs: 3_000 }),
      ],
      afterMs: 3_000,
      requests: ['list 500', 'watch from 10', 'watch from 10'],
      keys: ['a'],
      verbs: ['replace', 'fail', 'bookmark'],
    },
    {
      name: 'waits as long as the server asks for',
      watches: [
        new KubernetesFault('throttled', 'too many', { retryAfterMs: 3_000 }),
      ],
      afterMs: 2_900,
      requests: ['list 500', 'watch from 10'],
      keys: ['a'],
      verbs: ['replace', 'fail'],
      failure: 'too many',
    },
    {
      name: 'keeps what it has while lists fail',
      lists: [
        page('10', 'a'),
        new KubernetesFault('unreachable', 'the connection failed'),
      ],
      watches: [new KubernetesFault('malformed', 'cut')],
      afterMs: 5_000,
      requests: ['list 500', 'watch from 10', 'list 500', 'list 500'],
      keys: ['a'],
      verbs: ['replace', 'fail', 'fail'],
      failure: 'the connection failed',
    },
    {
      name: 'asks for smaller pages when one is too large',
      lists: [new KubernetesFault('tooLarge', 'too large'), page('10', 'a')],
      requests: ['list 500', 'list 250', 'watch from 10'],
      keys: ['a'],
      verbs: ['fail', 'replace', 'bookmark'],
    },
    {
      name: 'counts a watch that is closed at once as a failure',
      watches: [{ events: [], then: 'closes' }],
      afterMs: 0,
      requests: ['list 500', 'watch from 10'],
      keys: ['a'],
      verbs: ['replace', 'bookmark', 'fail'],
      failure: 'it closed the watch at once',
    },
    {
      name: 'retries slowly while the token is rejected',
      lists: [new KubernetesFault('unauthorized', 'rejected')],
      afterMs: 44_000,
      requests: ['list 500'],
      keys: [],
      verbs: ['fail'],
      failure: 'rejected',
    },
    {
      name: 'reads again once the token is good',
      lists: [new KubernetesFault('unauthorized', 'rejected'), page('10', 'a')],
      afterMs: 46_000,
      requests: ['list 500', 'list 500', 'watch from 10'],
      keys: ['a'],
      verbs: ['fail', 'replace', 'bookmark'],
    },
    {
      name: 'takes an optional kind that is not served for empty',
      lists: [new KubernetesFault('notFound', 'not served')],
      optional: true,
      afterMs: 290_000,
      requests: ['list 500'],
      keys: [],
      verbs: ['replace'],
    },
    {
      name: 'asks for an optional kind again after five minutes',
      lists: [new KubernetesFault('notFound', 'not served'), page('10', 'a')],
      optional: true,
      afterMs: 301_000,
      requests: ['list 500', 'list 500', 'watch from 10'],
      keys: ['a'],
      verbs: ['replace', 'replace', 'bookmark'],
    },
    {
      name: 'takes a required kind that is not served for a failure',
      lists: [new KubernetesFault('notFound', 'not served')],
      requests: ['list 500'],
      keys: [],
      verbs: ['fail'],
      failure: 'not served',
    },
  ];

  it.each(cases)('$name', async testCase => {
    const { listerWatcher } = start(testCase, testCase);
    await pass(testCase.afterMs ?? 1_000);
    expect(listerWatcher.requests).toEqual(testCase.requests);
    expect(sink.keys('things')).toEqual(testCase.keys);
    expect(sink.verbs('things')).toEqual(testCase.verbs);
    expect(sink.failure('things')?.reason).toBe(testCase.failure);
  });

  it('tells the sink when it tries again', async () => {
    start({ lists: [new KubernetesFault('unreachable', 'down')] });
    await pass(0);
    expect(sink.failure('things')).toEqual({
      reason: 'down',
      nextStep: 'unreachable',
      retryAt: new Date('2026-07-01T12:00:00.500Z'),
    });
  });

  it('backs off further with each failure and begins anew after an event', async () => {
    const down = new KubernetesFault('unreachable', 'down');
    const { listerWatcher } = start({
      watches: [
        down,
        down,
        down,
        { events: [bookmark('11')], then: 'breaks' },
        down,
      ],
    });
    await pass(500 + 1_000 + 2_000);
    expect(listerWatcher.requests).toHaveLength(5);
    await pass(500);
    expect(listerWatcher.requests).toHaveLength(6);
    expect(sink.failure('things')?.retryAt).toEqual(new Date(Date.now() + 500));
  });

  it('asks the server to end watches after five to ten minutes', async () => {
    const values = [0, 0.999];
    const { listerWatcher } = start(
      { watches: [{ events: [bookmark('11')], then: 'closes' }] },
      { random: () => values[listerWatcher?.timeouts.length ?? 0] ?? 0 },
    );
    await pass(1_000);
    expect(listerWatcher.timeouts).toEqual([300, 600]);
  });

  it('reconnects a watch that is silent for 90 s and says so', async () => {
    const { listerWatcher } = start({});
    await pass(89_900);
    expect(sink.failure('things')).toBeUndefined();
    await pass(100);
    expect(sink.failure('things')?.reason).toBe(
      'its watch was silent for 90 s',
    );
    await pass(500);
    expect(listerWatcher.requests).toEqual([
      'list 500',
      'watch from 10',
      'watch from 10',
    ]);
    expect(sink.failure('things')).toBeUndefined();
  });

  it('lists again when the second watch in a row is silent', async () => {
    const { listerWatcher } = start({
      lists: [page('10', 'a'), page('12', 'b')],
    });
    await pass(2 * 90_500);
    expect(listerWatcher.requests).toEqual([
      'list 500',
      'watch from 10',
      'watch from 10',
      'list 500',
      'watch from 12',
    ]);
    expect(sink.keys('things')).toEqual(['b']);
  });

  it('does not take a quiet watch with bookmarks for silent', async () => {
    const { listerWatcher } = start({
      watches: [
        { events: [bookmark('11')], then: 'closes', afterMs: 80_000 },
        { events: [bookmark('12')], then: 'closes', afterMs: 80_000 },
      ],
    });
    await pass(161_000);
    expect(sink.failure('things')).toBeUndefined();
    expect(listerWatcher.requests).toHaveLength(4);
  });

  it('reconnects a silent watch of a kind without bookmarks and calls it no failure', async () => {
    const { listerWatcher } = start({}, { bookmarks: false });
    await pass(3 * 90_500);
    expect(listerWatcher.requests).toEqual([
      'list 500',
      'watch from 10',
      'watch from 10',
      'watch from 10',
      'watch from 10',
    ]);
    expect(sink.verbs()).not.toContain('fail');
  });

  it.each([
    ['at once when the server is heard of', 'unreachable', 2],
    ['at once when the server is heard of', 'timeout', 2],
    ['not sooner when the token was rejected', 'unauthorized', 1],
    ['not sooner when the server has an error', 'serverError', 1],
  ] as const)('tries again %s after %s', async (_name, code, requests) => {
    const { listerWatcher, reflector } = start({
      lists: [new KubernetesFault(code, 'no')],
    });
    await pass(100);
    reflector.retryIfUnreached();
    await pass(0);
    expect(listerWatcher.requests).toHaveLength(requests);
  });

  it('reconnects when it is told to, from where it was', async () => {
    const { listerWatcher, reflector } = start({
      watches: [{ events: [bookmark('15')], then: 'stays open' }],
    });
    await pass(0);
    expect(reflector.isCurrent).toBe(true);
    reflector.reconnect();
    await pass(500);
    expect(listerWatcher.requests.slice(1)).toEqual([
      'watch from 10',
      'watch from 15',
    ]);
    expect(sink.failure('things')).toBeUndefined();
  });

  it('leaves no timer and no call behind when it ends', async () => {
    start({});
    await pass(1_000);
    expect(jest.getTimerCount()).toBe(1);
    controller.abort();
    await running;
    sink.clearCalls();
    await pass(600_000);
    expect(jest.getTimerCount()).toBe(0);
    expect(sink.calls).toEqual([]);
  });

  it('is not current while it fails', async () => {
    const { reflector } = start({
      lists: [new KubernetesFault('forbidden', 'forbidden')],
    });
    await pass(0);
    expect(reflector.isCurrent).toBe(false);
  });

  it('drops an object that cannot be read and keeps its neighbours', async () => {
    start(
      { lists: [page('10', 'a', 'hostile', 'c')] },
      {
        project: object => {
          const { name } = object.metadata as { name: string };
          if (name === 'hostile') {
            throw new TypeError('no');
          }
          return { key: name } as Observation;
        },
      },
    );
    await pass(0);
    expect(sink.keys('things')).toEqual(['a', 'c']);
    expect(logger.warn).toHaveBeenCalledTimes(1);
  });

  it('warns once in a burst of failures', async () => {
    const down = new KubernetesFault('unreachable', 'down');
    start({ lists: [down, down, down, page('10')] });
    await pass(10_000);
    expect(logger.warn).toHaveBeenCalledTimes(1);
    expect(logger.debug).toHaveBeenCalledTimes(2);
  });

  it('gives up on a list without end', async () => {
    const endless = Array.from({ length: 2_000 }, () => ({
      ...page('10'),
      continue: 'more',
    }));
    start({ lists: [...endless, page('11', 'a')] });
    await pass(0);
    expect(sink.failure('things')?.reason).toBe('its list does not end');
  });
});
