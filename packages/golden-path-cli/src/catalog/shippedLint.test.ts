/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  buildModels,
  lintPlatform,
  lintRepository,
  PlatformModel,
} from '@openpolicy/plugin-golden-path-common';
import { join, resolve } from 'node:path';
import { loadCatalog } from './loadCatalog';

/*
 * What the shipped catalog renders to, under each strategy and in each
 * environment, as the linter sees it.
 */

const root = resolve(__dirname, '../../../..');
const { models } = buildModels(
  loadCatalog({ root, file: join(root, 'catalog-info/all.yaml') }),
);
const [model] = models;

function withStrategy(
  strategy: 'rolling' | 'canary' | 'rollouts',
): PlatformModel {
  return {
    ...model,
    services: model.services.map(service => ({
      ...service,
      spec: {
        ...service.spec,
        rollout: {
          ...service.spec.rollout,
          strategy,
          canary: {
            ...service.spec.rollout.canary,
            ...(strategy === 'canary' && {
              image: { tag: '1.1.0', digest: `sha256:${'c0ffee11'.repeat(8)}` },
            }),
          },
        },
      },
    })),
  };
}

const CASES = model.system.spec.environments.flatMap(({ name }) =>
  (['rolling', 'canary', 'rollouts'] as const).map(
    strategy => [name, strategy] as const,
  ),
);

describe('the shipped catalog', () => {
  it.each(CASES)(
    'lints clean in %s with strategy %s',
    (environment, strategy) => {
      expect(
        lintPlatform(withStrategy(strategy), { environment }).map(
          ({ ruleId, path, message }) => `${ruleId} ${path}: ${message}`,
        ),
      ).toEqual([]);
    },
  );

  it('has nothing to find in its workflows, set-ups and example secrets', () => {
    expect(lintRepository(model)).toEqual([]);
  });
});
