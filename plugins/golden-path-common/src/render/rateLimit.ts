/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ServicePort, ServiceSpec } from '../spec/serviceSpec';
import { callablePorts, isHttpPort } from './ports';

/**
 * Ports whose requests are counted. A limit is on requests, so one of bytes has
 * none.
 *
 * @internal
 */
export function limitedPorts(spec: ServiceSpec): ServicePort[] {
  return spec.traffic.rateLimit ? callablePorts(spec).filter(isHttpPort) : [];
}

/**
 * Whether the platform's rate limit service counts its requests.
 *
 * @internal
 */
export function isGloballyLimited(spec: ServiceSpec): boolean {
  return (
    spec.traffic.rateLimit?.scope === 'global' && limitedPorts(spec).length > 0
  );
}

/**
 * A number of requests in a window that the rate limit service counts.
 *
 * @internal
 */
export interface RateLimitWindow {
  unit: 'second' | 'minute';
  requests: number;
}

/**
 * The windows of a global limit. The rate limit service counts by fixed windows
 * and knows no bursts: one above the rate becomes a second window, which lets a
 * second have the burst and holds the minute to the rate.
 *
 * @internal
 */
export function rateLimitWindows({
  rps,
  burst = rps,
}: {
  rps: number;
  burst?: number;
}): RateLimitWindow[] {
  return burst > rps
    ? [
        { unit: 'second', requests: burst },
        { unit: 'minute', requests: rps * 60 },
      ]
    : [{ unit: 'second', requests: rps }];
}
