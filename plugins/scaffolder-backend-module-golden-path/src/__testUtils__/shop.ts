/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity } from '@backstage/catalog-model';
import { shopEntities } from '@openpolicy/plugin-golden-path-node/testUtils';

/** The shop of the tests, with services that are reached from outside under their own names. */
export function shopWith(...names: string[]): Entity[] {
  return [
    ...shopEntities('https://git.example.com/shop/deploy.git'),
    ...names.map((name, i) => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name,
        namespace: 'default',
        annotations: { 'argocd/app-name': name },
      },
      spec: {
        type: 'service',
        lifecycle: 'experimental',
        owner: 'group:default/shop-team',
        system: 'shop',
        runtime: {
          apiVersion: 'runtime.openpolicy.io/v1',
          image: { tag: '0.1.0' },
          ports: [{ port: 7041 + i, expose: 'gateway' }],
          traffic: { gateway: { hosts: [`${name}.shop.example.com`] } },
          resources: { memory: { request: '128Mi', limit: '256Mi' } },
        },
      },
    })),
  ];
}
