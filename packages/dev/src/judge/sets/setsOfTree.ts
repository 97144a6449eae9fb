/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ManifestSet, RenderedFile } from '../types';

/**
 * Cuts what is deployed together into one set a service and one for the rest. A
 * file belongs to the service that its path names: a folder of that name, or else
 * a file whose name is or ends with it.
 */
export function setsOfTree(options: {
  tree: string;
  environment?: string;
  strategy?: string;
  services: readonly string[];
  files: readonly RenderedFile[];
  surroundings?: ManifestSet['surroundings'];
}): ManifestSet[] {
  const { files, services, ...common } = options;
  const byService = new Map<string | undefined, RenderedFile[]>();
  for (const file of files) {
    const service = serviceOf(file.path, services);
    byService.set(service, [...(byService.get(service) ?? []), file]);
  }
  return [...byService].map(([service, own]) => ({
    ...common,
    id: `${common.tree}/${service ?? 'platform'}`,
    service,
    files: own,
  }));
}

function serviceOf(
  path: string,
  services: readonly string[],
): string | undefined {
  const folders = path.split('/');
  const [stem] = folders.pop()!.split('.');
  return (
    services.find(name => folders.includes(name)) ??
    // The longest: `application-open-search` is of `open-search`, not of `search`.
    services
      .filter(name => stem === name || stem.endsWith(`-${name}`))
      .sort((a, b) => b.length - a.length)[0]
  );
}
