/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  FleetSnapshot,
  ServiceSnapshot,
  SourceFreshness,
} from '@openpolicy/plugin-service-health-common';
import { describeError, statusOf } from '../errors';
import { FeedConnection, FeedState, Watchable } from '../ServiceHealthApi';
import { backoffMs } from './backoff';
import { ClockOffset } from './ClockOffset';
import { FeedTopic } from './FeedTopic';
import { FeedTransport, StreamTarget } from './FeedTransport';
import { mergeFleet, mergeSources } from './mergeStreamEvents';
import { HiddenTabWatch, PageVisibility } from './PageVisibility';
import { Poller, POLL_INTERVAL_MS } from './Poller';
import { readStream, StreamEvent } from './readStream';
import { replaceEqualDeep } from './replaceEqualDeep';
import { sleep } from './sleep';

/** How long the stream outlives its last listener, so that a change of page does not reconnect. */
const GRACE_MS = 5_000;

/** Fruitless attempts in a row after which polling takes over although there is data to show. */
const PATIENT_ATTEMPTS = 2;

type AnyTopic = FeedTopic<ServiceSnapshot> | FeedTopic<FleetSnapshot>;

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
  readonly #clock = new ClockOffset();
  readonly #services = new Map<string, FeedTopic<ServiceSnapshot>>();
  readonly #fleet: FeedTopic<FleetSnapshot>;
  readonly #poller = new Poller(signal => this.#poll(signal));
  #stream: { key: string; controller: AbortController } | undefined;
  #target: StreamTarget = { fleet: false };
  #fallback = false;
  #grace: ReturnType<typeof setTimeout> | undefined;
  #started = false;

  private constructor(options: SnapshotFeedOptions) {
    this.#transport = options.transport;
    this.#random = options.random;
    this.#hiddenTab = new HiddenTabWatch(options.page, () => this.#evaluate());
    this.#fleet = new FeedTopic(() => this.#evaluate());
  }

  /** The live view of one service. */
  service(entityRef: string): Watchable<ServiceSnapshot> {
    const known = this.#services.get(entityRef);
    if (known) {
      return known;
    }
    const topic: FeedTopic<ServiceSnapshot> = new FeedTopic(() => {
      // It may have been forgotten since it was handed out.
      this.#services.set(entityRef, topic);
      this.#evaluate();
    });
    this.#services.set(entityRef, topic);
    return topic;
  }

  /** The live view of the fleet. */
  fleet(): Watchable<FleetSnapshot> {
    return this.#fleet;
  }

  /** Milliseconds since the epoch by the server's clock. */
  now(): number {
    return Date.now() + this.#clock.milliseconds;
  }

  /** Brings stream and poller in line with who listens. */
  #evaluate(): void {
    if (this.#topics().every(topic => !topic.hasListeners)) {
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
      this.#mark(this.#openTopics(), { connection: 'paused' });
      return;
    }
    this.#follow(this.#wantedTarget());
    this.#balancePoller();
  }

  #stop(): void {
    this.#grace = undefined;
    this.#started = false;
    this.#hiddenTab.stop();
    this.#disconnect();
    // What nobody watches is not kept: a tab that visits a thousand services must not remember them.
    this.#services.clear();
  }

  #disconnect(): void {
    this.#stream?.controller.abort();
    this.#stream = undefined;
    this.#target = { fleet: false };
    this.#fallback = false;
    this.#poller.stop();
  }

  #wantedTarget(): StreamTarget {
    let newest: { entityRef: string; at: number } | undefined;
    for (const [entityRef, topic] of this.#services) {
      const at = topic.subscribedAt;
      if (topic.hasListeners && !topic.isClosed && at >= (newest?.at ?? 0)) {
        newest = { entityRef, at };
      }
    }
    const fleet = this.#fleet.hasListeners && !this.#fleet.isClosed;
    return { entityRef: newest?.entityRef, fleet };
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
    this.#runStream(target, controller.signal);
  }

  async #runStream(target: StreamTarget, signal: AbortSignal): Promise<void> {
    let fruitless = 0;
    while (!signal.aborted) {
      let waitMs: number | undefined;
      let problem: string | undefined;
      try {
        const end = await readStream(
          inner => this.#transport.openStream(target, inner),
          event => {
            fruitless = 0;
            this.#receive(event, signal);
          },
          signal,
        );
        if (end && end.retryAfterMs === undefined) {
          this.#mark(this.#targetTopics(), {
            connection: 'ended',
            problem: end.reason,
          });
          return;
        }
        problem = end?.reason;
        waitMs = end?.retryAfterMs;
      } catch (error) {
        if (signal.aborted) {
          return;
        }
        if (this.#refuse(error, this.#targetTopics())) {
          this.#evaluate();
          return;
        }
        problem = describeError(error);
      }
      if (signal.aborted) {
        return;
      }
      waitMs ??= backoffMs(fruitless, this.#random);
      fruitless += 1;
      this.#fallback =
        fruitless >= PATIENT_ATTEMPTS ||
        this.#targetTopics().some(topic => !topic.current().data);
      // While polling delivers, a failing stream is nobody's concern.
      this.#mark(
        this.#targetTopics().filter(
          topic => topic.current().connection !== 'polling',
        ),
        { connection: 'retrying', retryAt: this.now() + waitMs, problem },
      );
      this.#balancePoller();
      await sleep(waitMs, signal);
    }
  }

  #receive(event: StreamEvent, signal: AbortSignal): void {
    if (signal.aborted) {
      return;
    }
    this.#fallback = false;
    this.#balancePoller();
    const { entityRef } = this.#target;
    switch (event.event) {
      case 'snapshot':
        this.#takeService(event.data, 'live');
        break;
      case 'fleet':
        this.#heard(event.data.at);
        this.#fleet.update({
          data: mergeFleet(this.#fleet.current().data, event.data),
          ...this.#good('live'),
        });
        break;
      case 'heartbeat':
        this.#heard(event.data.at);
        this.#takeSources(
          event.data.sources,
          entityRef ? [entityRef] : [],
          'live',
        );
        break;
      default:
        break;
    }
  }

  #takeService(snapshot: ServiceSnapshot, connection: FeedConnection): void {
    this.#heard(snapshot.at);
    const topic = this.#services.get(snapshot.entityRef);
    topic?.update({
      data: replaceEqualDeep(topic.current().data, snapshot),
      ...this.#good(connection),
    });
  }

  #takeSources(
    sources: SourceFreshness[],
    entityRefs: string[],
    connection: FeedConnection,
  ): void {
    for (const entityRef of entityRefs) {
      const topic = this.#services.get(entityRef);
      const data = topic?.current().data;
      if (topic && data) {
        topic.update({
          data: mergeSources(data, sources),
          ...this.#good(connection),
        });
      }
    }
    const fleet = this.#fleet.current().data;
    if (fleet && this.#fleet.hasListeners) {
      this.#fleet.update({
        data: replaceEqualDeep(fleet, { ...fleet, sources }),
        ...this.#good(connection),
      });
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
    return this.#openTopics().filter(topic => !streamed.includes(topic));
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
    const entityRef = this.#entityRefOf(topic);
    if (entityRef !== undefined) {
      const next = await this.#transport.getService(entityRef, version, signal);
      if (next && !signal.aborted) {
        this.#takeService(next, 'polling');
      }
      if (next || signal.aborted) {
        return;
      }
    } else {
      const next = await this.#transport.getFleet(version, signal);
      if (next && !signal.aborted) {
        this.#heard(next.at);
        this.#fleet.update({
          data: replaceEqualDeep(this.#fleet.current().data, next),
          ...this.#good('polling'),
        });
      }
      if (next || signal.aborted) {
        return;
      }
    }
    // Unchanged, but its sources were confirmed again meanwhile.
    const sources = await this.#transport.getSources(signal);
    if (!signal.aborted) {
      this.#takeSources(sources, entityRef ? [entityRef] : [], 'polling');
    }
  }

  #heard(serverTime: string): void {
    this.#clock.sample(serverTime, Date.now());
  }

  #good(connection: FeedConnection): Partial<FeedState<never>> {
    return {
      connection,
      heardAt: this.now(),
      retryAt: undefined,
      problem: undefined,
    };
  }

  /** Takes note of an answer that says no; false if it is a failure to retry. */
  #refuse(error: unknown, topics: AnyTopic[]): boolean {
    const status = statusOf(error);
    if (status !== 401 && status !== 403 && status !== 404) {
      return false;
    }
    // With a service and the fleet in one stream, a 403 or 404 can only mean the service.
    const services = topics.filter(topic => topic !== this.#fleet);
    this.#mark(status === 401 || services.length === 0 ? topics : services, {
      connection: status === 401 ? 'signedOut' : 'denied',
      problem: describeError(error),
      retryAt: undefined,
      // What may no longer be seen is not kept on the screen.
      ...(status === 401 ? {} : { data: undefined, heardAt: undefined }),
    });
    return true;
  }

  #mark(topics: AnyTopic[], patch: Partial<FeedState<never>>): void {
    for (const topic of topics) {
      topic.update(patch);
    }
  }

  #entityRefOf(topic: AnyTopic): string | undefined {
    for (const [entityRef, candidate] of this.#services) {
      if (candidate === topic) {
        return entityRef;
      }
    }
    return undefined;
  }

  #topics(): AnyTopic[] {
    return [...this.#services.values(), this.#fleet];
  }

  #openTopics(): AnyTopic[] {
    return this.#topics().filter(
      topic => topic.hasListeners && !topic.isClosed,
    );
  }

  #targetTopics(): AnyTopic[] {
    const { entityRef, fleet } = this.#target;
    const service = entityRef && this.#services.get(entityRef);
    return [...(service ? [service] : []), ...(fleet ? [this.#fleet] : [])];
  }
}
