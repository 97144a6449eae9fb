/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { alertLevels } from '../alerts/thresholds';
import { parseDurationSeconds } from '../spec/duration';
import { callablePorts } from '../render/ports';
import { isServing } from '../spec/serviceSpec';
import { outOfRange } from './syntax';
import { PlatformRule, ServiceRule, Violation } from './types';

const ROOT = 'spec.runtime.rollout';

/** @internal */
export const canaryWeight: ServiceRule = {
  id: 'GP-ROLLOUT-002',
  severity: 'error',
  scope: 'service',
  title: 'A canary gets between 1 and 99 percent of the requests',
  why: 'With none it proves nothing; with all it is no canary.',
  fields: [`${ROOT}.canary.weight`],
  example: {
    runtime: {
      rollout: {
        strategy: 'canary',
        canary: { weight: 0, image: { tag: '1.4.0' } },
      },
    },
  },
  check: ({ spec: { rollout } }) =>
    // Without an image there is no canary, whatever its weight is.
    rollout.strategy === 'canary' && rollout.canary.image
      ? outOfRange(`${ROOT}.canary.weight`, rollout.canary.weight, 1, 99)
      : outOfRange(`${ROOT}.canary.weight`, rollout.canary.weight, 0, 99),
};

/** @internal */
export const canaryImageUnused: ServiceRule = {
  id: 'GP-ROLLOUT-003',
  severity: 'warning',
  scope: 'service',
  title: 'An image of a canary stands only with strategy canary',
  why: "No other strategy runs it: a Rollout's canary is the service's own image, step by step.",
  fields: [`${ROOT}.canary.image`],
  example: { runtime: { rollout: { canary: { image: { tag: '1.4.0' } } } } },
  check: ({ spec: { rollout } }) =>
    rollout.canary.image && rollout.strategy !== 'canary'
      ? [
          {
            path: `${ROOT}.canary.image`,
            message: `'${ROOT}.canary.image' is '${rollout.canary.image.tag}', which strategy '${rollout.strategy}' does not run`,
            fix: "Set 'spec.runtime.rollout.strategy' to canary, or remove the image.",
          },
        ]
      : [],
};

/** @internal */
export const rolloutSteps: ServiceRule = {
  id: 'GP-ROLLOUT-004',
  severity: 'error',
  scope: 'service',
  title: 'The steps of a rollout rise from 1 to 99 percent',
  why: 'A step back takes requests from the new release while it is being tried; without steps everybody gets it at once.',
  fields: [`${ROOT}.canary.steps`],
  example: {
    runtime: {
      rollout: {
        strategy: 'rollouts',
        canary: { steps: [{ weight: 50 }, { weight: 20 }] },
      },
    },
  },
  check: ({ spec: { rollout } }) => {
    const { steps } = rollout.canary;
    if (rollout.strategy === 'rollouts' && steps.length === 0) {
      return [
        {
          path: `${ROOT}.canary.steps`,
          message: `'${ROOT}.canary.steps' is an empty list with strategy 'rollouts'`,
          fix: 'Write at least one step, or take strategy rolling.',
        },
      ];
    }
    return steps.flatMap(({ weight }, index): Violation[] => {
      const path = `${ROOT}.canary.steps[${index}].weight`;
      const before = steps[index - 1]?.weight;
      if (before !== undefined && weight <= before) {
        return [
          {
            path,
            message: `'${path}' is ${weight}, not above the ${before} of the step before`,
            fix: 'Let each step give the new release more.',
          },
        ];
      }
      return outOfRange(path, weight, 1, 99);
    });
  },
};

/** @internal */
export const rolloutPause: ServiceRule = {
  id: 'GP-ROLLOUT-005',
  severity: 'error',
  scope: 'service',
  title: 'Pauses of a rollout are durations above nothing, in s, m or h',
  why: 'Argo Rollouts reads no other units, and fails the rollout when it comes to the step.',
  fields: [`${ROOT}.canary.steps[].pause`],
  example: {
    runtime: {
      rollout: {
        strategy: 'rollouts',
        canary: { steps: [{ weight: 10, pause: '1d' }] },
      },
    },
  },
  check: ({ spec: { rollout } }) =>
    rollout.canary.steps.flatMap(({ pause }, index) => {
      const path = `${ROOT}.canary.steps[${index}].pause`;
      return pause === undefined || /^0*[1-9]\d*[smh]$/.test(pause)
        ? []
        : [
            {
              path,
              message: `'${path}' is '${pause}', which is no pause of a rollout`,
              fix: 'Write a number and a unit, as 5m, or leave the field out to wait for a person.',
            },
          ];
    }),
};

/** @internal */
export const rolloutLastPause: ServiceRule = {
  id: 'GP-ROLLOUT-006',
  severity: 'warning',
  scope: 'service',
  title: 'The last step lasts as long as the critical error alert needs',
  why: 'A shorter one gives everybody the release before the alert could stop it.',
  fields: [`${ROOT}.canary.steps[].pause`],
  example: {
    runtime: {
      rollout: {
        strategy: 'rollouts',
        canary: { steps: [{ weight: 30, pause: '1m' }] },
      },
    },
  },
  check: ({ spec }) => {
    const { strategy, canary } = spec.rollout;
    const index = canary.steps.length - 1;
    const pause = canary.steps[index]?.pause;
    const needed = alertLevels(spec).errors.critical.for;
    if (strategy !== 'rollouts' || pause === undefined) {
      return [];
    }
    const path = `${ROOT}.canary.steps[${index}].pause`;
    return (parseDurationSeconds(pause) ?? Infinity) >=
      (parseDurationSeconds(needed) ?? 0)
      ? []
      : [
          {
            path,
            message: `'${path}' is '${pause}', but the alert for errors takes '${needed}'`,
            fix: `Pause for ${needed} or longer, or leave the field out to wait for a person.`,
          },
        ];
  },
};

/** @internal */
export const canaryDiffers: ServiceRule = {
  id: 'GP-ROLLOUT-007',
  severity: 'warning',
  scope: 'service',
  title: 'The canary runs another release than the others',
  why: 'A canary of the same release costs pods and tells nothing.',
  fields: [`${ROOT}.canary.image`],
  example: {
    runtime: {
      rollout: { strategy: 'canary', canary: { image: { tag: '1.3.0' } } },
    },
  },
  check: ({ spec: { image, rollout } }) => {
    const canary = rollout.canary.image;
    return rollout.strategy === 'canary' &&
      canary &&
      canary.tag === image.tag &&
      canary.digest === image.digest
      ? [
          {
            path: `${ROOT}.canary.image`,
            message: `'${ROOT}.canary.image' is '${canary.tag}', which is what all pods run`,
            fix: 'Name the next release, or remove the image to end the canary.',
          },
        ]
      : [];
  },
};

/** @internal */
export const canaryNeedsMesh: PlatformRule = {
  id: 'GP-ROLLOUT-008',
  severity: 'error',
  scope: 'platform',
  title: 'Canaries and rollouts need the mesh',
  why: 'Only its proxies share requests out by weight; a Service alone shares them out by pods.',
  fields: [`${ROOT}.strategy`],
  example: {
    runtime: { rollout: { strategy: 'rollouts' } },
    platform: { mesh: { injection: false } },
  },
  check: ({ spec: { rollout } }, { system }) =>
    rollout.strategy === 'rolling' || system.spec.mesh.injection
      ? []
      : [
          {
            path: `${ROOT}.strategy`,
            message: `'${ROOT}.strategy' is '${rollout.strategy}', but '${system.entityRef}' injects no proxies`,
            fix: 'Take strategy rolling, or switch the mesh on.',
            related: [system.entityRef],
          },
        ],
};

/** @internal */
export const canaryNeedsPort: ServiceRule = {
  id: 'GP-ROLLOUT-009',
  severity: 'error',
  scope: 'service',
  title: 'Canaries and rollouts need a port that others call through the mesh',
  why: 'There is nothing to share out by weight: no request ever reaches the new release alone.',
  fields: [`${ROOT}.strategy`],
  example: {
    runtime: {
      ports: [{ port: 7013, expose: 'none' }],
      rollout: { strategy: 'rollouts' },
    },
  },
  check: ({ spec }) =>
    spec.rollout.strategy === 'rolling' ||
    !isServing(spec) ||
    callablePorts(spec).length > 0
      ? []
      : [
          {
            path: `${ROOT}.strategy`,
            message: `'${ROOT}.strategy' is '${spec.rollout.strategy}', but no port of TCP is open to others`,
            fix: 'Take strategy rolling, or expose a port.',
          },
        ],
};

/** @internal */
export const rolloutRules = [
  canaryWeight,
  canaryImageUnused,
  rolloutSteps,
  rolloutPause,
  rolloutLastPause,
  canaryDiffers,
  canaryNeedsMesh,
  canaryNeedsPort,
];
