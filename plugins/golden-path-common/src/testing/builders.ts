/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PlatformModel, ServiceDefinition } from '../model/types';
import { platformSpecSchema } from '../spec/platformSpec';
import { serviceSpecSchema, ServiceSpecInput } from '../spec/serviceSpec';

/** Builders for this package's tests; odd numbers show a swapped argument. */

/** The day on which tests take place. */
export const NOW = new Date('2026-11-23T12:00:00Z');

/** A service that breaks no rule. */
export function makeService(
  options: {
    name?: string;
    title?: string;
    owner?: string;
    runtime?: Partial<Record<keyof ServiceSpecInput, unknown>>;
  } = {},
): ServiceDefinition {
  const name = options.name ?? 'checkout';
  return {
    entityRef: `component:default/${name}`,
    name,
    title: options.title ?? 'Checkout',
    owner: options.owner ?? 'group:default/shop-team',
    lifecycle: 'production',
    system: 'system:default/shop',
    source: `catalog/${name}.yaml`,
    spec: serviceSpecSchema.parse({
      apiVersion: 'runtime.openpolicy.io/v1',
      image: { tag: '1.3.0' },
      ports: [{ port: 7013 }],
      resources: { memory: { request: '260Mi', limit: '510Mi' } },
      ...options.runtime,
    }),
  };
}

/** A platform that holds the given services and nothing that breaks a rule. */
export function makeModel(
  services: ServiceDefinition[],
  platform: object = {},
): PlatformModel {
  return {
    system: {
      entityRef: 'system:default/shop',
      name: 'shop',
      title: 'Shop',
      spec: platformSpecSchema.parse({
        apiVersion: 'runtime.openpolicy.io/v1',
        namespace: 'shop-platform',
        portPool: { from: 7000, to: 7099 },
        registry: 'registry.example.com/shop',
        links: {
          runbook: 'https://docs.example.com/{name}',
          dashboard: 'https://grafana.example.com/d/gp-{name}',
        },
        delivery: {
          repository: 'https://git.example.com/shop/deploy.git',
          project: 'shop',
        },
        environments: [{ name: 'stage', cluster: { name: 'stage-1' } }],
        ...platform,
      }),
    },
    services: [...services].sort((a, b) =>
      a.entityRef < b.entityRef ? -1 : 1,
    ),
    entityRefs: new Set([
      'group:default/shop-team',
      'resource:default/redis',
      ...services.map(({ entityRef }) => entityRef),
    ]),
    endpoints: new Map([
      [
        'resource:default/redis',
        { scheme: 'redis', host: 'redis', port: 6379 },
      ],
    ]),
    groups: new Map([
      [
        'group:default/shop-team',
        { title: 'Shop Team', email: 'shop-team@example.com' },
      ],
    ]),
  };
}
