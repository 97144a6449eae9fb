/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parseDurationSeconds } from '../spec/duration';
import { Violation } from './types';

/** A DNS-1035 label: what a Service, a namespace or a System may be called. */
export function isLabel(text: string): boolean {
  return /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/.test(text);
}

/**
 * A full host name in lower case. A single label is none (the mesh refuses it at
 * a gateway), and no address is one: its last label would be a number.
 */
export function isHostName(text: string): boolean {
  return (
    text.length <= 253 &&
    /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/.test(
      text,
    )
  );
}

/** A name that resolves inside a cluster only. */
export function isClusterInternal(host: string): boolean {
  return (
    !host.includes('.') || /(\.svc|\.cluster\.local|\.localhost)\.?$/.test(host)
  );
}

/**
 * Seconds of a duration as the mesh reads it: hours are its longest unit, and a
 * duration of nothing switches off what it limits.
 */
export function meshSeconds(text: string): number | undefined {
  const seconds = text.endsWith('d') ? undefined : parseDurationSeconds(text);
  return seconds ? seconds : undefined;
}

/** A number outside its range, both ends included. */
export function outOfRange(
  path: string,
  value: number | undefined,
  from: number,
  to: number,
): Violation[] {
  return value === undefined || (value >= from && value <= to)
    ? []
    : [
        {
          path,
          message: `'${path}' is ${value}, not between ${from} and ${to}`,
          fix: `Take a value between ${from} and ${to}.`,
        },
      ];
}

/** Names in single quotes, for a message. */
export function quoted(names: readonly (string | number)[]): string {
  return names.map(name => `'${name}'`).join(', ');
}
