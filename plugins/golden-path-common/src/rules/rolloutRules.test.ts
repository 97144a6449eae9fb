/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  describeModelRules,
  describeServiceRules,
} from '../testing/describeRules';

const image = { tag: '1.4.0' };

const STEPS = 'spec.runtime.rollout.canary.steps';

const canary = (part: object) => ({
  rollout: { strategy: 'canary', canary: part },
});

const steps = (...list: object[]) => ({
  rollout: { strategy: 'rollouts', canary: { steps: list } },
});

describeServiceRules('rollout rules', {
  'GP-ROLLOUT-001': {
    bad: [
      [
        { rollout: { drainSeconds: 31, graceSeconds: 45 } },
        'spec.runtime.rollout.graceSeconds',
      ],
      [{ traffic: { timeout: '31s' } }, 'spec.runtime.rollout.graceSeconds'],
      [
        { traffic: { timeout: '30001ms' } },
        'spec.runtime.rollout.graceSeconds',
      ],
      [{ rollout: { drainSeconds: -1 } }, 'spec.runtime.rollout.drainSeconds'],
      [
        {
          ports: [],
          workload: { kind: 'job' },
          rollout: { drainSeconds: 10, graceSeconds: 14 },
        },
        'spec.runtime.rollout.graceSeconds',
      ],
    ],
    good: [
      { rollout: { drainSeconds: 30, graceSeconds: 45 } },
      { traffic: { timeout: '30s' } },
      // A job answers no requests.
      {
        ports: [],
        workload: { kind: 'job' },
        rollout: { drainSeconds: 10, graceSeconds: 15 },
      },
    ],
  },
  'GP-ROLLOUT-002': {
    bad: [
      [canary({ weight: 0, image }), 'spec.runtime.rollout.canary.weight'],
      [canary({ weight: 100, image }), 'spec.runtime.rollout.canary.weight'],
      [canary({ weight: -1 }), 'spec.runtime.rollout.canary.weight'],
    ],
    good: [
      canary({ weight: 1, image }),
      canary({ weight: 99, image }),
      // Without an image there is no canary, and so no share of it.
      canary({ weight: 0 }),
    ],
  },
  'GP-ROLLOUT-003': {
    bad: [
      [{ rollout: { canary: { image } } }, 'spec.runtime.rollout.canary.image'],
      [
        { rollout: { strategy: 'rollouts', canary: { image } } },
        'spec.runtime.rollout.canary.image',
      ],
    ],
    good: [canary({ image }), canary({ weight: 17 })],
  },
  'GP-ROLLOUT-004': {
    bad: [
      [steps({ weight: 30 }, { weight: 30 }), `${STEPS}[1].weight`],
      [steps({ weight: 0 }, { weight: 30 }), `${STEPS}[0].weight`],
      [steps({ weight: 30 }, { weight: 100 }), `${STEPS}[1].weight`],
      [steps(), STEPS],
    ],
    good: [
      steps({ weight: 1 }, { weight: 2 }, { weight: 99 }),
      canary({ steps: [] }),
    ],
  },
  'GP-ROLLOUT-005': {
    bad: [
      [steps({ weight: 30, pause: '1d' }), `${STEPS}[0].pause`],
      [steps({ weight: 30, pause: '500ms' }), `${STEPS}[0].pause`],
      [steps({ weight: 30, pause: '0s' }), `${STEPS}[0].pause`],
      [steps({ weight: 30, pause: 'soon' }), `${STEPS}[0].pause`],
    ],
    good: [
      steps({ weight: 30, pause: '300s' }),
      steps({ weight: 30, pause: '2h' }),
      steps({ weight: 30 }),
    ],
  },
  'GP-ROLLOUT-006': {
    bad: [
      [
        steps({ weight: 10, pause: '9m' }, { weight: 50, pause: '299s' }),
        `${STEPS}[1].pause`,
      ],
      [
        {
          ...steps({ weight: 50, pause: '6m' }),
          alerts: { overrides: { errors: { critical: { for: '7m' } } } },
        },
        `${STEPS}[0].pause`,
      ],
    ],
    good: [
      steps({ weight: 10, pause: '1m' }, { weight: 50, pause: '5m' }),
      steps({ weight: 50 }),
      canary({ steps: [{ weight: 50, pause: '1m' }] }),
    ],
  },
  'GP-ROLLOUT-007': {
    bad: [
      [
        canary({ image: { tag: '1.3.0' } }),
        'spec.runtime.rollout.canary.image',
      ],
    ],
    good: [
      canary({ image }),
      canary({ image: { tag: '1.3.0', digest: `sha256:${'d'.repeat(64)}` } }),
    ],
  },
  'GP-ROLLOUT-009': {
    bad: [
      [
        { ...canary({}), ports: [{ port: 7013, expose: 'none' }] },
        'spec.runtime.rollout.strategy',
      ],
    ],
    good: [
      { ports: [{ port: 7013, expose: 'none' }] },
      {
        ...canary({}),
        ports: [
          { port: 7013, expose: 'none' },
          { name: 'tcp', port: 7017 },
        ],
      },
    ],
  },
});

describeModelRules('rollout rules, in a platform', {
  'GP-ROLLOUT-008': {
    bad: [
      [
        { runtime: canary({}), platform: { mesh: { injection: false } } },
        'spec.runtime.rollout.strategy',
      ],
    ],
    good: [
      { platform: { mesh: { injection: false } } },
      { runtime: canary({}) },
    ],
  },
});
