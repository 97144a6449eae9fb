/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity } from '@backstage/catalog-model';
import { formatPath, getAtPath } from '../rules/paths';
import {
  platformSpecSchema,
  resourceEndpointSchema,
} from '../spec/platformSpec';
import { serviceSpecSchema } from '../spec/serviceSpec';
import { ANNOTATIONS } from '../render/conventions';
import { FieldEffect } from './effects';
import { RowOutput } from './rows';
import { describeField } from './schemaNodes';
import { Cause } from './types';

type Segments = ReadonlyArray<string | number>;

/** Fields of Backstage's own, which our schemas do not describe. */
const ENTITY_FIELDS: Record<string, string> = {
  'metadata.name': 'Name of the entity.',
  'metadata.title': 'Title of the entity. Default: its name.',
  'metadata.description': 'What the entity is for.',
  'spec.owner': 'Group that owns the entity.',
  'spec.lifecycle': 'How far the entity has come, as production.',
};

const SCHEMAS = {
  runtime: serviceSpecSchema,
  platform: platformSpecSchema,
  endpoint: resourceEndpointSchema,
};

/**
 * Tells an effect as people read it: the path where the field is set, and
 * whether it is.
 *
 * @param entities - as they were written, by reference
 * @internal
 */
export function causeOf(
  { field, effect }: FieldEffect,
  environment: string,
  entities: ReadonlyMap<string, Entity>,
): Cause {
  const entity = entities.get(field.entityRef);
  const segments = placeOf(entity, field.segments, environment);
  return {
    entityRef: field.entityRef,
    path: formatPath(segments),
    value: field.value,
    origin: originOf(field.value, getAtPath(entity, segments)),
    effect,
    description: descriptionOf(field.segments),
  };
}

/**
 * The cause of the hash of a spec: all of it.
 *
 * @internal
 */
export function wholeSpec(output: RowOutput): Cause {
  const { metadata } = output.value as {
    metadata: { annotations: Record<string, string> };
  };
  const entityRef = metadata.annotations[ANNOTATIONS.entityRef] ?? '';
  return {
    entityRef,
    path: entityRef.startsWith('system:') ? 'spec.platform' : 'spec.runtime',
    value: undefined,
    origin: 'set',
    effect: 'value',
    description: 'The hash is of everything that the spec says.',
  };
}

/**
 * What a field of an entity means.
 *
 * @internal
 */
export function descriptionOf(segments: Segments): string | undefined {
  const [top, part, ...rest] = segments;
  const schema =
    top === 'spec' ? SCHEMAS[part as keyof typeof SCHEMAS] : undefined;
  return schema
    ? describeField(schema, rest)
    : ENTITY_FIELDS[formatPath(segments)];
}

/** An empty list may be written, but holds no value. */
function originOf(held: unknown, written: unknown): Cause['origin'] {
  if (held === undefined) {
    return 'unset';
  }
  return written === undefined ? 'default' : 'set';
}

/** Where a field is set: an environment's override goes before the rest. */
function placeOf(
  entity: Entity | undefined,
  segments: Segments,
  environment: string,
): Segments {
  const [top, part, ...rest] = segments;
  if (part !== 'runtime') {
    return segments;
  }
  const override = [top, part, 'environments', environment, ...rest];
  // Lists are replaced as a whole, so a default within one belongs to it.
  const list = rest.findIndex(segment => typeof segment === 'number');
  const decisive = list < 0 ? override : override.slice(0, 4 + list);
  return getAtPath(entity, decisive) === undefined ? segments : override;
}
