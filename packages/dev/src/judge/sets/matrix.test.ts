/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { SourcedEntity } from '@openpolicy/plugin-golden-path-common';
import { renderMatrix } from './matrix';

const NOW = new Date('2026-11-23T12:00:00Z');

const system = (environments: object[]): SourcedEntity => ({
  entity: {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: { name: 'shop' },
    spec: {
      owner: 'group:default/shop-team',
      platform: {
        apiVersion: 'runtime.openpolicy.io/v1',
        namespace: 'shops',
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
        environments,
      },
    },
  },
});
const group: SourcedEntity = {
  entity: {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name: 'shop-team' },
    spec: { type: 'team', children: [] },
  },
};
const service = (name: string, port: number, runtime = {}): SourcedEntity => ({
  source: `catalog/${name}.yaml`,
  entity: {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, title: name },
    spec: {
      type: 'service',
      lifecycle: 'production',
      owner: 'group:default/shop-team',
      system: 'shop',
      runtime: {
        apiVersion: 'runtime.openpolicy.io/v1',
        image: { tag: '1.3.0', digest: `sha256:${'ab'.repeat(32)}` },
        ports: [{ port }],
        resources: { memory: { request: '260Mi', limit: '510Mi' } },
        ...runtime,
      },
    },
  },
});
const dev = { name: 'dev', cluster: { name: 'dev-1' } };
const catalog = [
  system([dev]),
  group,
  service('checkout', 7013),
  service('search', 7017, { rollout: { canary: { weight: 7 } } }),
];
const idsOf = (filter: object, entities = catalog) =>
  renderMatrix(entities, { now: NOW, filter }).map(({ id }) => id);

describe('renderMatrix', () => {
  it('renders every service in every strategy and in dev, staging and prod', () => {
    const ids = idsOf({});
    for (const environment of ['dev', 'staging', 'prod']) {
      for (const strategy of ['rolling', 'canary', 'rollouts']) {
        for (const part of ['platform', 'checkout', 'search']) {
          expect(ids).toContain(`${environment}/${strategy}/${part}`);
        }
      }
    }
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('keeps environments that have other names', () => {
    const entities = [
      system([{ name: 'live', cluster: { name: 'live-1' } }]),
      ...catalog.slice(1),
    ];
    expect(idsOf({ service: 'search', strategy: 'rolling' }, entities)).toEqual(
      [
        'live/rolling/search',
        'dev/rolling/search',
        'staging/rolling/search',
        'prod/rolling/search',
      ],
    );
  });

  it.each([
    [
      { service: 'search', environment: 'prod', strategy: 'canary' },
      ['prod/canary/search'],
    ],
    [
      { environment: 'dev', strategy: 'rolling' },
      ['dev/rolling/platform', 'dev/rolling/checkout', 'dev/rolling/search'],
    ],
  ])('renders only the part that %j names', (filter, ids) => {
    expect(idsOf(filter).sort()).toEqual([...ids].sort());
  });

  it.each([
    [
      { service: 'serch' },
      "There is no service 'serch'. There are 'checkout', 'search'.",
    ],
    [
      { strategy: 'blue' },
      "There is no strategy 'blue'. There are 'rolling', 'canary', 'rollouts'.",
    ],
    [
      { environment: 'test' },
      "There is no environment 'test'. There are 'dev', 'staging', 'prod'.",
    ],
  ])('refuses the name in %j and says which there are', (filter, message) => {
    expect(() => idsOf(filter)).toThrow(message);
  });

  it('gives a canary a release of its own and keeps what the service says of it', () => {
    const contentOf = (strategy: string) =>
      renderMatrix(catalog, {
        now: NOW,
        filter: { service: 'search', environment: 'prod', strategy },
      })
        .flatMap(({ files }) => files.map(({ content }) => content))
        .join('\n');
    expect(contentOf('canary')).toContain('99.0.0-canary.1');
    expect(contentOf('rolling')).not.toContain('99.0.0-canary.1');
    expect(contentOf('canary')).toContain('weight: 7');
    expect(contentOf('rollouts')).toContain('kind: Rollout');
  });

  it('refuses a catalog with errors and says which', () => {
    const broken = service('broken', 7013);
    expect(() => idsOf({}, [...catalog, broken])).toThrow(
      /strategy 'rolling': \d+ errors[^]*GP-PORT-/,
    );
  });
});
