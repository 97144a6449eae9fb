/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity } from '@backstage/catalog-model';

/**
 * A platform with one service, `cart`, delivered by the given repository.
 *
 * @public
 */
export function shopEntities(repository: string): Entity[] {
  const apiVersion = 'backstage.io/v1alpha1';
  return [
    {
      apiVersion,
      kind: 'Group',
      metadata: { name: 'shop-team', namespace: 'default' },
      spec: { type: 'team', children: [] },
    },
    {
      apiVersion,
      kind: 'System',
      metadata: { name: 'shop', namespace: 'default', title: 'Shop' },
      spec: {
        owner: 'group:default/shop-team',
        platform: {
          apiVersion: 'runtime.openpolicy.io/v1',
          namespace: 'shop-platform',
          portPool: { from: 7000, to: 7099 },
          registry: 'registry.example.com/shop',
          links: {
            runbook: 'https://docs.example.com/{name}',
            dashboard: 'https://grafana.example.com/d/gp-{name}',
          },
          delivery: { repository, project: 'shop' },
          environments: [{ name: 'stage', cluster: { name: 'stage-1' } }],
        },
      },
    },
    {
      apiVersion,
      kind: 'Component',
      metadata: { name: 'cart', namespace: 'default' },
      spec: {
        type: 'service',
        lifecycle: 'production',
        owner: 'group:default/shop-team',
        system: 'system:default/shop',
        runtime: {
          apiVersion: 'runtime.openpolicy.io/v1',
          image: { tag: '1.3.0' },
          ports: [{ port: 7013 }],
          resources: { memory: { request: '260Mi', limit: '510Mi' } },
        },
      },
    },
  ];
}
