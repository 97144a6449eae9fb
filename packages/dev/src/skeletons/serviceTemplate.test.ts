/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  buildModels,
  getAtPath,
  isBlocking,
  parsePath,
  readServiceDefinition,
  serviceDraftSchema,
  serviceEntityOf,
  serviceSpecJsonSchema,
  validateModel,
  withService,
} from '@openpolicy/plugin-golden-path-common';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { loadFormDefaults } from '../judge/sets/created';
import { loadCatalogEntities } from '../judge/sets/loadCatalogEntities';
import { devPaths } from '../paths';

interface Schema {
  type?: string;
  default?: unknown;
  enum?: unknown[];
  minimum?: number;
  maximum?: number;
  properties?: Record<string, Schema>;
}

const paths = devPaths();

const pagesOf = (template: string): Schema[] =>
  parse(
    readFileSync(
      join(paths.repository, 'templates', template, 'template.yaml'),
      'utf8',
    ),
  ).spec.parameters;

/** Every field that is asked for, with its path. */
function leavesOf(schema: Schema, path: string): Array<[string, Schema]> {
  return schema.properties
    ? Object.entries(schema.properties).flatMap(([name, field]) =>
        leavesOf(field, path ? `${path}.${name}` : name),
      )
    : [[path, schema]];
}

const questions = (template: string) =>
  pagesOf(template).flatMap(page => leavesOf(page, ''));

/** The part of `spec.runtime`'s schema that a path of the draft is about. */
function specSchemaOf(path: string): Schema | undefined {
  const pointer = path
    .split('.')
    .flatMap(name => ['properties', name])
    .join('.');
  return getAtPath(serviceSpecJsonSchema(), parsePath(pointer)) as
    | Schema
    | undefined;
}

/** Fields of the form that are none of the spec. */
const OWN = [
  ...['name', 'title', 'description', 'owner', 'system', 'port', 'exposed'],
  ...['environment', 'preview', 'entityRef'],
];

describe('the templates of services', () => {
  it('needs no thought but for a name, a sentence, an owner and a port', () => {
    const [model] = buildModels(loadCatalogEntities(paths)).models;
    const draft = serviceDraftSchema.parse({
      ...loadFormDefaults(paths),
      name: 'coupon-service',
      description: 'Checks and redeems coupons.',
      owner: 'group:default/platform-team',
      port: 9025,
    });
    const { value, findings } = readServiceDefinition(
      serviceEntityOf(draft, { platform: model.system }),
      'catalog/coupon-service.yaml',
    );
    expect(findings).toEqual([]);
    expect(
      validateModel(withService(model, value!), {
        now: new Date('2026-11-25T12:00:00Z'),
      }).filter(
        finding =>
          isBlocking(finding) &&
          finding.entityRef === 'component:default/coupon-service',
      ),
    ).toEqual([]);
  });

  it.each(
    ['service', 'change-service'].flatMap(template =>
      questions(template)
        .filter(([path]) => !OWN.includes(path))
        .map(([path, schema]) => [template, path, schema] as const),
    ),
  )('%s asks for %s as the spec has it', (_, path, { type, ...asked }) => {
    const spec = specSchemaOf(path);
    expect(spec).toBeDefined();
    expect(asked.minimum ?? spec!.minimum ?? 0).toBeGreaterThanOrEqual(
      spec!.minimum ?? 0,
    );
    expect(asked.maximum ?? 0).toBeLessThanOrEqual(spec!.maximum ?? Infinity);
    // A choice of the spec is a choice here, of its words.
    const words = spec!.enum ?? asked.enum ?? [];
    expect(words).toEqual(expect.arrayContaining(asked.enum ?? words));
  });
});
