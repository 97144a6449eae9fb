/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { serviceSpecSchema } from '@openpolicy/plugin-golden-path-common';
import { relationsOf } from './relations';

const entity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'checkout', namespace: 'default' },
};

function relations(runtime: object): string[] {
  const spec = serviceSpecSchema.parse({
    apiVersion: 'runtime.openpolicy.io/v1',
    image: { tag: '1.3.0' },
    ports: [{ port: 9013 }],
    resources: { memory: { request: '256Mi', limit: '512Mi' } },
    ...runtime,
  });
  return relationsOf(entity, spec).map(
    ({ source, type, target }) =>
      `${stringifyEntityRef(source)} ${type} ${stringifyEntityRef(target)}`,
  );
}

describe('relationsOf', () => {
  it.each([
    ['nothing from a spec without dependencies', {}, []],
    [
      'dependsOn from a component',
      { dependencies: [{ ref: 'component:payments/ledger' }] },
      [
        'component:default/checkout dependsOn component:payments/ledger',
        'component:payments/ledger dependencyOf component:default/checkout',
      ],
    ],
    [
      'consumesApi from an API',
      { dependencies: [{ ref: 'api:ledger-api' }] },
      [
        'component:default/checkout consumesApi api:default/ledger-api',
        'api:default/ledger-api apiConsumedBy component:default/checkout',
      ],
    ],
    [
      'providesApi from a port that serves one',
      { ports: [{ port: 9013, api: 'checkout-api' }] },
      [
        'component:default/checkout providesApi api:default/checkout-api',
        'api:default/checkout-api apiProvidedBy component:default/checkout',
      ],
    ],
    [
      'nothing from a malformed reference',
      { dependencies: [{ ref: 'ledger' }, { ref: 'user:default/someone' }] },
      [],
    ],
  ])('derives %s', (_, runtime, expected) => {
    expect(relations(runtime)).toEqual(expected);
  });
});
