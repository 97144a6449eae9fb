/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  SectionState,
  SourceFreshness,
} from '@openpolicy/plugin-service-health-common';
import { FeedConnection, FeedState } from '../../api/ServiceHealthApi';
import { formatAge, formatDuration } from '../../text/age';

/**
 * The states that a card can be in.
 *
 * @public
 */
export type CardState =
  | 'loading'
  | 'connecting'
  | 'ready'
  | 'stale'
  | 'unbound'
  | 'unconfigured'
  | 'denied'
  | 'signedOut'
  | 'failed';

/**
 * What a person should know about one source or the connection.
 *
 * @internal
 */
export interface SourceNotice {
  id: string;
  look: 'stale' | 'failed' | 'connecting';
  title: string;
  /** Reason and next step. */
  text?: string;
  /** Age of the last good data. */
  lastGoodAge?: string;
  /** Time to the next attempt; "0 s" while it runs. */
  retryIn?: string;
}

/**
 * A card's state, its age and what to say about its sources.
 *
 * @internal
 */
export interface CardModel {
  state: CardState;
  /** ISO 8601: the oldest confirmation of the data shown. */
  asOf?: string;
  notices: SourceNotice[];
  /** Why there is nothing, for `denied` and `failed`. */
  problem?: string;
}

/** Silence of the portal's own server that is worth a word. */
const SILENCE_WORTH_A_WORD_MS = 12_000;

/** Silence of the portal's own server after which nothing on the page is known any more. */
const SILENCE_UNTIL_UNKNOWN_MS = 30_000;

const CONNECTION_STATES: Partial<Record<FeedConnection, CardState>> = {
  denied: 'denied',
  signedOut: 'signedOut',
  retrying: 'failed',
  ended: 'failed',
};

const SOURCE_TITLES: Record<string, string> = {
  catalog: 'Catalog',
  kubernetes: 'Kubernetes',
  argocd: 'Argo CD',
  prometheus: 'Prometheus',
  alertmanager: 'Alertmanager',
};

/**
 * A source as people call it: "Argo CD 'lab'".
 *
 * @internal
 */
export function sourceTitle(source: SourceFreshness): string {
  const title = SOURCE_TITLES[source.source] ?? source.source;
  // The portal has one catalog; it needs no name.
  return source.instance === source.source
    ? title
    : `${title} '${source.instance}'`;
}

/**
 * The state of a card.
 *
 * @param section - the card's part of the snapshot, undefined while there is no snapshot
 * @internal
 */
export function presentCard(
  section: { state: SectionState; sources: SourceFreshness[] } | undefined,
  feed: FeedState<unknown>,
  now: Date,
): CardModel {
  if (feed.connection === 'denied' || feed.connection === 'signedOut') {
    return { state: feed.connection, notices: [], problem: feed.problem };
  }
  if (!section) {
    return {
      state: CONNECTION_STATES[feed.connection] ?? 'loading',
      notices: [],
      problem: feed.problem,
    };
  }
  const notices = presentSourceNotices(section.sources, now);
  const asOf = oldestConfirmation(section.sources);
  if (section.state === 'connecting') {
    const failed = notices.some(notice => notice.look === 'failed');
    return { state: failed ? 'failed' : 'connecting', notices };
  }
  if (section.state === 'ready') {
    const late =
      notices.some(notice => notice.look !== 'connecting') ||
      presentConnection(feed, now)?.lost;
    return { state: late ? 'stale' : 'ready', asOf, notices };
  }
  return { state: section.state, asOf, notices };
}

/**
 * What to say about sources that are not live, the worst first, and about live ones that miss a part: a Prometheus without its Alertmanager.
 *
 * @internal
 */
export function presentSourceNotices(
  sources: SourceFreshness[],
  now: Date,
): SourceNotice[] {
  const order = ['failed', 'stale', 'live', 'connecting'] as const;
  const notices: SourceNotice[] = [];
  for (const state of order) {
    for (const source of sources.filter(item => item.state === state)) {
      if (state === 'live' && !source.reason) continue;
      notices.push({
        id: `${source.source}/${source.instance}`,
        look: state === 'live' ? 'connecting' : state,
        title: noticeTitle(source, now),
        text: [source.reason, source.nextStep]
          .filter(Boolean)
          .map(asSentence)
          .join(' '),
        lastGoodAge: formatAge(source.observedAt, now),
        retryIn: untilRetry(source.retryAt, now),
      });
    }
  }
  return notices;
}

/**
 * What to say about the connection to the portal's own server; undefined while all is well or nothing has been shown yet.
 *
 * @internal
 */
export function presentConnection(
  feed: FeedState<unknown>,
  now: Date,
): (SourceNotice & { lost: boolean }) | undefined {
  if (!feed.data || feed.heardAt === undefined) {
    return undefined;
  }
  const silence = now.getTime() - feed.heardAt;
  if (feed.connection === 'paused') {
    return {
      id: 'portal',
      look: 'connecting',
      title: 'Resuming after the tab was hidden',
      lastGoodAge: formatDuration(silence),
      lost: silence >= SILENCE_UNTIL_UNKNOWN_MS,
    };
  }
  const ended = feed.connection === 'ended';
  if (!ended && silence < SILENCE_WORTH_A_WORD_MS) {
    return undefined;
  }
  // A poll comes every 15 s; between two of them silence means nothing.
  if (feed.connection === 'polling' && silence < SILENCE_UNTIL_UNKNOWN_MS) {
    return undefined;
  }
  return {
    id: 'portal',
    look: ended ? 'stale' : 'failed',
    title: ended
      ? "The portal's server ended the live view"
      : `No word from the portal's server for ${formatDuration(silence)}`,
    text: feed.problem,
    lastGoodAge: formatDuration(silence),
    retryIn: ended
      ? undefined
      : untilRetry(
          feed.retryAt === undefined
            ? undefined
            : new Date(feed.retryAt).toISOString(),
          now,
        ),
    lost: silence >= SILENCE_UNTIL_UNKNOWN_MS,
  };
}

/**
 * The oldest confirmation among sources that have one.
 *
 * @internal
 */
export function oldestConfirmation(
  sources: SourceFreshness[],
): string | undefined {
  let oldest: string | undefined;
  for (const { observedAt } of sources) {
    if (
      observedAt &&
      (!oldest || Date.parse(observedAt) < Date.parse(oldest))
    ) {
      oldest = observedAt;
    }
  }
  return oldest;
}

function noticeTitle(source: SourceFreshness, now: Date): string {
  const title = sourceTitle(source);
  const since = formatAge(source.failingSince, now);
  switch (source.state) {
    case 'failed':
      return since
        ? `${title} has not been reachable for ${since}`
        : `${title} is not reachable`;
    case 'stale':
      return `${title} has been silent`;
    case 'live':
      return `${title} is read in part`;
    default:
      return `${title} is connecting`;
  }
}

/** Reasons come with and without a full stop. */
function asSentence(text: string | undefined): string {
  return text && /[.!?…]$/.test(text) ? text : `${text}.`;
}

function untilRetry(retryAt: string | undefined, now: Date) {
  const at = retryAt === undefined ? NaN : Date.parse(retryAt);
  return Number.isNaN(at) ? undefined : formatDuration(at - now.getTime());
}
