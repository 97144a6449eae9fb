/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { makeModel, makeService } from '../testing/builders';
import { GENERATOR_VERSION } from '../version';
import { ANNOTATIONS, LABELS } from './conventions';
import {
  renderFile,
  renderPlatform,
  renderRepository,
  renderServiceManifests,
} from './renderPlatform';
import { Manifest } from './types';

function manifestsOf(
  runtime: NonNullable<Parameters<typeof makeService>[0]>['runtime'] = {},
): Record<string, any> {
  const service = makeService({ runtime });
  const model = makeModel([service]);
  const manifests = renderServiceManifests({
    model,
    service,
    environment: model.system.spec.environments[0],
  });
  return Object.fromEntries(
    manifests.map(manifest => [manifest.kind, manifest]),
  );
}

describe('renderFile', () => {
  const model = makeModel([
    makeService(),
    makeService({ name: 'check', runtime: { ports: [{ port: 7017 }] } }),
  ]);

  it.each([
    [
      'an environment',
      'stage',
      renderPlatform(model, { environment: 'stage' }),
    ],
    ['the repository', undefined, renderRepository(model)],
  ])('gives each file of %s as they all are given', (_, environment, files) => {
    expect(files.length).toBeGreaterThan(10);
    for (const file of files) {
      expect(renderFile(model, { path: file.path, environment })).toEqual(file);
    }
  });

  it('has no file that nothing renders', () => {
    const path = 'services/checkout/pod.yaml';
    expect(renderFile(model, { path, environment: 'stage' })).toBeUndefined();
    expect(renderFile(model, { path })).toBeUndefined();
  });
});

describe('renderPlatform', () => {
  it('gives the same bytes twice, and whatever the order of services', () => {
    const [a, b] = [makeService(), makeService({ name: 'ledger' })];
    const render = (...services: (typeof a)[]) =>
      renderPlatform(makeModel(services), { environment: 'stage' });
    expect(render(a, b)).toEqual(render(a, b));
    expect(render(b, a)).toEqual(render(a, b));
  });

  it('names the environments there are when asked for another', () => {
    expect(() =>
      renderPlatform(makeModel([]), { environment: 'prod' }),
    ).toThrow(
      "Failed to render 'system:default/shop': it has no environment 'prod'. It has 'stage'.",
    );
  });

  it('names no file twice and sorts them by path', () => {
    const paths = renderPlatform(
      makeModel([makeService(), makeService({ name: 'ledger' })]),
      { environment: 'stage' },
    ).map(({ path }) => path);
    expect(paths).toEqual([...new Set(paths)].sort());
  });

  it('gives each service a folder with its kinds, and the platform one', () => {
    const files = renderPlatform(makeModel([makeService()]), {
      environment: 'stage',
    });
    expect(files.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        'argocd/application-checkout.yaml',
        'argocd/appproject.yaml',
        'platform/namespace.yaml',
        'services/checkout/deployment.yaml',
        'services/checkout/service.yaml',
      ]),
    );
  });
});

describe('the objects of a service', () => {
  it('all say which entity they belong to and where they come from', () => {
    for (const manifest of Object.values(manifestsOf()) as Manifest[]) {
      expect(manifest.metadata.labels).toMatchObject({
        [LABELS.kubernetesId]: 'checkout',
        [LABELS.partOf]: 'shop',
      });
      expect(manifest.metadata.annotations).toMatchObject({
        [ANNOTATIONS.entityRef]: 'component:default/checkout',
        [ANNOTATIONS.generatorVersion]: GENERATOR_VERSION,
        [ANNOTATIONS.source]: 'catalog/checkout.yaml',
        [ANNOTATIONS.specHash]: expect.stringMatching(/^[0-9a-f]{16}$/),
      });
    }
  });

  it('select pods by labels that the pods have and that never change', () => {
    const { Deployment, Service, PodDisruptionBudget } = manifestsOf();
    const { labels } = Deployment.spec.template.metadata;
    for (const selector of [
      Deployment.spec.selector.matchLabels,
      Service.spec.selector,
      PodDisruptionBudget.spec.selector.matchLabels,
    ]) {
      expect(labels).toMatchObject(selector);
      expect([LABELS.name, LABELS.instance]).toEqual(
        expect.arrayContaining(Object.keys(selector)),
      );
    }
  });

  it('agree about ports', () => {
    const { Deployment, Service } = manifestsOf({
      ports: [
        { name: 'grpc', port: 7013, targetPort: 17013 },
        { name: 'http-admin', port: 7017 },
      ],
    });
    const container = Deployment.spec.template.spec.containers[0];
    const names = container.ports.map((port: { name: string }) => port.name);
    expect(names).toEqual(['grpc', 'http-admin', 'metrics']);
    expect(container.ports.map((port: any) => port.containerPort)).toEqual([
      17013, 7017, 9090,
    ]);
    expect(Service.spec.ports.map((port: any) => port.port)).toEqual([
      7013, 7017, 9090,
    ]);
    for (const port of Service.spec.ports) {
      expect(names).toContain(port.targetPort);
    }
    expect(container.livenessProbe.grpc.port).toBe(17013);
  });

  it('do not roll pods when only waivers, the source file or the renderers change', () => {
    const service = makeService();
    const render = (changed: typeof service) => {
      const model = makeModel([changed]);
      return renderServiceManifests({
        model,
        service: changed,
        environment: model.system.spec.environments[0],
      }).find(({ kind }) => kind === 'Deployment') as any;
    };
    const before = render(service);
    const after = render({ ...service, source: 'moved.yaml' });
    expect(after.spec).toEqual(before.spec);
    expect(JSON.stringify(before.spec)).not.toContain('runtime.openpolicy.io');
    expect(after.metadata.annotations[ANNOTATIONS.specHash]).toBe(
      before.metadata.annotations[ANNOTATIONS.specHash],
    );
  });
});

describe('GENERATOR_VERSION', () => {
  it('is the version of this package', () => {
    const manifest = JSON.parse(
      readFileSync(resolve(__dirname, '../../package.json'), 'utf8'),
    );
    expect(GENERATOR_VERSION).toBe(manifest.version);
  });
});
