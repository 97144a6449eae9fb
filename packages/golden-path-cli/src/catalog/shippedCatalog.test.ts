/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { buildModels, scaleOf } from '@openpolicy/plugin-golden-path-common';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../__testUtils__/runProgram';
import { loadCatalog } from './loadCatalog';

/*
 * The shipped catalog against the table of the set-up document.
 */

const entities = loadCatalog({
  root: REPOSITORY,
  file: join(REPOSITORY, 'catalog-info/all.yaml'),
});
const { models } = buildModels(entities);

const [header, ...rows] = readFileSync(
  join(
    REPOSITORY,
    'plugins/golden-path-common/src/__fixtures__/service-matrix.csv',
  ),
  'utf8',
)
  .trim()
  .split('\n')
  .map(line => line.trim().split(','));

const matrix = rows.map(row =>
  Object.fromEntries(header.map((column, index) => [column, row[index]])),
);

describe('catalog-info', () => {
  it('has the 24 services of the table and no other', () => {
    expect(matrix).toHaveLength(24);
    expect(models).toHaveLength(1);
    expect(models[0].services.map(({ name }) => name)).toEqual(
      matrix.map(({ slug }) => slug).sort(),
    );
  });

  it.each(matrix.map(row => [row.slug, row]))(
    'gives %s what its row says',
    (slug, row) => {
      const service = models[0].services.find(({ name }) => name === slug)!;
      const scale = scaleOf(service.spec);
      expect({
        service: service.title,
        slug: service.name,
        port: String(service.spec.ports[0].port),
        min_replicas: scale.type === 'autoscaled' && String(scale.min),
        max_replicas: scale.type === 'autoscaled' && String(scale.max),
        memory_request: service.spec.resources.memory.request,
        memory_limit: service.spec.resources.memory.limit,
        health_path: service.spec.health.liveness,
      }).toEqual(row);
      expect(service.spec.ports).toHaveLength(1);
      expect(service.spec.resources.cpu).toEqual({
        request: '250m',
        limit: '500m',
      });
      expect(service.source).toBe(`catalog-info/services/${slug}.yaml`);
    },
  );

  it.each(matrix.map(({ slug }) => [slug]))(
    'ties %s to its Kubernetes objects and its Application',
    slug => {
      const { entity } = entities.find(
        candidate =>
          candidate.entity.kind === 'Component' &&
          candidate.entity.metadata.name === slug,
      )!;
      expect(entity.metadata.annotations).toMatchObject({
        'backstage.io/kubernetes-id': slug,
        'backstage.io/kubernetes-namespace': 'openpolicy-platform',
        'argocd/app-name': slug,
      });
    },
  );

  it('lets guest own the gateway but not the ETL service', () => {
    const guest = entities.find(
      ({ entity }) =>
        entity.kind === 'User' && entity.metadata.name === 'guest',
    )!.entity;
    const owner = (slug: string) =>
      models[0].services.find(({ name }) => name === slug)!.owner;
    expect(guest.spec?.memberOf).toEqual(['platform-team']);
    expect(owner('api-gateway')).toBe('group:default/platform-team');
    expect(owner('etl-service')).toBe('group:default/data-team');
  });
});
