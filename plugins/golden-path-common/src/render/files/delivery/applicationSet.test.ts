/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parse } from 'yaml';
import { makeModel, makeService } from '../../../testing/builders';
import { renderPlatform, renderRepository } from '../../renderPlatform';

const model = makeModel([makeService()], {
  environments: [
    { name: 'stage', cluster: { name: 'stage-1' } },
    {
      name: 'live',
      production: true,
      repository: 'https://git.example.com/shop/live.git',
      cluster: { name: 'live-1', server: 'https://live.example.com:6443' },
    },
  ],
});

function read(path: string): any {
  const file = renderRepository(model).find(entry => entry.path === path)!;
  return parse(file.content);
}

const set = read('argocd-applicationset/applicationset.yaml');

describe('the ApplicationSet', () => {
  it('lies in no environment, where somebody would apply it with the Applications', () => {
    for (const environment of ['stage', 'live']) {
      const files = renderPlatform(model, { environment });
      expect(files.map(({ content }) => content).join()).not.toContain(
        'ApplicationSet',
      );
    }
  });

  it('pairs every environment with the Applications that are rendered for it', () => {
    const [{ matrix }] = set.spec.generators;
    const [{ list }, { git }] = matrix.generators;
    expect(list.elements).toEqual([
      {
        environment: 'stage',
        repository: 'https://git.example.com/shop/deploy.git',
        server: 'https://kubernetes.default.svc',
      },
      {
        environment: 'live',
        repository: 'https://git.example.com/shop/live.git',
        server: 'https://live.example.com:6443',
      },
    ]);
    expect(git).toEqual({
      repoURL: '{{ .repository }}',
      revision: 'main',
      files: [{ path: 'argocd/application-*.yaml' }],
    });
    const rendered = renderPlatform(model, { environment: 'live' })
      .map(({ path }) => path)
      .filter(path => /^argocd\/application-.*\.yaml$/.test(path));
    expect(rendered).toEqual([
      'argocd/application-checkout.yaml',
      'argocd/application-shop.yaml',
    ]);
  });

  it('reads only fields that a rendered Application has', () => {
    expect(set.spec.goTemplate).toBe(true);
    expect(set.spec.goTemplateOptions).toEqual(['missingkey=error']);
    const text = JSON.stringify([set.spec.template, set.spec.templatePatch]);
    const guarded = [...text.matchAll(/hasKey (\.[\w.]+) \\+"(\w+)\\+"/g)].map(
      ([, path, key]) => `${path}.${key}`,
    );
    const fields = [...text.matchAll(/\{\{ (?:toJson )?(\.[\w.]+) \}\}/g)].map(
      ([, path]) => path,
    );
    expect(guarded).toEqual([
      '.metadata.finalizers',
      '.spec.ignoreDifferences',
    ]);
    expect(fields).toEqual(expect.arrayContaining(guarded));

    const [{ matrix }] = set.spec.generators;
    for (const environment of ['stage', 'live']) {
      const applications = renderPlatform(model, { environment })
        .filter(({ path }) => path.startsWith('argocd/application-'))
        .map(({ content }) => parse(content));
      for (const application of applications) {
        const parameters = {
          ...application,
          ...matrix.generators[0].list.elements[0],
        };
        for (const field of fields.filter(path => !guarded.includes(path))) {
          expect([field, valueAt(parameters, field)]).toEqual([
            field,
            expect.anything(),
          ]);
        }
      }
    }
  });

  it('rolls a change out environment by environment, the platform first', () => {
    const { type, rollingSync } = set.spec.strategy;
    expect(type).toBe('RollingSync');
    expect(
      rollingSync.steps.map(({ matchExpressions, maxUpdate }: any) => [
        ...matchExpressions.map(({ values }: any) => values[0]),
        maxUpdate,
      ]),
    ).toEqual([
      ['stage', 'platform', undefined],
      ['stage', 'service', undefined],
      ['live', 'platform', undefined],
      ['live', 'service', '25%'],
    ]);
  });

  it('puts each Application into exactly one step', () => {
    const { steps } = set.spec.strategy.rollingSync;
    for (const environment of ['stage', 'live']) {
      const applications = renderPlatform(model, { environment })
        .filter(({ path }) => path.startsWith('argocd/application-'))
        .map(({ content }) => parse(content));
      expect(applications).toHaveLength(2);
      for (const { metadata } of applications) {
        const labels = {
          ...metadata.labels,
          'runtime.openpolicy.io/environment': environment,
        };
        const matching = steps.filter(({ matchExpressions }: any) =>
          matchExpressions.every(({ key, values }: any) =>
            values.includes(labels[key]),
          ),
        );
        expect(matching).toHaveLength(1);
      }
    }
  });

  it('leaves production running when it is deleted', () => {
    expect(set.spec.syncPolicy).toEqual({ preserveResourcesOnDeletion: true });
  });

  it('has projects that reach every environment', () => {
    for (const file of ['appproject', 'appproject-platform']) {
      expect(read(`argocd-applicationset/${file}.yaml`).spec).toMatchObject({
        sourceRepos: [
          'https://git.example.com/shop/deploy.git',
          'https://git.example.com/shop/live.git',
        ],
        destinations: [
          {
            server: 'https://kubernetes.default.svc',
            namespace: 'shop-platform',
          },
          {
            server: 'https://live.example.com:6443',
            namespace: 'shop-platform',
          },
        ],
      });
    }
  });
});

function valueAt(value: any, path: string): unknown {
  return path
    .split('.')
    .filter(Boolean)
    .reduce((current, key) => current?.[key], value);
}
