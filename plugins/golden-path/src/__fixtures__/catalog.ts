/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity } from '@backstage/catalog-model';

/** Builders of a small catalog; odd numbers show a swapped argument. */

/** A component with a `spec.runtime` that breaks no rule. */
export function aService(
  name: string,
  runtime: Record<string, unknown> = {},
  metadata: Partial<Entity['metadata']> = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { namespace: 'default', name, title: titleOf(name), ...metadata },
    spec: {
      type: 'service',
      lifecycle: 'production',
      owner: 'group:default/shop-team',
      system: 'system:default/shop',
      runtime: {
        apiVersion: 'runtime.openpolicy.io/v1',
        tier: 2,
        language: 'go',
        image: { tag: '1.3.0' },
        ports: [{ name: 'http', port: 7013 }],
        resources: {
          cpu: { request: '100m', limit: '500m' },
          memory: { request: '128Mi', limit: '256Mi' },
        },
        ...(runtime as object),
      },
    },
    relations: [{ type: 'ownedBy', targetRef: 'group:default/shop-team' }],
  };
}

/** The System `shop` with its platform. */
export function aPlatform(platform: Record<string, unknown> = {}): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: { namespace: 'default', name: 'shop', title: 'Shop' },
    spec: {
      owner: 'group:default/shop-team',
      platform: {
        apiVersion: 'runtime.openpolicy.io/v1',
        namespace: 'shop-platform',
        portPool: { from: 7000, to: 7029 },
        registry: 'registry.example.com/shop',
        links: {
          runbook: 'https://docs.example.com/{name}',
          dashboard: 'https://grafana.example.com/d/gp-{name}',
        },
        delivery: {
          repository: 'https://git.example.com/shop/deploy.git',
          project: 'shop',
        },
        environments: [
          {
            name: 'dev',
            cluster: { name: 'dev-1' },
            quota: {
              pods: 40,
              cpu: { requests: '11', limits: '97' },
              memory: { requests: '17Gi', limits: '89Gi' },
            },
          },
          { name: 'live', cluster: { name: 'live-1' } },
        ],
        ...(platform as object),
      },
    },
  };
}

/** A platform, three services, an API, a resource and the team. */
export function aCatalog(): Entity[] {
  return [
    aPlatform(),
    aService('cart', { ports: [{ name: 'http', port: 7001 }] }),
    aService('ledger', {
      ports: [{ name: 'http', port: 7003, api: 'ledger-api' }],
    }),
    aService('checkout', {
      ports: [{ name: 'http', port: 7007 }],
      dependencies: [{ ref: 'component:default/cart' }],
    }),
    {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'API',
      metadata: {
        namespace: 'default',
        name: 'ledger-api',
        title: 'Ledger API',
      },
      spec: {
        type: 'openapi',
        lifecycle: 'production',
        owner: 'group:default/shop-team',
        system: 'system:default/shop',
        definition: '{}',
      },
    },
    {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Resource',
      metadata: { namespace: 'default', name: 'redis', title: 'Redis' },
      spec: {
        type: 'cache',
        owner: 'group:default/shop-team',
        system: 'system:default/shop',
        endpoint: { scheme: 'redis', host: 'redis', port: 6379 },
      },
    },
    {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Group',
      metadata: { namespace: 'default', name: 'shop-team', title: 'Shop team' },
      spec: { type: 'team', children: [] },
    },
  ];
}

/** What a form holds once everything that has to be is filled in. */
export function aDraft(
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    name: 'coupons',
    title: 'Coupons',
    description: 'Takes something off the price.',
    owner: 'group:default/shop-team',
    system: 'system:default/shop',
    language: 'node',
    port: 7011,
    ...more,
  };
}

function titleOf(name: string): string {
  return `${name[0].toLocaleUpperCase('en-US')}${name.slice(1)}`;
}
