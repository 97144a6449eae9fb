/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { readServiceDefinition } from '../model/readEntity';
import { isBlocking, validateModel } from '../rules/validate';
import { makeModel, makeService, NOW } from '../testing/builders';
import {
  planDelivery,
  withDeliveryRepository,
  withoutService,
  withService,
} from './deliveryPlan';
import { ServiceDraftInput, serviceDraftSchema } from './serviceDraft';
import { draftFieldOf, runtimeOf, serviceEntityOf } from './serviceEntity';

const model = makeModel([
  makeService({ name: 'cart', runtime: { ports: [{ port: 7001 }] } }),
]);
const draft = (more: Partial<ServiceDraftInput> = {}) =>
  serviceDraftSchema.parse({
    name: 'coupons',
    title: 'Coupons: "50% off" {{ now }}',
    owner: 'group:default/shop-team',
    system: 'system:default/shop',
    language: 'node',
    port: 7042,
    ...more,
  });
const definitionOf = (more?: Partial<ServiceDraftInput>) =>
  readServiceDefinition(
    serviceEntityOf(draft(more), { platform: model.system }),
    'services/coupons/catalog-info.yaml',
  );

describe('serviceEntityOf', () => {
  it('makes an entity of the fewest answers that breaks no rule', () => {
    const { value, findings } = definitionOf();
    expect(findings).toEqual([]);
    expect(
      validateModel(withService(model, value!), { now: NOW }).filter(
        isBlocking,
      ),
    ).toEqual([]);
  });

  it('names the namespace, the application and where the source is', () => {
    const entity = serviceEntityOf(draft(), {
      platform: model.system,
      repository: 'https://git.example.com/shop/coupons',
    });
    expect(entity.metadata.annotations).toMatchObject({
      'backstage.io/kubernetes-namespace': 'shop-platform',
      'argocd/app-name': 'coupons',
      'backstage.io/source-location':
        'url:https://git.example.com/shop/coupons',
    });
  });
});

describe('runtimeOf', () => {
  it('leaves out what a form sends for fields that nobody filled in', () => {
    const runtime = runtimeOf(
      draft({
        scale: { min: 2, max: undefined, targets: {} },
        dependencies: [],
        traffic: { timeout: '' },
        env: {},
      }),
    );
    expect(runtime.scale).toEqual({ min: 2 });
    expect(Object.keys(runtime)).toEqual([
      'apiVersion',
      'tier',
      'language',
      'image',
      'ports',
      'scale',
      'resources',
    ]);
  });

  it('opens the port to the gateway only where asked', () => {
    expect(runtimeOf(draft()).ports).toEqual([{ name: 'http', port: 7042 }]);
    expect(runtimeOf(draft({ exposed: true })).ports).toEqual([
      { name: 'http', port: 7042, expose: 'gateway' },
    ]);
  });
});

describe('draftFieldOf', () => {
  it.each([
    ['spec.runtime.ports[0].port', 'port'],
    ['spec.runtime.ports[0].expose', 'exposed'],
    ['spec.runtime.scale.min', 'scale.min'],
    ['spec.runtime.dependencies[1].timeout', 'dependencies[1].timeout'],
    ['spec.owner', 'owner'],
    ['metadata.name', 'name'],
    ['spec.runtime.image.tag', undefined],
    ['spec.type', undefined],
  ])('knows the field of %s', (path, field) => {
    expect(draftFieldOf(path)).toBe(field);
  });
});

describe('planDelivery', () => {
  const options = { environment: 'stage' };

  it('holds the files of a new service and those that let it in', () => {
    const after = withService(
      model,
      definitionOf({ dependencies: [{ ref: 'component:default/cart' }] })
        .value!,
    );
    const changes = planDelivery(model, after, options);
    const created = changes.filter(({ before }) => before === undefined);
    expect(created.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        'argocd/application-coupons.yaml',
        'services/coupons/deployment.yaml',
        'promtool/coupons.test.yaml',
      ]),
    );
    expect(
      changes.find(({ path }) => path === 'services/cart/edge-coupons.yaml')
        ?.after,
    ).toContain('kind: AuthorizationPolicy');
  });

  it('takes back what it added', () => {
    const after = withService(model, definitionOf().value!);
    const there = planDelivery(model, after, options);
    const back = planDelivery(
      after,
      withoutService(after, 'component:default/coupons'),
      options,
    );
    expect(back).toEqual(
      there.map(({ path, before, after: now }) => ({
        path,
        ...(now !== undefined && { before: now }),
        ...(before !== undefined && { after: before }),
      })),
    );
  });

  it('delivers from the repository that somebody else keeps', () => {
    const repository = 'https://git.example.org/copy.git';
    const copy = withDeliveryRepository(model, {
      environment: 'stage',
      repository,
    });
    const application = planDelivery(
      copy,
      withService(copy, definitionOf().value!),
      options,
    ).find(({ path }) => path === 'argocd/application-coupons.yaml');
    expect(application?.after).toContain(`repoURL: ${repository}`);
  });
});
