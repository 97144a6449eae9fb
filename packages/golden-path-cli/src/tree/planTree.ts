/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  PlatformModel,
  RenderedFile,
  renderPlatform,
  renderRepository,
} from '@openpolicy/plugin-golden-path-common';
import { UsageError } from '../errors';
import { PlannedTree } from './deployTree';

/**
 * Renders what a deploy tree should hold: one folder an environment, and beside
 * them the files of the repository.
 *
 * @param only - an environment, a service, or both; without them all
 * @throws UsageError if two platforms render one file
 */
export function planTree(
  models: readonly PlatformModel[],
  only: { environment?: string; service?: string } = {},
): PlannedTree {
  const isWhole = only.environment === undefined && only.service === undefined;
  const files: RenderedFile[] = [];
  const complete: string[] = [];
  for (const model of models) {
    for (const { name } of model.system.spec.environments) {
      if (only.environment !== undefined && only.environment !== name) {
        continue;
      }
      const { service } = only;
      const rendered = renderPlatform(model, { environment: name });
      files.push(
        ...rendered
          .filter(
            ({ path }) => service === undefined || isOfService(path, service),
          )
          .map(({ path, content }) => ({ path: `${name}/${path}`, content })),
      );
      complete.push(
        service === undefined ? name : `${name}/services/${service}`,
      );
    }
    if (isWhole) {
      files.push(...renderRepository(model));
    }
  }
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  failOnTwins(files);
  return { files, complete: isWhole ? ['.'] : [...new Set(complete)] };
}

/**
 * Whether a file of an environment belongs to a service: it lies in the
 * service's folder or is named after it.
 */
export function isOfService(path: string, service: string): boolean {
  const [folder, entry = ''] = path.split('/');
  return folder === 'services'
    ? entry === service
    : entry.startsWith(`${service}.`) ||
        entry === `application-${service}.yaml`;
}

/** One file can't serve two platforms: each would undo the other's. */
function failOnTwins(files: readonly RenderedFile[]): void {
  const twin = files.find(
    ({ path, content }, index) =>
      files[index + 1]?.path === path && files[index + 1].content !== content,
  );
  if (twin) {
    throw new UsageError(
      `Failed to render '${twin.path}': two Systems of the catalog render it. Give their environments or services different names.`,
    );
  }
}
