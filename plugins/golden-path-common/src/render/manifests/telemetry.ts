/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { podLabels } from '../conventions';
import { Manifest, PlatformContext, RenderContext } from '../types';
import { platformMetadata, serviceMetadata } from './metadata';

/** How many times as many requests of tier 1 are traced. */
const TIER_1_FACTOR = 10;

/**
 * What the proxies of the namespace write down: failed requests, and a share of
 * all as traces. A namespace has one Telemetry without a selector at most. Traces
 * go to the mesh's default provider, which its operator chooses.
 *
 * @internal
 */
export function renderPlatformTelemetry(context: PlatformContext): Manifest[] {
  const { tracingPercent } = context.model.system.spec.mesh;
  return [
    {
      apiVersion: 'telemetry.istio.io/v1',
      kind: 'Telemetry',
      metadata: platformMetadata(context, 'default'),
      spec: {
        accessLogging: [
          {
            // Every mesh has it: standard output of the proxy.
            providers: [{ name: 'envoy' }],
            filter: { expression: 'response.code >= 400' },
          },
        ],
        tracing: [{ randomSamplingPercentage: tracingPercent }],
      },
    },
  ];
}

/**
 * More traces of what the platform cannot do without. What it does not say, as
 * the log, comes from the namespace's Telemetry.
 *
 * @internal
 */
export function renderTelemetry(context: RenderContext): Manifest[] {
  const { service, model } = context;
  const { tracingPercent } = model.system.spec.mesh;
  if (service.spec.tier !== 1 || tracingPercent === 0) {
    return [];
  }
  return [
    {
      apiVersion: 'telemetry.istio.io/v1',
      kind: 'Telemetry',
      metadata: serviceMetadata(context),
      spec: {
        selector: { matchLabels: podLabels(service.name) },
        tracing: [
          { randomSamplingPercentage: tracingShareOfTier1(tracingPercent) },
        ],
      },
    },
  ];
}

/** In decimals: ten times 0.07 would be 0.7000000000000001. */
function tracingShareOfTier1(percent: number): number {
  return Math.min(100, Number((percent * TIER_1_FACTOR).toPrecision(9)));
}
