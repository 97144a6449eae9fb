/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import fc from 'fast-check';
import { arbitraryPlatform } from '../testing/randomSpec';
import { lintPlatform } from './lintPlatform';

describe('lintPlatform', () => {
  it('finds nothing in what random platforms that break no rule render to', () => {
    fc.assert(
      fc.property(arbitraryPlatform(), model => {
        for (const { name } of model.system.spec.environments) {
          expect(
            lintPlatform(model, { environment: name }).map(
              ({ ruleId, path, message }) => `${ruleId} ${path}: ${message}`,
            ),
          ).toEqual([]);
        }
      }),
      { numRuns: 50, seed: 20261123 },
    );
  });
});
