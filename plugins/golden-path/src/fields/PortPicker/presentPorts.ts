/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PortPool, TakenPort } from '../../api/GoldenPathApi';

/** @internal */
export type PortState = 'free' | TakenPort['state'];

/** A port of the pool and what has it. @internal */
export interface PortCell {
  port: number;
  state: PortState;
  by?: string;
}

/** @internal */
export const PORT_STATES: readonly PortState[] = [
  'free',
  'used',
  'reserved',
  'live',
];

/**
 * What is to be said about a port that somebody wants.
 *
 * @internal
 */
export type PortVerdict =
  | { kind: 'empty' | 'free' | 'outside' | 'notNumber' }
  /** Reserved by the user for the same service. */
  | { kind: 'kept'; until: string }
  | { kind: 'used' | 'live'; by: string }
  | { kind: 'reserved'; by: string; until: string };

/** All ports of the pool, in order. @internal */
export function cellsOf({ pool, ports }: PortPool): PortCell[] {
  const taken = new Map(ports.map(entry => [entry.port, entry]));
  const length = Math.max(0, pool.to - pool.from + 1);
  return Array.from({ length }, (_, index) => {
    const port = pool.from + index;
    const entry = taken.get(port);
    return entry
      ? { port, state: entry.state, by: holderOf(entry) }
      : { port, state: 'free' };
  });
}

/**
 * @param wanted - what the field holds
 * @param asker - who wants it, and for which service
 * @internal
 */
export function verdictOf(
  { pool, ports }: PortPool,
  wanted: unknown,
  asker: { userRef?: string; name?: string },
): PortVerdict {
  if (wanted === undefined || wanted === '' || wanted === null) {
    return { kind: 'empty' };
  }
  if (!Number.isInteger(wanted)) {
    return { kind: 'notNumber' };
  }
  const taken = ports.find(({ port }) => port === wanted);
  if (!taken) {
    const port = wanted as number;
    return { kind: port < pool.from || port > pool.to ? 'outside' : 'free' };
  }
  const by = holderOf(taken);
  if (taken.state !== 'reserved') {
    return { kind: taken.state, by };
  }
  const until = timeOf(taken.expiresAt);
  const isOwn = taken.by === asker.userRef && taken.name === asker.name;
  return isOwn ? { kind: 'kept', until } : { kind: 'reserved', by, until };
}

/** @internal */
export function isRefused({ kind }: PortVerdict): boolean {
  return kind !== 'free' && kind !== 'kept' && kind !== 'empty';
}

/** Who has a port, as short as it is clear. @internal */
export function holderOf({ state, by, name }: TakenPort): string {
  const holder = by.replace(/^(component|user|group):default\//, '');
  return state === 'reserved' && name ? `${holder} for '${name}'` : holder;
}

/** Hours and minutes of the reader's own clock. @internal */
export function timeOf(instant: string | undefined): string {
  const time = new Date(instant ?? '');
  return Number.isNaN(time.getTime())
    ? '?'
    : time.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}
