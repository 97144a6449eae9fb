/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  FleetSnapshot,
  ServiceSnapshot,
  SourceFreshness,
} from '@openpolicy/plugin-service-health-common';

/**
 * What one stream follows.
 *
 * @internal
 */
export interface StreamTarget {
  entityRef?: string;
  fleet: boolean;
}

/**
 * The requests that the feed needs. All reject with `ResponseError` for an answer that is no success, and with something else if there was
 * no answer; a 304 is `undefined`.
 *
 * @internal
 */
export interface FeedTransport {
  /** Opens the stream; the pieces of text are as the network cuts them. */
  openStream(
    target: StreamTarget,
    signal: AbortSignal,
  ): Promise<AsyncIterable<string>>;
  getService(
    entityRef: string,
    version: string | undefined,
    signal: AbortSignal,
  ): Promise<ServiceSnapshot | undefined>;
  getFleet(
    version: string | undefined,
    signal: AbortSignal,
  ): Promise<FleetSnapshot | undefined>;
  getSources(signal: AbortSignal): Promise<SourceFreshness[]>;
}
