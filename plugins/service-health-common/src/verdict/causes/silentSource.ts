/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { SourceFreshness } from '../../snapshot/types';
import { formatTime, plural, quoteUpstream } from '../../text/text';
import { getSilentSources } from '../axes';
import { nameSource, sourceEvidence } from '../evidence';
import { Cause, VerdictInput } from '../types';

/** A source that the verdict needs is not live. What was last seen may no longer be so, so nothing is called good. */
export function silentSource(input: VerdictInput): Cause | undefined {
  const silent = getSilentSources(input);
  if (silent.length === 0) {
    return undefined;
  }
  const [since] = silent.flatMap(source => getSince(source) ?? []).sort();
  return {
    headline: 'Unknown',
    tone: 'unknown',
    text: silentSourceMessage(silent, input.now),
    since,
    evidence: silent.map(sourceEvidence),
    origin: 'portal',
  };
}

/** @internal */
export function silentSourceMessage(
  silent: readonly SourceFreshness[],
  now: Date,
): string {
  const [first] = silent;
  const more =
    silent.length > 1
      ? ` (and ${plural(silent.length - 1, 'more source')})`
      : '';
  return `${describe(first, now)}${more}`;
}

function describe(source: SourceFreshness, now: Date): string {
  const name = nameSource(source);
  const since = getSince(source);
  const when = since ? ` since ${formatTime(since, now)}` : '';
  switch (source.state) {
    case 'failed': {
      const why = source.reason ? `: ${quoteUpstream(source.reason)}` : '';
      return `${name} cannot be read${when}${why}`;
    }
    case 'stale':
      return `${name} has been silent${when}`;
    default:
      return `${name} has not answered yet`;
  }
}

function getSince(source: SourceFreshness): string | undefined {
  return source.state === 'failed' ? source.failingSince : source.observedAt;
}
