/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parseAllDocuments } from 'yaml';
import { PlatformModel } from '../model/types';
import { renderPlatform } from '../render/renderPlatform';

/**
 * What a platform has once, by kind and name, as a reader of the files sees it.
 */
export function renderPlatformObjects(
  model: PlatformModel,
): Record<string, any> {
  const objects: Record<string, any> = {};
  for (const { path, content } of renderPlatform(model, {
    environment: model.system.spec.environments[0].name,
  })) {
    if (path.startsWith('platform/')) {
      for (const document of parseAllDocuments(content)) {
        const object = document.toJS();
        objects[`${object.kind}/${object.metadata.name}`] = object;
      }
    }
  }
  return objects;
}
