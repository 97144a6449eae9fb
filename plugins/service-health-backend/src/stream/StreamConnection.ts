/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { StreamEvents } from '@openpolicy/plugin-service-health-common';
import { Clock } from '../clock';
import {
  ServiceHealthChange,
  ServiceHealthService,
} from '../snapshots/ServiceHealthService';
import { END_REASONS } from './endReasons';
import { EventStreamWriter } from './EventStreamWriter';

/** How often everything is authorised and read afresh. With the 15 s of a decision, a taken permission ends a stream within 45 s. */
const REVIEW_MS = 30_000;
/** How long authorisation may fail to answer before the stream is ended. */
const REVIEW_GRACE_MS = 60_000;
/** How long a reader may take nothing. */
const STALL_MS = 60_000;

/**
 * What a reader asked for.
 *
 * @internal
 */
export interface StreamSubscription {
  /** Full reference in lower case. */
  entityRef?: string;
  fleet: boolean;
  credentials: BackstageCredentials;
}

/**
 * Options of {@link StreamConnection}.
 *
 * @internal
 */
export interface StreamConnectionOptions {
  subscription: StreamSubscription;
  service: ServiceHealthService;
  writer: EventStreamWriter;
  clock: Clock;
  /** Between 0 and 1; spreads reconnects. */
  random: () => number;
}

/**
 * One reader. What it has to be told is kept as a set of references, never as a queue of messages: a slow reader gets the newest state
 * when it can take it, skips what was in between, and costs no memory meanwhile.
 *
 * @internal
 */
export class StreamConnection {
  readonly #options: StreamConnectionOptions;
  /** Rows that the reader has. Only of these it is told that they went. */
  readonly #shown = new Set<string>();
  readonly #changed = new Set<string>();
  readonly #removed = new Set<string>();
  #snapshotVersion?: string;
  #snapshotDue = true;
  #fleetDue?: 'send' | 'review' = 'send';
  #heartbeatDue = true;
  #reviewedAtMs: number;
  #writtenAtMs: number;
  #sequence = 0;
  #pumping = false;
  #ended = false;

  private constructor(options: StreamConnectionOptions) {
    this.#options = options;
    this.#reviewedAtMs = options.clock.monotonicMs();
    this.#writtenAtMs = this.#reviewedAtMs;
    options.writer.onDrain(() => void this.#pump());
    options.writer.onClose(() => {
      this.#ended = true;
    });
  }

  static create(options: StreamConnectionOptions): StreamConnection {
    return new StreamConnection(options);
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Sends the headers and the first frames. */
  async open(): Promise<void> {
    this.#options.writer.open();
    await this.#pump();
  }

  /** Something changed. */
  async deliver(change: ServiceHealthChange): Promise<void> {
    const { entityRef, fleet } = this.#options.subscription;
    if (
      entityRef &&
      (change.changed.has(entityRef) || change.removed.has(entityRef))
    ) {
      this.#snapshotDue = true;
    }
    if (fleet) {
      for (const ref of change.changed) {
        this.#changed.add(ref);
        this.#removed.delete(ref);
      }
      for (const ref of change.removed) {
        this.#removed.add(ref);
        this.#changed.delete(ref);
      }
    }
    if (change.sources) {
      this.#heartbeatDue = true;
    }
    await this.#pump();
  }

  /** Called every few seconds: the sign of life, and what has to be looked at from time to time. */
  async beat(): Promise<void> {
    const { clock, subscription, writer, random } = this.#options;
    const { expiresAt } = subscription.credentials;
    if (expiresAt && expiresAt.getTime() <= clock.now().getTime()) {
      this.end({
        reason: END_REASONS.tokenExpired,
        retryAfterMs: random() * 1_000,
      });
      return;
    }
    const now = clock.monotonicMs();
    if (!writer.isWritable && now - this.#writtenAtMs > STALL_MS) {
      this.#ended = true;
      writer.destroy();
      return;
    }
    if (now - this.#reviewedAtMs > REVIEW_GRACE_MS + REVIEW_MS) {
      this.end({
        reason: END_REASONS.unavailable,
        retryAfterMs: 1_000 + random() * 9_000,
      });
      return;
    }
    if (now - this.#reviewedAtMs >= REVIEW_MS) {
      this.#snapshotDue = true;
      this.#fleetDue ??= 'review';
    }
    this.#heartbeatDue = true;
    await this.#pump();
  }

  end(event: StreamEvents['end']): void {
    if (!this.#ended) {
      this.#ended = true;
      const { retryAfterMs } = event;
      this.#options.writer.end(
        retryAfterMs === undefined
          ? event
          : { ...event, retryAfterMs: Math.round(retryAfterMs) },
      );
    }
  }

  /** Writes what is due, one thing after the other, while the reader takes it. */
  async #pump(): Promise<void> {
    if (this.#pumping) {
      return;
    }
    this.#pumping = true;
    try {
      while (!this.#ended && this.#options.writer.isWritable) {
        if (!(await this.#sendNext())) {
          break;
        }
        this.#writtenAtMs = this.#options.clock.monotonicMs();
      }
    } catch (error) {
      this.#fail(error as Error);
    } finally {
      this.#pumping = false;
    }
  }

  /** Returns false if nothing was due. */
  async #sendNext(): Promise<boolean> {
    const { service, subscription } = this.#options;
    const { credentials, entityRef, fleet } = subscription;
    if (this.#heartbeatDue) {
      this.#heartbeatDue = false;
      const sources = await service.getSources({ credentials });
      this.#send('heartbeat', { at: this.#now(), sources });
      return true;
    }
    if (entityRef && this.#snapshotDue) {
      this.#snapshotDue = false;
      const snapshot = await service.getSnapshot(entityRef, { credentials });
      this.#reviewed();
      if (snapshot.version !== this.#snapshotVersion) {
        this.#snapshotVersion = snapshot.version;
        this.#send('snapshot', snapshot);
      }
      return true;
    }
    if (fleet && this.#fleetDue) {
      await this.#sendWholeFleet();
      return true;
    }
    if (fleet && this.#changed.size + this.#removed.size > 0) {
      await this.#sendFleetChange();
      return true;
    }
    return false;
  }

  /** All rows at first and after a gap. In a review only if the reader may see other rows than before. */
  async #sendWholeFleet(): Promise<void> {
    const { service, subscription } = this.#options;
    const due = this.#fleetDue;
    this.#fleetDue = undefined;
    const fleet = await service.getFleet(subscription);
    this.#reviewed();
    if (
      due === 'review' &&
      fleet.rows.length === this.#shown.size &&
      fleet.rows.every(({ entityRef }) => this.#shown.has(entityRef))
    ) {
      return;
    }
    this.#changed.clear();
    this.#removed.clear();
    this.#shown.clear();
    for (const { entityRef } of fleet.rows) {
      this.#shown.add(entityRef);
    }
    this.#send('fleet', {
      version: fleet.version,
      at: fleet.at,
      full: true,
      rows: fleet.rows,
      removed: [],
      sources: fleet.sources,
    });
  }

  async #sendFleetChange(): Promise<void> {
    const { service, subscription } = this.#options;
    const asked = [...this.#changed];
    const gone = [...this.#removed];
    this.#changed.clear();
    this.#removed.clear();
    const rows = await service.getFleetRows(asked, subscription);
    const sources = await service.getSources(subscription);

    const found = new Set(rows.map(({ entityRef }) => entityRef));
    const removed = [...gone, ...asked].filter(
      entityRef => !found.has(entityRef) && this.#shown.delete(entityRef),
    );
    for (const entityRef of found) {
      this.#shown.add(entityRef);
    }
    if (rows.length + removed.length > 0) {
      this.#send('fleet', {
        version: `change-${++this.#sequence}`,
        at: this.#now(),
        full: false,
        rows,
        removed,
        sources,
      });
    }
  }

  #send<TEvent extends keyof StreamEvents>(
    event: TEvent,
    data: StreamEvents[TEvent],
  ): void {
    if (!this.#ended) {
      this.#options.writer.send(event, data);
    }
  }

  /** Not visible ends the stream for good. Anything else passes: the next beat reads all of it afresh. */
  #fail(error: Error): void {
    if (['NotFoundError', 'NotAllowedError'].includes(error.name)) {
      this.end({ reason: END_REASONS.notVisible });
      return;
    }
    if (error.name === 'AuthenticationError') {
      this.end({ reason: END_REASONS.tokenExpired });
      return;
    }
    this.#snapshotDue = true;
    this.#fleetDue = 'send';
  }

  #reviewed(): void {
    this.#reviewedAtMs = this.#options.clock.monotonicMs();
  }

  #now(): string {
    return this.#options.clock.now().toISOString();
  }
}
