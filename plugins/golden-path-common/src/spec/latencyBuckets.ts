/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Edges of the mesh's histogram of response times, in milliseconds; pods carry
 * them in an annotation. There are edges at 1 s and 2 s, because alerts ask about
 * these: Istio's own list jumps from 1 s to 2.5 s, and what lies between two
 * edges is only guessed.
 *
 * @public
 */
export const LATENCY_BUCKETS_MILLISECONDS: readonly number[] = [
  5, 10, 25, 50, 100, 250, 500, 750, 1000, 1500, 2000, 3000, 5000, 10000,
];

/**
 * Whether a response time is an edge of the histogram, so that requests within it
 * are counted and not guessed.
 *
 * @internal
 */
export function isLatencyEdge(seconds: number): boolean {
  // Thousandths are compared as whole numbers: 0.25 * 1000 is exact, 1.1 * 1000 is not.
  return LATENCY_BUCKETS_MILLISECONDS.includes(Math.round(seconds * 1e6) / 1e3);
}

/** The edges in seconds, for a message. */
export function latencyEdges(): string {
  return LATENCY_BUCKETS_MILLISECONDS.map(edge => edge / 1000).join(', ');
}
