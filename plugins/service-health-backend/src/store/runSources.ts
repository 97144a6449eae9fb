/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceHealthSource } from '@openpolicy/plugin-service-health-node';
import { ObservationStore } from './ObservationStore';

/**
 * Options of {@link runSources}.
 *
 * @internal
 */
export interface RunSourcesOptions {
  sources: readonly ServiceHealthSource[];
  store: ObservationStore;
  /** Overrides what the sources say of themselves. */
  staleAfterMs?: number;
  logger: LoggerService;
  signal: AbortSignal;
}

/**
 * Runs all sources until the signal aborts, each against its own sink. A source that rejects has a mistake in its program: its scopes are
 * marked failed, the others go on.
 *
 * @internal
 */
export async function runSources(options: RunSourcesOptions): Promise<void> {
  const { logger, signal, sources, staleAfterMs, store } = options;
  await Promise.all(
    sources.map(async source => {
      const sink = store.register({
        source: source.source,
        instance: source.instance,
        scopes: source.scopes,
        supplementaryScopes: source.supplementaryScopes,
        staleAfterMs: staleAfterMs ?? source.staleAfterMs,
      });
      try {
        await source.run({ sink, signal });
      } catch (error) {
        logger.error('A source of service health ended by a mistake in it', {
          source: source.source,
          instance: source.instance,
          error: String(error),
        });
        for (const scope of source.scopes) {
          sink.fail(scope, {
            reason: `The source '${source.source}/${source.instance}' has stopped after an internal error.`,
            nextStep: 'Restart the portal, and report the error in its log.',
          });
        }
      }
    }),
  );
}
