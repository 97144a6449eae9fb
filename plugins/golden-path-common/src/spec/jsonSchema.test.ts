/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { JsonObject } from '@backstage/types';
import { serviceFormSchema } from './formSchema';
import {
  componentJsonSchema,
  endpointJsonSchema,
  platformSpecJsonSchema,
  serviceSpecJsonSchema,
} from './jsonSchema';

interface Field {
  path: string;
  schema: JsonObject;
}

/** Every property of a schema, those of entries and values too. */
function fieldsOf(schema: JsonObject, path: string): Field[] {
  const below = (part: unknown, suffix: string): Field[] =>
    typeof part === 'object' && part !== null
      ? fieldsOf(part as JsonObject, `${path}${suffix}`)
      : [];
  return [
    ...Object.entries((schema.properties ?? {}) as JsonObject).flatMap(
      ([name, field]): Field[] => [
        { path: `${path}.${name}`, schema: field as JsonObject },
        ...fieldsOf(field as JsonObject, `${path}.${name}`),
      ],
    ),
    ...below(schema.items, '[]'),
    ...below(schema.additionalProperties, '.*'),
  ];
}

const SCHEMAS: Array<[name: string, schema: JsonObject]> = [
  ['service.yaml', serviceSpecJsonSchema()],
  ['spec.platform', platformSpecJsonSchema()],
  ['spec.endpoint', endpointJsonSchema()],
  ['the form', serviceFormSchema()],
];

describe.each(SCHEMAS)('the JSON schema of %s', (name, schema) => {
  const fields = fieldsOf(schema, name);

  it('describes every field in a sentence', () => {
    expect(fields.length).toBeGreaterThan(2);
    expect(
      fields
        .filter(
          ({ schema: field }) =>
            !/^[A-Z0-9`].*[.]$/.test(String(field.description)),
        )
        .map(({ path }) => path),
    ).toEqual([]);
  });

  it('allows no field that it does not name', () => {
    const open = [{ path: name, schema }, ...fields].filter(
      ({ schema: { type, additionalProperties } }) =>
        type === 'object' && additionalProperties === undefined,
    );
    expect(open).toEqual([]);
  });

  it('shows nobody the range of safe integers', () => {
    expect(JSON.stringify(schema)).not.toContain('9007199254740991');
  });
});

describe('serviceSpecJsonSchema', () => {
  it('is what componentJsonSchema has below spec.runtime', () => {
    const component = componentJsonSchema() as any;
    const { title, $schema, ...service } = serviceSpecJsonSchema();
    expect(component.properties.spec.properties.runtime).toEqual(service);
    expect(component.$schema).toBe($schema);
    expect(title).toMatch(/service\.yaml/);
  });

  it('asks for as little as a service must say', () => {
    expect(serviceSpecJsonSchema().required).toEqual([
      'apiVersion',
      'image',
      'resources',
    ]);
  });

  it('lists alternatives that are constants', () => {
    const { properties } = serviceSpecJsonSchema() as any;
    expect(properties.tier).toMatchObject({
      type: 'number',
      enum: [1, 2, 3],
      default: 2,
    });
  });

  it('asks for nothing in an environment, and has no defaults there', () => {
    const { properties } = serviceSpecJsonSchema() as any;
    const override = properties.environments.additionalProperties;
    expect(
      [{ path: '', schema: override }, ...fieldsOf(override, '')].filter(
        ({ path, schema }) =>
          !path.includes('[]') &&
          (schema.required !== undefined || schema.default !== undefined),
      ),
    ).toEqual([]);
  });
});

describe('serviceFormSchema', () => {
  it('gives every field a title that people read', () => {
    const fields = fieldsOf(serviceFormSchema(), 'form');
    expect(
      fields
        .filter(
          ({ schema }) => !/^[A-Z][A-Za-z0-9 ()]+$/.test(String(schema.title)),
        )
        .map(({ path }) => path),
    ).toEqual([]);
    const titleOf = (path: string) =>
      fields.find(field => field.path === path)?.schema.title;
    expect(titleOf('form.health.startupSeconds')).toBe('Startup seconds');
    expect(titleOf('form.resources.cpu')).toBe('CPU');
  });

  it('fills in what can be one thing only', () => {
    const { properties } = serviceFormSchema() as any;
    expect(properties.apiVersion.default).toBe('runtime.openpolicy.io/v1');
  });
});
