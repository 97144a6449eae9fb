/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeModel, makeService, NOW } from '../testing/builders';
import { findingsOfExample } from './examples';
import { RuleExample } from './types';
import { validateModel, validateService } from './validate';

const environments = {
  environments: [
    { name: 'dev', cluster: { name: 'dev-1' } },
    { name: 'stage', cluster: { name: 'stage-1' } },
  ],
};

function findings(example: RuleExample): string[] {
  return findingsOfExample({ platform: environments, ...example }, NOW)
    .filter(({ severity }) => severity !== 'info')
    .map(({ ruleId, message }) => `${ruleId} ${message}`);
}

describe('the effective spec of an environment', () => {
  it.each([
    [
      'a value of the environment, at its place there',
      { stage: { scale: { cpu: 100 } } },
      [
        "GP-SCALE-005 'spec.runtime.environments.stage.scale.cpu' is 100 percent",
      ],
    ],
    [
      'a value of the base that the environment makes wrong, where it stands',
      { stage: { rollout: { drainSeconds: 31 } } },
      [
        "GP-ROLLOUT-001 'spec.runtime.rollout.graceSeconds' is 45, less than a drain of 31, a request of 10 and 5 more, in 'stage'",
      ],
    ],
    [
      'both fields of a message at the places where they stand',
      { stage: { scale: { min: 9 } } },
      [
        "GP-SCALE-002 'spec.runtime.environments.stage.scale.min' is 9, above 'spec.runtime.scale.max' of 5",
      ],
    ],
    [
      'an entry of a list that the environment replaces',
      { stage: { secrets: [{ key: 'a', path: 'hunter2' }] } },
      [
        "GP-SECRET-003 'spec.runtime.environments.stage.secrets[0].path' is no path of the secret store",
      ],
    ],
    [
      'each environment by itself',
      { dev: { replicas: 1 }, stage: { replicas: 0 } },
      [
        "GP-SCALE-003 'spec.runtime.environments.dev.replicas' is 1, below the 2 of tier 2",
        "GP-SCALE-003 'spec.runtime.environments.stage.replicas' is 0, below the 2 of tier 2",
      ],
    ],
    [
      'a replica count and a scale side by side',
      { stage: { replicas: 3, scale: { max: 7 } } },
      [
        "GP-SCALE-001 'spec.runtime.environments.stage.replicas' is 3 beside 'spec.runtime.environments.stage.scale'",
      ],
    ],
    [
      'an object that it begins without what the object needs',
      { stage: { workload: { storage: { path: '/data' } } } },
      [
        "GP-SPEC-001 'spec.runtime.environments.stage.workload.storage.size' is missing, expected text",
      ],
    ],
  ])('is checked for %s', (_, parts, expected) => {
    expect(
      findings({ runtime: { scale: { max: 5 }, environments: parts } }),
    ).toEqual(expected);
  });

  it('is not told of what the base says already', () => {
    expect(
      findings({
        runtime: {
          health: { readiness: '/healthz' },
          environments: {
            dev: { env: { A: 'b' } },
            stage: { health: { startupSeconds: 7 } },
          },
        },
      }),
    ).toEqual([
      "GP-HEALTH-001 'spec.runtime.health.readiness' is '/healthz', the liveness path",
    ]);
  });

  it('is told once of what two environments have in common', () => {
    expect(
      findings({
        platform: {
          environments: environments.environments.map(entry => ({
            ...entry,
            production: true,
          })),
        },
      }),
    ).toEqual([
      expect.stringMatching(/GP-IMAGE-003 .* which 'dev' needs/),
      expect.stringMatching(/GP-IMAGE-003 .* which 'stage' needs/),
    ]);
    expect(
      findings({
        runtime: {
          patches: [
            {
              kind: 'Deployment',
              operations: [{ op: 'remove', path: '/spec/replicas/of' }],
              reason: 'Until the audit of January has passed.',
              expires: '2031-01-31',
            },
          ],
        },
      }),
    ).toHaveLength(2);
  });

  it('lets the other overrides be checked where one has the wrong shape', () => {
    expect(
      findings({
        runtime: {
          environments: {
            dev: { workload: { storage: {} } },
            stage: { scale: { cpu: 7 } },
          },
        },
      }),
    ).toEqual([
      "GP-SCALE-005 'spec.runtime.environments.stage.scale.cpu' is 7 percent",
      "GP-SPEC-001 'spec.runtime.environments.dev.workload.storage.size' is missing, expected text",
    ]);
  });

  it('is checked without a platform too, as the catalog does', () => {
    const service = makeService({
      runtime: { environments: { anywhere: { metrics: { interval: '1m' } } } },
    });
    expect(
      validateService(service, { now: NOW })
        .filter(({ severity }) => severity === 'error')
        .map(({ path }) => path),
    ).toEqual(['spec.runtime.environments.anywhere.metrics.interval']);
  });

  it('names the field in every message of an override', () => {
    const service = makeService({
      runtime: {
        environments: {
          stage: {
            scale: { cpu: 100 },
            image: { tag: 'latest' },
            env: { 'A.B': '1' },
          },
        },
      },
    });
    const found = validateModel(makeModel([service]), { now: NOW }).filter(
      ({ path, severity }) =>
        path.includes('environments') && severity === 'error',
    );
    expect(found).toHaveLength(3);
    for (const { path, message } of found) {
      expect(message).toContain(`'${path}'`);
    }
  });
});
