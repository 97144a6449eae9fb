/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { loadFixture } from '../__testUtils__/loadFixture';
import { getAutoscalerProblem } from './autoscalerHealth';

describe('getAutoscalerProblem', () => {
  it.each([
    ['healthy_ableToScale', undefined],
    ['progressing_noConditions', undefined],
    ['healthy_targetAtZero', undefined],
    ['degraded_noMetrics', expect.stringContaining('no metrics returned')],
    ['degraded_targetGone', expect.stringContaining('"api-gateway" not found')],
    // Argo CD calls this one healthy: its list lacks the reason.
    [
      'healthy_noContainerMetrics',
      expect.stringContaining('no metrics returned'),
    ],
  ])('reads the conditions of %s themselves', (fixture, problem) => {
    expect(
      getAutoscalerProblem(loadFixture(`horizontalpodautoscaler/${fixture}`)),
    ).toEqual(problem);
  });
});
