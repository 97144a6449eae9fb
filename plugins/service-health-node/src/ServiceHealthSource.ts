/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { SourceName } from '@openpolicy/plugin-service-health-common';
import { ObservationSink } from './ObservationSink';

/**
 * One upstream instance that service health reads: a cluster, an Argo CD, a Prometheus.
 *
 * @public
 */
export interface ServiceHealthSource {
  readonly source: SourceName;
  /** The name from the configuration, e.g. of the cluster. */
  readonly instance: string;
  /** The scopes that it will write; until each was heard of, the instance is `connecting`. */
  readonly scopes: string[];
  /**
   * Those of `scopes` without which the data is still whole, so that their trouble is no reason to distrust it: of a Prometheus, what its
   * Alertmanager does with alerts. While one of them fails the instance stays `live`, and the reason is shown beside it. Default: none.
   */
  readonly supplementaryScopes?: string[];
  /** Milliseconds of silence of a scope after which its data is stale. */
  readonly staleAfterMs: number;
  /**
   * Reads until the signal aborts, then resolves. Faults of upstream go to `sink.fail` and are retried for ever with back-off; a
   * rejection means a programming mistake.
   */
  run(options: { sink: ObservationSink; signal: AbortSignal }): Promise<void>;
}
