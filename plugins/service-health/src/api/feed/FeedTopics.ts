/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  FleetSnapshot,
  ServiceSnapshot,
  SourceFreshness,
  StreamEvents,
} from '@openpolicy/plugin-service-health-common';
import { FeedConnection, FeedState } from '../ServiceHealthApi';
import { ClockOffset } from './ClockOffset';
import { FeedTopic } from './FeedTopic';
import { mergeFleet, mergeSources } from './mergeStreamEvents';
import { replaceEqualDeep } from './replaceEqualDeep';

/**
 * A subject of either kind.
 *
 * @internal
 */
export type AnyTopic = FeedTopic<ServiceSnapshot> | FeedTopic<FleetSnapshot>;

/**
 * All subjects of the feed, and how news change them. Knows nothing of where news come from.
 *
 * @internal
 */
export class FeedTopics {
  readonly fleet: FeedTopic<FleetSnapshot>;
  readonly #services = new Map<string, FeedTopic<ServiceSnapshot>>();
  readonly #clock = new ClockOffset();
  readonly #onChangeOfInterest: () => void;

  /** @param onChangeOfInterest - called when somebody begins or ceases to watch something */
  constructor(onChangeOfInterest: () => void) {
    this.#onChangeOfInterest = onChangeOfInterest;
    this.fleet = new FeedTopic(onChangeOfInterest);
  }

  /** Milliseconds since the epoch by the server's clock. */
  now(): number {
    return Date.now() + this.#clock.milliseconds;
  }

  service(entityRef: string): FeedTopic<ServiceSnapshot> {
    const known = this.#services.get(entityRef);
    if (known) {
      return known;
    }
    const topic: FeedTopic<ServiceSnapshot> = new FeedTopic(() => {
      // It may have been forgotten since it was handed out.
      this.#services.set(entityRef, topic);
      this.#onChangeOfInterest();
    });
    this.#services.set(entityRef, topic);
    return topic;
  }

  /** Subjects that somebody watches and that have not been closed by a final answer. */
  open(): AnyTopic[] {
    return [...this.#services.values(), this.fleet].filter(
      topic => topic.hasListeners && !topic.isClosed,
    );
  }

  isWatched(): boolean {
    return (
      this.fleet.hasListeners ||
      [...this.#services.values()].some(topic => topic.hasListeners)
    );
  }

  /** The open service that was subscribed to last. */
  newestService(): string | undefined {
    let newest: { entityRef: string; at: number } | undefined;
    for (const [entityRef, topic] of this.#services) {
      const at = topic.subscribedAt;
      if (topic.hasListeners && !topic.isClosed && at >= (newest?.at ?? 0)) {
        newest = { entityRef, at };
      }
    }
    return newest?.entityRef;
  }

  entityRefOf(topic: AnyTopic): string | undefined {
    for (const [entityRef, candidate] of this.#services) {
      if (candidate === topic) {
        return entityRef;
      }
    }
    return undefined;
  }

  /** Forgets all services: a tab that visits a thousand must not remember them. */
  forget(): void {
    this.#services.clear();
  }

  takeService(snapshot: ServiceSnapshot, connection: FeedConnection): void {
    this.#heard(snapshot.at);
    const topic = this.#services.get(snapshot.entityRef);
    topic?.update({
      data: replaceEqualDeep(topic.current().data, snapshot),
      ...this.#good(connection),
    });
  }

  takeFleetEvent(event: StreamEvents['fleet']): void {
    this.#heard(event.at);
    this.fleet.update({
      data: mergeFleet(this.fleet.current().data, event),
      ...this.#good('live'),
    });
  }

  takeFleet(snapshot: FleetSnapshot): void {
    this.#heard(snapshot.at);
    this.fleet.update({
      data: replaceEqualDeep(this.fleet.current().data, snapshot),
      ...this.#good('polling'),
    });
  }

  takeHeartbeat(
    heartbeat: StreamEvents['heartbeat'],
    topics: AnyTopic[],
  ): void {
    this.#heard(heartbeat.at);
    this.takeSources(heartbeat.sources, topics, 'live');
  }

  /** Brings newer ages of the sources into the data of subjects. */
  takeSources(
    sources: SourceFreshness[],
    topics: AnyTopic[],
    connection: FeedConnection,
  ): void {
    for (const topic of topics) {
      const data = topic.current().data;
      if (data && 'rows' in data) {
        const next = { ...data, sources };
        this.fleet.update({
          data: replaceEqualDeep(data, next),
          ...this.#good(connection),
        });
      } else if (data) {
        this.#services.get(data.entityRef)?.update({
          data: mergeSources(data, sources),
          ...this.#good(connection),
        });
      }
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
}
