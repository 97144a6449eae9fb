/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

// A suite that other packages run: it is exported, and waits in `until`, which throws.
/* eslint-disable jest/no-export, jest/expect-expect */

import { ServiceHealthSource } from '../ServiceHealthSource';
import { RecordingSink } from './RecordingSink';

/**
 * A source with a fake upstream at the wire that a test can steer. Names are plain words like `alpha`; the subject makes upstream
 * objects of them.
 *
 * @public
 */
export interface SourceContractSubject {
  source: ServiceHealthSource;
  /** The scope that the objects below are in. */
  scope: string;
  /** The observation key of the object of that name. */
  keyOf(name: string): string;
  /** Upstream creates or changes an object, and whoever watches learns of it. */
  put(name: string): void | Promise<void>;
  /** Upstream deletes an object, and whoever watches learns of it. */
  remove(name: string): void | Promise<void>;
  /** Upstream creates an object; the event is lost. */
  putSilently(name: string): void | Promise<void>;
  /** Upstream deletes an object; the event is lost. */
  removeSilently(name: string): void | Promise<void>;
  /**
   * The stream or watch ends in the way that forbids to resume it (410 Gone, a closed stream without position). For a polled
   * source: nothing to do.
   */
  expire(): void | Promise<void>;
  /** Upstream answers nothing at all from now on, connections stay open. */
  silence(): void | Promise<void>;
  /** Upstream answers every request with an error from now on. */
  break(): void | Promise<void>;
  /** Upstream works again. */
  heal(): void | Promise<void>;
  /**
   * Lets a little time pass: with fake timers an advance, with real ones a short wait. Called until an expectation holds.
   */
  tick(): Promise<void>;
  /** Frees what the subject holds. */
  close(): void | Promise<void>;
}

/**
 * Options of {@link describeSourceContract}.
 *
 * @public
 */
export interface SourceContractOptions {
  /** What the describe block is called. */
  name: string;
  /** Makes a fresh subject whose upstream is empty and works. */
  create(): SourceContractSubject | Promise<SourceContractSubject>;
  /** How often `tick` is called before an expectation has failed. Default: 400. */
  ticks?: number;
}

/**
 * Runs a source through list, watch, gap, expiry, error, silence and shutdown. Call it in a test file of the source's module; it
 * needs jest's globals.
 *
 * @public
 */
export function describeSourceContract(options: SourceContractOptions): void {
  const ticks = options.ticks ?? 400;

  describe(`${options.name} keeps the contract of sources`, () => {
    let subject: SourceContractSubject;
    let sink: RecordingSink;
    let controller: AbortController;
    let finished: Promise<void> | undefined;

    beforeEach(async () => {
      subject = await options.create();
      sink = new RecordingSink();
      controller = new AbortController();
      finished = undefined;
    });

    afterEach(async () => {
      controller.abort();
      let ended = finished === undefined;
      void finished?.finally(() => {
        ended = true;
      });
      for (let i = 0; i < ticks && !ended; i++) {
        await subject.tick();
      }
      await subject.close();
    });

    function start(): void {
      finished = subject.source.run({ sink, signal: controller.signal });
    }

    async function until(
      what: string,
      condition: () => boolean,
    ): Promise<void> {
      for (let i = 0; i < ticks; i++) {
        if (condition()) {
          return;
        }
        await subject.tick();
      }
      if (!condition()) {
        throw new Error(
          `Gave up waiting until ${what}; the scope holds [${sink
            .keys(subject.scope)
            .join(', ')}] after ${sink.verbs(subject.scope).join(', ')}`,
        );
      }
    }

    const holds = (...names: string[]) => {
      const wanted = names.map(name => subject.keyOf(name)).sort();
      return (
        JSON.stringify(sink.keys(subject.scope)) === JSON.stringify(wanted)
      );
    };

    it('lists what is there when it starts', async () => {
      await subject.put('alpha');
      await subject.put('beta');
      start();
      await until('both are listed', () => holds('alpha', 'beta'));
      expect(sink.verbs(subject.scope)[0]).toBe('replace');
    });

    it('replaces with nothing when upstream is empty', async () => {
      start();
      await until('a list came', () =>
        sink.verbs(subject.scope).includes('replace'),
      );
      expect(sink.keys(subject.scope)).toEqual([]);
    });

    it('names its source, its instance and the key in each observation', async () => {
      await subject.put('alpha');
      start();
      await until('it is listed', () => holds('alpha'));
      expect(sink.get(subject.scope, subject.keyOf('alpha'))).toMatchObject({
        source: subject.source.source,
        instance: subject.source.instance,
        key: subject.keyOf('alpha'),
      });
      expect(subject.source.scopes).toContain(subject.scope);
    });

    it('follows additions and deletions', async () => {
      await subject.put('alpha');
      start();
      await until('the first is listed', () => holds('alpha'));
      await subject.put('beta');
      await until('the second came', () => holds('alpha', 'beta'));
      await subject.remove('alpha');
      await until('the first went', () => holds('beta'));
    });

    it('finds what it missed when the position has expired', async () => {
      await subject.put('alpha');
      start();
      await until('the first is listed', () => holds('alpha'));
      await subject.putSilently('beta');
      await subject.removeSilently('alpha');
      await subject.expire();
      await until('the gap is closed', () => holds('beta'));
    });

    it('says that it fails, keeps what it read, and comes back', async () => {
      await subject.put('alpha');
      start();
      await until('it is listed', () => holds('alpha'));
      await subject.break();
      await until(
        'the failure is told',
        () => sink.failure(subject.scope) !== undefined,
      );
      expect(holds('alpha')).toBe(true);
      expect(sink.failure(subject.scope)?.reason).toMatch(/\S/);
      await subject.putSilently('beta');
      await subject.heal();
      await until('it is up to date again', () => holds('alpha', 'beta'));
      expect(sink.failure(subject.scope)).toBeUndefined();
    });

    it('does not take silence for life, and recovers from it', async () => {
      await subject.put('alpha');
      start();
      await until('it is listed', () => holds('alpha'));
      await subject.silence();
      await until(
        'the silence is told',
        () => sink.failure(subject.scope) !== undefined,
      );
      await subject.putSilently('beta');
      await subject.heal();
      await until('it is up to date again', () => holds('alpha', 'beta'));
    });

    it('ends when it is told to, and writes nothing afterwards', async () => {
      await subject.put('alpha');
      start();
      await until('it is listed', () => holds('alpha'));
      let ended = false;
      void finished?.then(() => {
        ended = true;
      });
      controller.abort();
      await until('it has ended', () => ended);
      sink.clearCalls();
      await subject.put('beta');
      for (let i = 0; i < 5; i++) {
        await subject.tick();
      }
      expect(sink.calls).toEqual([]);
    });

    it('ends at once when it is told to while upstream is broken', async () => {
      await subject.break();
      start();
      await until(
        'the failure is told',
        () => sink.failure(subject.scope) !== undefined,
      );
      let ended = false;
      void finished?.then(() => {
        ended = true;
      });
      controller.abort();
      await until('it has ended', () => ended);
    });
  });
}
