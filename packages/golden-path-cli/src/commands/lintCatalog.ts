/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  lintPlatform,
  lintRepository,
  renderRepository,
  RenderedFile,
} from '@openpolicy/plugin-golden-path-common';
import { resolve } from 'node:path';
import {
  LocatedFinding,
  openCatalog,
  requireEnvironment,
} from '../catalog/openCatalog';
import { RenderedPlaces } from '../catalog/RenderedPlaces';
import { showPath } from '../files';
import { planTree } from '../tree/planTree';
import { blockedResult, outDirectory } from './render';
import { CommandContext, CommandResult } from './types';

/**
 * Renders a catalog and lints what comes of it: each environment, and the files
 * of the repository unless one environment is named.
 *
 * @returns what it found, or the answer of a catalog that must not be rendered
 */
export function lintCatalog(
  context: CommandContext,
  flags: { catalog?: string; out?: string; environment?: string },
): LocatedFinding[] | CommandResult {
  const catalog = openCatalog(context, flags.catalog);
  const blocked = blockedResult(catalog);
  if (blocked) {
    return blocked;
  }
  if (flags.environment !== undefined) {
    requireEnvironment(catalog.models, flags.environment);
  }
  const out = outDirectory(context, catalog, flags.out);
  const placesOf = (files: readonly RenderedFile[]) =>
    new RenderedPlaces(
      catalog,
      files.map(({ path, content }) => ({
        path: showPath(context.root, resolve(out, path)),
        content,
      })),
    );
  return catalog.models.flatMap(model => [
    ...model.system.spec.environments
      .map(({ name }) => name)
      .filter(name => [undefined, name].includes(flags.environment))
      .flatMap(environment =>
        placesOf(planTree([model], { environment }).files).locateAll(
          lintPlatform(model, { environment, now: context.now }),
        ),
      ),
    ...(flags.environment === undefined
      ? placesOf(renderRepository(model)).locateAll(lintRepository(model))
      : []),
  ]);
}
