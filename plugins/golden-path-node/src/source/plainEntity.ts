/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity } from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import {
  ANNOTATIONS,
  GENERATOR_VERSION,
} from '@openpolicy/plugin-golden-path-common';

/** What the catalog adds about where it read an entity, and how to look at it there. */
const OF_THE_CATALOG =
  /^backstage\.io\/(managed-by-(origin-)?location|(view|edit)-url|orphan)$/;

/**
 * An entity as somebody would write it down, with another `spec.runtime`: without what
 * the catalog added when it read the old one.
 *
 * @public
 */
export function plainEntity(entity: Entity, runtime: JsonObject): Entity {
  const { apiVersion, kind, metadata, spec } = entity;
  const { uid: _uid, etag: _etag, namespace, annotations, ...rest } = metadata;
  return {
    apiVersion,
    kind,
    metadata: {
      ...rest,
      ...(namespace && namespace !== 'default' && { namespace }),
      annotations: Object.fromEntries(
        Object.entries(annotations ?? {}).filter(
          ([key]) => !OF_THE_CATALOG.test(key),
        ),
      ),
    },
    spec: { ...spec, runtime },
  };
}

/**
 * An entity whose files are made by today's generator.
 *
 * @public
 */
export function ofThisGenerator(entity: Entity): Entity {
  const { metadata } = entity;
  return {
    ...entity,
    metadata: {
      ...metadata,
      annotations: {
        ...metadata.annotations,
        [ANNOTATIONS.generatorVersion]: GENERATOR_VERSION,
      },
    },
  };
}
