/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LoggerService } from '@backstage/backend-plugin-api';
import { Observation } from '@openpolicy/plugin-service-health-common';
import {
  ObservationSink,
  SourceFailure,
} from '@openpolicy/plugin-service-health-node';
import { Clock } from '@openpolicy/plugin-service-health-node/upstream';
import { KubernetesFault } from '../errors';
import { Retention } from '../retention/Retention';
import { ListerWatcher, RawObject } from './ListerWatcher';

/**
 * Times of a reflector in milliseconds.
 *
 * @internal
 */
export interface ReflectorTiming {
  /** First and largest back-off. Default: 1 000 and 60 000. */
  backoffBaseMs: number;
  backoffCapMs: number;
  /** A watch without event or bookmark for this long is taken for dead; bookmarks come once a minute. Default: 90 000. */
  silenceMs: number;
  /** Least wait after an answer that only an operator can change (401, 403); up to twice as long by chance. Default: 30 000. */
  slowRetryMs: number;
  /** Wait before asking again for a kind that the cluster does not serve. Default: 300 000. */
  absentRetryMs: number;
  /** A watch that is closed sooner and brought nothing counts as a failure. Default: 10 000. */
  shortWatchMs: number;
  /** Spread of reconnects and of re-lists after an expiry. Default: 1 000. */
  jitterMs: number;
}

/** @internal */
export const DEFAULT_TIMING: ReflectorTiming = {
  backoffBaseMs: 1_000,
  backoffCapMs: 60_000,
  silenceMs: 90_000,
  slowRetryMs: 30_000,
  absentRetryMs: 300_000,
  shortWatchMs: 10_000,
  jitterMs: 1_000,
};

/**
 * What a a Reflector needs.
 *
 * @internal
 */
export interface ReflectorOptions {
  scope: string;
  listerWatcher: ListerWatcher;
  sink: ObservationSink;
  /** The key of an object, also of one that `project` drops. */
  keyOf(object: RawObject): string;
  /** Cuts an object to what pages show; undefined drops it. */
  project(object: RawObject): Observation | undefined;
  retention: Retention;
  /** Puts a fault into words for the page. */
  describeFault(fault: KubernetesFault): Omit<SourceFailure, 'retryAt'>;
  /** True if a cluster may well not serve the kind: a 404 is then an empty list. */
  optional: boolean;
  /** False if the API server sends no bookmarks for the kind, so that silence means nothing. */
  bookmarks: boolean;
  clock: Clock;
  random: () => number;
  logger: LoggerService;
  timing: ReflectorTiming;
}
