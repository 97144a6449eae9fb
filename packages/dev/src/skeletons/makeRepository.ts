/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LabError } from '@openpolicy/lab';
import {
  buildModels,
  repositoryFiles,
  ServiceDraft,
  serviceDraftSchema,
  serviceEntityOf,
} from '@openpolicy/plugin-golden-path-common';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { loadCatalogEntities } from '../judge/sets/loadCatalogEntities';
import { DevPaths } from '../paths';

/** A service whose texts have the syntax of every file that they go to. */
export function trialDraft(language: ServiceDraft['language']): ServiceDraft {
  return serviceDraftSchema.parse({
    name: 'trial-service',
    title: `Trial: "50 % off" & it's <b>new</b> {{ now }} \${{ github.token }}`,
    description: '# No heading\n- no list */ `none` \\ \u{1f600}',
    owner: 'group:default/platform-team',
    system: 'system:default/openpolicy-platform',
    language,
    port: 9025,
    dependencies: [
      {
        ref: 'component:default/error-reporting-service',
        env: 'ERROR_REPORTING_URL',
        critical: false,
      },
    ],
  });
}

/**
 * Makes the repository of a service in a folder as the template does: the static
 * files of the language's skeleton, and the generated ones.
 *
 * @throws LabError if a generated file would take the place of a static one
 */
export async function makeRepository(
  paths: DevPaths,
  draft: ServiceDraft,
  folder: string,
): Promise<void> {
  const { models } = buildModels(loadCatalogEntities(paths));
  const [model] = models;
  const entity = serviceEntityOf(draft, { platform: model.system });
  await rm(folder, { recursive: true, force: true });
  await mkdir(dirname(folder), { recursive: true });
  await cp(
    join(paths.repository, 'templates/service/skeleton', draft.language),
    folder,
    { recursive: true },
  );
  for (const { path, content } of repositoryFiles({ draft, entity, model })) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content, { flag: 'wx' }).catch(error => {
      throw new LabError(
        `Failed to make '${path}' of the ${draft.language} repository: ${error.message}. A file is static or generated, not both.`,
        { cause: error },
      );
    });
  }
}
