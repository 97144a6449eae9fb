/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { SourceFreshness, SourceName } from './snapshot/types';

/**
 * What one scope of a source instance (one list of one upstream) has shown of itself.
 *
 * @public
 */
export interface ScopeSignal {
  /** When upstream last confirmed the scope's data; undefined if it was never heard of. */
  lastHeardAt?: Date;
  /** True if the source's data is whole without it; see {@link getSourceFreshness}. */
  supplementary?: boolean;
  /** The failure since the last success, if attempts fail. */
  failure?: {
    since: Date;
    reason: string;
    nextStep?: string;
    retryAt?: Date;
    /** True if nobody answered at all. */
    unreachable?: boolean;
  };
}

/**
 * What {@link getSourceFreshness} judges.
 *
 * @public
 */
export interface SourceFreshnessOptions {
  source: SourceName;
  instance: string;
  /** Milliseconds of silence after which a scope is stale. */
  staleAfterMs: number;
  /** All scopes that the source has announced; an instance is as fresh as the worst of those that are not supplementary. */
  scopes: ScopeSignal[];
  now: Date;
}

/**
 * Says how fresh the data of one source instance is: failed if the last attempt of any scope ended in an error, else connecting until all
 * scopes were heard of, else stale if any scope was silent for longer than the limit, else live. An instance without scopes is connecting.
 *
 * An instance of which nothing was ever heard and that nobody answers for is connecting, with the reason: it may still be starting, as all of
 * a platform does at once.
 *
 * `observedAt` is the oldest confirmation of its scopes and is absent until all were heard of: what was never read confirms nothing.
 *
 * Supplementary scopes count for none of that. If one of them fails, an instance that is live stays so and says with `failingSince`,
 * `retryAt`, `reason` and `nextStep` what is not known for the time being.
 *
 * @public
 */
export function getSourceFreshness(
  options: SourceFreshnessOptions,
): SourceFreshness {
  const { source, instance, staleAfterMs, now } = options;
  const scopes = options.scopes.filter(scope => !scope.supplementary);
  const heard = scopes
    .map(scope => scope.lastHeardAt)
    .filter(time => time !== undefined)
    .sort((left, right) => left.getTime() - right.getTime());
  const complete = scopes.length > 0 && heard.length === scopes.length;
  const observedAt = complete ? heard[0].toISOString() : undefined;
  const common = { source, instance, ...(observedAt && { observedAt }) };

  const trouble = describeLongestFailure(scopes);
  const mayBeStarting =
    heard.length === 0 &&
    scopes.every(({ failure }) => !failure || failure.unreachable);
  if (trouble) {
    const state = mayBeStarting ? 'connecting' : 'failed';
    return { ...common, state, ...trouble };
  }
  if (!complete) {
    return { ...common, state: 'connecting' };
  }
  const silentForMs = now.getTime() - heard[0].getTime();
  if (silentForMs > staleAfterMs) {
    return { ...common, state: 'stale' };
  }
  return {
    ...common,
    state: 'live',
    ...describeLongestFailure(
      options.scopes.filter(scope => scope.supplementary),
    ),
  };
}

function describeLongestFailure(scopes: ScopeSignal[]) {
  const [failure] = scopes
    .flatMap(scope => scope.failure ?? [])
    .sort((left, right) => left.since.getTime() - right.since.getTime());
  return (
    failure && {
      failingSince: failure.since.toISOString(),
      ...(failure.retryAt && { retryAt: failure.retryAt.toISOString() }),
      reason: failure.reason,
      ...(failure.nextStep && { nextStep: failure.nextStep }),
    }
  );
}
