/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PlatformModel } from '@openpolicy/plugin-golden-path-common';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DevPaths } from '../../paths';
import { ManifestSet } from '../types';
import { environmentSets, repositorySet } from './matrix';

/** Makes random platforms that break no rule; the same seed gives the same ones. */
type MakeModels = (count: number, seed: number) => PlatformModel[];

/**
 * Renders random platforms until they have at least `count` services, each in one of
 * its environments, all of them in turn.
 */
export async function renderRandom(
  paths: DevPaths,
  options: { count: number; seed: number },
): Promise<ManifestSet[]> {
  const models = modelsWith(await loadMakeModels(paths), options);
  return models.flatMap((model, index) => {
    const { environments } = model.system.spec;
    const { name } = environments[index % environments.length];
    const tree = `random-${options.seed}-${index}`;
    return [
      ...environmentSets(model, name, { tree: `${tree}/${name}` }),
      repositorySet(model, `${tree}/repository`),
    ];
  });
}

/** Generators for tests are no part of the package's public face. */
async function loadMakeModels({ repository }: DevPaths): Promise<MakeModels> {
  const file = join(
    repository,
    'plugins/golden-path-common/src/testing/randomSpec.ts',
  );
  const { randomModels } = await import(pathToFileURL(file).href);
  return randomModels;
}

/** As many platforms as hold that many services. */
export function modelsWith(
  makeModels: MakeModels,
  { count, seed }: { count: number; seed: number },
): PlatformModel[] {
  for (let platforms = Math.ceil(count / 3) + 1; ; platforms *= 2) {
    const models = makeModels(platforms, seed);
    let services = 0;
    const needed = models.findIndex(model => {
      services += model.services.length;
      return services >= count;
    });
    if (needed >= 0) return models.slice(0, needed + 1);
  }
}
