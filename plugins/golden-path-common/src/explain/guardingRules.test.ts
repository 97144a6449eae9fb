/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { guardingRules } from './guardingRules';

describe('guardingRules', () => {
  it.each([
    ['a field', 'spec.runtime.ports[1].port', ['GP-PORT-001', 'GP-PORT-006']],
    [
      "an environment's override of it",
      'spec.runtime.environments.prod.resources.memory.limit',
      ['GP-RES-001', 'GP-RES-003'],
    ],
    ['a field of a Resource', 'spec.endpoint.port', ['GP-RESOURCE-001']],
    ['a field of the entity', 'spec.owner', ['GP-OWNER-001', 'GP-OWNER-002']],
  ])('names the rules of %s', (_, path, rules) => {
    expect(guardingRules(path)).toEqual(expect.arrayContaining(rules));
  });

  it('leaves out the rules that are about every field', () => {
    expect(guardingRules('spec.runtime.tier').join()).not.toContain('GP-SPEC');
  });

  it('names none for a field that no rule looks at', () => {
    expect(guardingRules('spec.runtime.nowhere')).toEqual([]);
  });
});
