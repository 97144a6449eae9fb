/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  FleetSnapshot,
  ServiceSnapshot,
} from '@openpolicy/plugin-service-health-common';
import { describeError, statusOf } from '../errors';
import { FeedState, Watchable } from '../ServiceHealthApi';
import { AnyTopic, FeedTopics } from './FeedTopics';
import { FeedTransport, StreamTarget } from './FeedTransport';
import { keepStream, KeepStreamOptions } from './keepStream';
import { HiddenTabWatch, PageVisibility } from './PageVisibility';
import { Poller, POLL_INTERVAL_MS } from './Poller';
import { StreamEvent } from './readStream';

/** How long the stream outlives its last listener, so that a change of page does not reconnect. */
const GRACE_MS = 5_000;

/** Fruitless attempts in a row after which polling takes over although there is data to show. */
const PATIENT_ATTEMPTS = 2;

/**
 * Options of a {@link SnapshotFeed}.
 *
 * @internal
 */
export interface SnapshotFeedOptions {
  transport: FeedTransport;
  page: PageVisibility;
  /** From 0 to below 1. */
  random: () => number;
}

/**
 * One live stream for the whole tab, shared by all cards.
 *
 * The stream follows the service whose card appeared last, and the fleet while its page is open; another service on the same page is
 * polled. The first listener starts it, the last one stops it after a grace. A stream that cannot be opened is retried with back-off while
 * conditional GETs stand in. 401, 403 and 404 are answers, not failures: the feed stops there until somebody retries.
 *
 * @internal
 */
export class SnapshotFeed {
  static create(options: SnapshotFeedOptions): SnapshotFeed {
    return new SnapshotFeed(options);
  }

  readonly #transport: FeedTransport;
  readonly #random: () => number;
  readonly #hiddenTab: HiddenTabWatch;
  readonly #topics = new FeedTopics(() => this.#evaluate());
  readonly #poller = new Poller(signal => this.#poll(signal));
  #stream: { key: string; controller: AbortController } | undefined;
  #target: StreamTarget = { fleet: false };
  /** True while polling stands in for the stream. */
  #fallback = false;
  #grace: ReturnType<typeof setTimeout> | undefined;
  #started = false;

  private constructor(options: SnapshotFeedOptions) {
    this.#transport = options.transport;
    this.#random = options.random;
    this.#hiddenTab = new HiddenTabWatch(options.page, () => this.#evaluate());
  }

  /** The live view of one service. */
  service(entityRef: string): Watchable<ServiceSnapshot> {
    return this.#topics.service(entityRef);
  }

  /** The live view of the fleet. */
  fleet(): Watchable<FleetSnapshot> {
    return this.#topics.fleet;
  }

  /** Milliseconds since the epoch by the server's clock. */
  now(): number {
    return this.#topics.now();
  }

  /** Brings stream and poller in line with who listens. */
  #evaluate(): void {
    if (!this.#topics.isWatched()) {
      this.#grace ??= setTimeout(() => this.#stop(), GRACE_MS);
      return;
    }
    clearTimeout(this.#grace);
    this.#grace = undefined;
    if (!this.#started) {
      this.#started = true;
      this.#hiddenTab.start();
    }
    if (this.#hiddenTab.isHidden) {
      this.#disconnect();
      mark(this.#topics.open(), { connection: 'paused' });
      return;
    }
    const { fleet } = this.#topics;
    this.#follow({
      entityRef: this.#topics.newestService(),
      fleet: fleet.hasListeners && !fleet.isClosed,
    });
    this.#balancePoller();
  }

  #stop(): void {
    this.#grace = undefined;
    this.#started = false;
    this.#hiddenTab.stop();
    this.#disconnect();
    this.#topics.forget();
  }

  #disconnect(): void {
    this.#stream?.controller.abort();
    this.#stream = undefined;
    this.#target = { fleet: false };
    this.#fallback = false;
    this.#poller.stop();
  }

  #follow(target: StreamTarget): void {
    const key = JSON.stringify([target.entityRef, target.fleet]);
    if (this.#stream?.key === key) {
      return;
    }
    this.#disconnect();
    if (target.entityRef === undefined && !target.fleet) {
      return;
    }
    const controller = new AbortController();
    this.#stream = { key, controller };
    this.#target = target;
    keepStream(this.#streamOptions(target), controller.signal);
  }

  #streamOptions(target: StreamTarget): KeepStreamOptions {
    return {
      open: signal => this.#transport.openStream(target, signal),
      random: this.#random,
      onEvent: event => this.#receive(event),
      onEnd: reason =>
        mark(this.#targetTopics(), { connection: 'ended', problem: reason }),
      onError: error => {
        const refused = this.#refuse(error, this.#targetTopics());
        if (refused) {
          this.#evaluate();
        }
        return refused;
      },
      onWait: ({ waitMs, fruitless, cause }) => {
        const topics = this.#targetTopics();
        this.#fallback =
          fruitless >= PATIENT_ATTEMPTS ||
          topics.some(topic => !topic.current().data);
        mark(
          // While polling delivers, a failing stream is nobody's concern.
          topics.filter(topic => topic.current().connection !== 'polling'),
          {
            connection: 'retrying',
            retryAt: this.now() + waitMs,
            problem: cause === undefined ? undefined : describeError(cause),
          },
        );
        this.#balancePoller();
      },
    };
  }

  #receive(event: StreamEvent): void {
    this.#fallback = false;
    this.#balancePoller();
    switch (event.event) {
      case 'snapshot':
        this.#topics.takeService(event.data, 'live');
        break;
      case 'fleet':
        this.#topics.takeFleetEvent(event.data);
        break;
      case 'heartbeat':
        this.#topics.takeHeartbeat(event.data, this.#targetTopics());
        break;
      default:
        break;
    }
  }

  /** Polls what the stream does not deliver. */
  #balancePoller(): void {
    if (this.#topicsToPoll().length > 0) {
      this.#poller.start();
    } else {
      this.#poller.stop();
    }
  }

  #topicsToPoll(): AnyTopic[] {
    const streamed = this.#fallback ? [] : this.#targetTopics();
    return this.#topics.open().filter(topic => !streamed.includes(topic));
  }

  async #poll(signal: AbortSignal): Promise<void> {
    for (const topic of this.#topicsToPoll()) {
      try {
        await this.#pollTopic(topic, signal);
      } catch (error) {
        if (signal.aborted) {
          return;
        }
        if (this.#refuse(error, [topic])) {
          this.#evaluate();
        } else {
          topic.update({
            connection: 'retrying',
            retryAt: this.now() + POLL_INTERVAL_MS,
            problem: describeError(error),
          });
        }
      }
    }
  }

  async #pollTopic(topic: AnyTopic, signal: AbortSignal): Promise<void> {
    const version = topic.current().data?.version;
    const entityRef = this.#topics.entityRefOf(topic);
    const next =
      entityRef === undefined
        ? await this.#transport.getFleet(version, signal)
        : await this.#transport.getService(entityRef, version, signal);
    if (signal.aborted) {
      return;
    }
    if (next && 'rows' in next) {
      this.#topics.takeFleet(next);
    } else if (next) {
      this.#topics.takeService(next, 'polling');
    } else {
      // Unchanged, but its sources were confirmed again meanwhile.
      const sources = await this.#transport.getSources(signal);
      if (!signal.aborted) {
        this.#topics.takeSources(sources, [topic], 'polling');
      }
    }
  }

  /** Takes note of an answer that says no; false if it is a failure to retry. */
  #refuse(error: unknown, topics: AnyTopic[]): boolean {
    const status = statusOf(error);
    const problem = describeError(error);
    if (status === 401) {
      mark(topics, { connection: 'signedOut', problem, retryAt: undefined });
      return true;
    }
    if (status !== 403 && status !== 404) {
      return false;
    }
    // With a service and the fleet in one stream, it can only mean the service.
    const services = topics.filter(topic => topic !== this.#topics.fleet);
    mark(services.length > 0 ? services : topics, {
      connection: 'denied',
      problem,
      retryAt: undefined,
      // What may no longer be seen is not kept on the screen.
      data: undefined,
      heardAt: undefined,
    });
    return true;
  }

  #targetTopics(): AnyTopic[] {
    const { entityRef, fleet } = this.#target;
    return [
      ...(entityRef === undefined ? [] : [this.#topics.service(entityRef)]),
      ...(fleet ? [this.#topics.fleet] : []),
    ];
  }
}

function mark(topics: AnyTopic[], patch: Partial<FeedState<never>>): void {
  for (const topic of topics) {
    topic.update(patch);
  }
}
