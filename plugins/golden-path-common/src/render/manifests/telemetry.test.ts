/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeModel, makeService } from '../../testing/builders';
import { renderObjects } from '../../testing/renderObjects';
import { renderPlatformObjects } from '../../testing/renderPlatformObjects';

const NAME = 'Telemetry/checkout';

describe('Telemetry', () => {
  it('logs failed requests and traces a share of all, once a namespace', () => {
    const objects = renderPlatformObjects(
      makeModel([makeService()], { mesh: { tracingPercent: 3 } }),
    );
    expect(objects['Telemetry/default'].spec).toEqual({
      accessLogging: [
        {
          providers: [{ name: 'envoy' }],
          filter: { expression: 'response.code >= 400' },
        },
      ],
      tracing: [{ randomSamplingPercentage: 3 }],
    });
  });

  it.each([
    [3, 30],
    [0.07, 0.7],
    [13, 100],
  ])('traces of tier 1 ten times %d percent, %d', (tracingPercent, share) => {
    expect(
      renderObjects({ tier: 1 }, { mesh: { tracingPercent } })[NAME].spec,
    ).toEqual({
      selector: { matchLabels: { 'app.kubernetes.io/name': 'checkout' } },
      tracing: [{ randomSamplingPercentage: share }],
    });
  });

  it.each([
    ['of tier 2', { tier: 2 }, 1],
    ['where nothing is traced', { tier: 1 }, 0],
  ])('says nothing more of a service %s', (_, runtime, tracingPercent) => {
    expect(
      renderObjects(runtime, { mesh: { tracingPercent } }),
    ).not.toHaveProperty([NAME]);
  });
});
