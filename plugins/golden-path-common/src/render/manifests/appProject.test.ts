/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parse } from 'yaml';
import { makeModel, makeService } from '../../testing/builders';
import { renderPlatform } from '../renderPlatform';
import { Manifest } from '../types';

const REPOSITORY = 'https://git.example.com/shop/stage.git';
const SERVER = 'https://stage.example.com:6443';

function argocdObjects(platform: object = {}): Record<string, any> {
  const model = makeModel([makeService(), makeService({ name: 'ledger' })], {
    environments: [
      {
        name: 'stage',
        production: true,
        repository: REPOSITORY,
        cluster: { name: 'stage-1', server: SERVER },
      },
      { name: 'other', cluster: { name: 'other-1' } },
    ],
    ...platform,
  });
  const objects = renderPlatform(model, { environment: 'stage' })
    .filter(({ path }) => path.startsWith('argocd/'))
    .map(({ content }) => parse(content) as Manifest);
  return Object.fromEntries(
    objects.map(object => [`${object.kind}/${object.metadata.name}`, object]),
  );
}

describe('the projects of a platform', () => {
  it('are one for the services and one for the platform, with an Application each', () => {
    const objects = argocdObjects();
    expect(
      Object.entries(objects).map(([name, { spec }]) => [name, spec.project]),
    ).toEqual([
      ['Application/checkout', 'shop'],
      ['Application/ledger', 'shop'],
      ['Application/shop', 'shop-platform'],
      ['AppProject/shop-platform', undefined],
      ['AppProject/shop', undefined],
    ]);
  });

  it.each(['shop', 'shop-platform'])(
    'bind %s to the repository, cluster and namespace of the environment',
    name => {
      expect(argocdObjects()[`AppProject/${name}`].spec).toMatchObject({
        sourceRepos: [REPOSITORY],
        destinations: [{ server: SERVER, namespace: 'shop-platform' }],
      });
    },
  );

  it('let only the platform make a namespace, and only its own', () => {
    const objects = argocdObjects();
    expect(objects['AppProject/shop'].spec.clusterResourceWhitelist).toEqual(
      [],
    );
    expect(
      objects['AppProject/shop-platform'].spec.clusterResourceWhitelist,
    ).toEqual([{ group: '', kind: 'Namespace', name: 'shop-platform' }]);
  });

  it.each([
    ['shop', 'services/'],
    ['shop-platform', 'platform/'],
  ])('allow in %s every kind below %s', (name, folder) => {
    const model = makeModel([makeService()]);
    const brought = renderPlatform(model, { environment: 'stage' })
      .filter(({ path }) => path.startsWith(folder))
      .flatMap(({ content }) =>
        [...content.matchAll(/^kind: (.*)$/gm)].map(match => match[1]),
      );
    const { namespaceResourceWhitelist, clusterResourceWhitelist } =
      argocdObjects()[`AppProject/${name}`].spec;
    const allowed = [
      ...namespaceResourceWhitelist,
      ...clusterResourceWhitelist,
    ].map(({ kind }: { kind: string }) => kind);
    expect(brought.length).toBeGreaterThan(0);
    expect(allowed).toEqual(expect.arrayContaining(brought));
    expect(new Set(allowed).size).toBe(allowed.length);
  });

  it.each([
    [
      true,
      {
        warn: true,
        ignore: [{ group: '', kind: 'ConfigMap', name: 'istio-ca-root-cert' }],
      },
    ],
    [false, { warn: true }],
  ])(
    'warn of objects that no Application knows, but for those of the mesh: %s',
    (injection, orphanedResources) => {
      const { spec } = argocdObjects({ mesh: { injection } })[
        'AppProject/shop'
      ];
      expect(spec.orphanedResources).toEqual(orphanedResources);
      expect(spec).not.toHaveProperty('roles');
    },
  );
});

describe('the Application of the platform', () => {
  it('brings the folder that only the platform has, before the services', () => {
    const objects = argocdObjects();
    const { metadata, spec } = objects['Application/shop'];
    expect(spec).toMatchObject({
      source: { repoURL: REPOSITORY, path: 'platform' },
      destination: { server: SERVER, namespace: 'shop-platform' },
      syncPolicy: { automated: { allowEmpty: false } },
    });
    const waveOf = (object: Manifest) =>
      Number(
        object.metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? 0,
      );
    expect(metadata.annotations['backstage.io/entity-ref']).toBe(
      'system:default/shop',
    );
    expect(waveOf(objects['AppProject/shop-platform'])).toBeLessThan(
      waveOf(objects['Application/shop']),
    );
    expect(waveOf(objects['Application/shop'])).toBeLessThan(
      waveOf(objects['Application/checkout']),
    );
  });

  it('never takes the namespace with it when it is deleted', () => {
    for (const production of [true, false]) {
      const objects = argocdObjects({
        environments: [
          { name: 'stage', production, cluster: { name: 'stage-1' } },
        ],
      });
      expect(objects['Application/shop'].metadata).not.toHaveProperty(
        'finalizers',
      );
    }
  });
});
