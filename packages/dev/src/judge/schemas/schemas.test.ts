/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { crdSchemas } from './crdSchemas';
import { schemaPath, toStrictJsonSchema } from './jsonSchema';
import { kubernetesSchemas } from './kubernetesSchemas';

describe('toStrictJsonSchema', () => {
  it.each([
    [
      'closes an object that lists its fields',
      { type: 'object', properties: { a: { type: 'string' } } },
      {
        type: 'object',
        properties: { a: { type: 'string' } },
        additionalProperties: false,
      },
    ],
    [
      'leaves an object without fields open',
      { type: 'object' },
      { type: 'object' },
    ],
    [
      'leaves a map a map',
      { additionalProperties: { type: 'string' } },
      { additionalProperties: { type: 'string' } },
    ],
    [
      'leaves open what preserves unknown fields',
      { properties: { a: {} }, 'x-kubernetes-preserve-unknown-fields': true },
      { properties: { a: {} } },
    ],
    [
      'does not close the parts of a choice, which repeat fields of the whole',
      {
        properties: { a: {}, b: {} },
        oneOf: [{ properties: { a: {} }, required: ['a'] }],
      },
      {
        properties: { a: {}, b: {} },
        oneOf: [{ properties: { a: {} }, required: ['a'] }],
        additionalProperties: false,
      },
    ],
    [
      'takes numbers and texts for int-or-string, in both spellings',
      {
        items: { type: 'string', format: 'int-or-string' },
        not: { 'x-kubernetes-int-or-string': true, anyOf: [] },
      },
      {
        items: { type: ['string', 'integer'] },
        not: { type: ['string', 'integer'], anyOf: [] },
      },
    ],
    [
      'takes null where OpenAPI says nullable',
      { type: 'string', nullable: true },
      { type: ['string', 'null'] },
    ],
    [
      'drops descriptions, but no field of that name and no data',
      {
        description: 'A thing.',
        properties: {
          description: { type: 'string', description: 'Its text.' },
        },
        default: { description: 'kept' },
      },
      {
        properties: { description: { type: 'string' } },
        default: { description: 'kept' },
        additionalProperties: false,
      },
    ],
  ])('%s', (_, schema, expected) => {
    expect(toStrictJsonSchema(schema)).toEqual(expected);
  });
});

describe('schemaPath', () => {
  it.each([
    ['', 'v1', 'Pod', 'v1/pod_v1.json'],
    ['apps', 'v1', 'StatefulSet', 'apps/statefulset_v1.json'],
    [
      'networking.istio.io',
      'v1beta1',
      'Sidecar',
      'networking.istio.io/sidecar_v1beta1.json',
    ],
  ])('puts %s/%s %s where kubeconform looks', (group, version, kind, path) => {
    expect(schemaPath({ group, version, kind, schema: {} })).toBe(path);
  });
});

describe('kubernetesSchemas', () => {
  const swagger = {
    definitions: {
      'api.Thing': {
        'x-kubernetes-group-version-kind': [
          { group: 'shop', version: 'v2', kind: 'Thing' },
        ],
        properties: { spec: { $ref: '#/definitions/api.Spec' } },
        required: ['spec'],
      },
      'api.Spec': {
        properties: {
          size: { $ref: '#/definitions/api.resource.Quantity' },
          children: { items: { $ref: '#/definitions/api.Spec' } },
        },
      },
      'api.resource.Quantity': { type: 'string' },
      'api.Unused': { properties: {} },
      'api.DeleteOptions': {
        'x-kubernetes-group-version-kind': [
          { group: '', version: 'v1', kind: 'DeleteOptions' },
          { group: 'shop', version: 'v2', kind: 'DeleteOptions' },
        ],
      },
    },
  };

  it('gives a kind its identity and the definitions that it reaches, also in a circle', () => {
    const schemas = kubernetesSchemas(swagger);
    expect(schemas).toHaveLength(1);
    expect(schemas[0]).toMatchObject({
      group: 'shop',
      version: 'v2',
      kind: 'Thing',
    });
    expect(schemas[0].schema).toMatchObject({
      properties: {
        apiVersion: { enum: ['shop/v2'] },
        kind: { enum: ['Thing'] },
        spec: { $ref: '#/definitions/api.Spec' },
      },
      required: ['apiVersion', 'kind', 'spec'],
      additionalProperties: false,
    });
    expect(Object.keys(schemas[0].schema.definitions as object).sort()).toEqual(
      ['api.Spec', 'api.resource.Quantity'],
    );
  });

  it('takes a number for a quantity, as the API server does', () => {
    const [{ schema }] = kubernetesSchemas(swagger);
    expect(schema.definitions).toMatchObject({
      'api.resource.Quantity': { type: ['string', 'number'] },
    });
  });
});

describe('crdSchemas', () => {
  it('gives each served version a closed schema with the fields of every object', () => {
    const version = (name: string, served: boolean) => ({
      name,
      served,
      schema: {
        openAPIV3Schema: {
          type: 'object',
          required: ['spec'],
          properties: { spec: { type: 'object', properties: { a: {} } } },
        },
      },
    });
    const schemas = crdSchemas([
      {
        metadata: { name: 'things.example.com' },
        spec: {
          group: 'example.com',
          names: { kind: 'Thing' },
          versions: [version('v1alpha1', false), version('v1', true)],
        },
      },
    ]);
    expect(schemas).toEqual([
      {
        group: 'example.com',
        version: 'v1',
        kind: 'Thing',
        schema: {
          type: 'object',
          required: ['apiVersion', 'kind', 'metadata', 'spec'],
          properties: {
            apiVersion: { type: 'string', enum: ['example.com/v1'] },
            kind: { type: 'string', enum: ['Thing'] },
            metadata: { type: 'object' },
            spec: {
              type: 'object',
              properties: { a: {} },
              additionalProperties: false,
            },
          },
          additionalProperties: false,
        },
      },
    ]);
  });
});
