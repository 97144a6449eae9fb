/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

const SECONDS: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
  d: 86400,
  w: 604800,
  y: 31536000,
};

const PART = /(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h|d|w|y)/g;

/**
 * Reads a duration as Istio (`1m30s`) and Prometheus (`1d12h`) write it.
 *
 * @returns seconds, or undefined if the text is no duration
 * @internal
 */
export function readSeconds(text: string | undefined): number | undefined {
  if (text === undefined) {
    return undefined;
  }
  let seconds = 0;
  let read = 0;
  for (const [part, amount, unit] of text.matchAll(PART)) {
    seconds += Number(amount) * SECONDS[unit];
    read += part.length;
  }
  return read > 0 && read === text.length ? seconds : undefined;
}
