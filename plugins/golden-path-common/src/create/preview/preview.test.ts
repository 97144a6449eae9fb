/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import fc from 'fast-check';
import { PlatformModel, ServiceDefinition } from '../../model/types';
import { isBlocking } from '../../rules/validate';
import { arbitraryPlatform } from '../../testing/randomSpec';
import { makeModel, makeService, NOW } from '../../testing/builders';
import { entitiesOf } from '../../testing/entitiesOf';
import { planDelivery, withoutService, withService } from '../deliveryPlan';
import { planService } from './planService';
import {
  changeableValues,
  changedEntity,
  createPreview,
  ServicePreviewUpdate,
} from '.';

const model = makeModel(
  [
    makeService({
      name: 'cart',
      runtime: {
        ports: [{ port: 7001 }],
        dependencies: [{ ref: 'component:default/ledger' }],
      },
    }),
    makeService({ name: 'ledger', runtime: { ports: [{ port: 7003 }] } }),
  ],
  {
    environments: [
      { name: 'stage', cluster: { name: 'stage-1' } },
      { name: 'live', cluster: { name: 'live-1' } },
    ],
  },
);

const DRAFT = {
  name: 'coupons',
  owner: 'group:default/shop-team',
  system: 'system:default/shop',
  language: 'go',
  port: 7042,
};

function show(
  draft: Record<string, unknown>,
  options: Partial<ServicePreviewUpdate> = {},
) {
  const result = createPreview({ entities: entitiesOf(model) }).update(draft, {
    now: NOW,
    ...options,
  });
  const files = new Map(
    (result.groups ?? []).flatMap(group =>
      group.files.map(file => [`${group.title}: ${file.path}`, file] as const),
    ),
  );
  return { ...result, files };
}

const fieldsOf = (findings: readonly { ruleId: string; field?: string }[]) =>
  findings.map(({ ruleId, field }) => [ruleId, field]);

describe('createPreview', () => {
  it('shows the files of the repository and those that one commit delivers', () => {
    const { groups, findings, placeholders, files } = show({
      ...DRAFT,
      dependencies: [{ ref: 'component:default/ledger' }],
    });
    expect(groups?.map(({ title }) => title)).toEqual([
      'Service repository',
      'GitOps repository, stage',
    ]);
    expect(findings.filter(isBlocking)).toEqual([]);
    expect(placeholders).toEqual([]);
    for (const path of [
      'Service repository: service.yaml',
      'GitOps repository, stage: argocd/application-coupons.yaml',
      'GitOps repository, stage: catalog/coupons.yaml',
      'GitOps repository, stage: promtool/coupons.test.yaml',
      'GitOps repository, stage: services/coupons/deployment.yaml',
      'GitOps repository, stage: services/ledger/edge-coupons.yaml',
    ] as const) {
      expect([path, files.get(path)?.kind]).toEqual([path, 'new']);
    }
  });

  it('shows each environment that is asked for', () => {
    const { groups } = show(DRAFT, { environments: ['live', 'stage'] });
    expect(groups?.map(({ environment }) => environment)).toEqual([
      undefined,
      'live',
      'stage',
    ]);
  });

  it('holds the files of the skeleton among those of the repository', () => {
    const { groups } = show(DRAFT, {
      skeletonFiles: [{ path: 'src/main.go', content: 'package main\n' }],
    });
    expect(groups?.[0].files).toContainEqual({
      path: 'src/main.go',
      content: 'package main\n',
      kind: 'new',
    });
  });

  it('fills what nobody has said yet, and finds nothing wrong with it', () => {
    const { placeholders, findings, files } = show({ title: 'Coupons' });
    expect(placeholders).toEqual([
      'name',
      'owner',
      'system',
      'language',
      'port',
    ]);
    expect(findings.filter(isBlocking)).toEqual([]);
    expect(
      files.get('GitOps repository, stage: services/new-service/service.yaml')
        ?.content,
    ).toContain('port: 7000');
  });

  it.each([
    ['a port that somebody has', { port: 7003 }, ['GP-PORT-006', 'port']],
    ['a port outside of the pool', { port: 8042 }, ['GP-PORT-007', 'port']],
    ['a name that is none', { name: '9lives' }, ['GP-NAME-001', 'name']],
    ['a name that is taken', { name: 'cart' }, ['GP-CREATE-001', 'name']],
    [
      'a System without a platform',
      { system: 'system:default/other' },
      ['GP-CREATE-004', 'system'],
    ],
    [
      'a language without a skeleton',
      { language: 'perl' },
      ['GP-SPEC-001', 'language'],
    ],
    ['a text for a number', { port: '7o42' }, ['GP-SPEC-001', 'port']],
    [
      'a field that the spec lacks',
      { scale: { minimum: 3 } },
      ['GP-SPEC-002', 'scale.minimum'],
    ],
    [
      'a dependency that nothing serves',
      { dependencies: [{ ref: 'component:default/nowhere' }] },
      ['GP-DEP-004', 'dependencies[0].ref'],
    ],
  ])('says which field holds %s', (_, draft, expected) => {
    expect(fieldsOf(show({ ...DRAFT, ...draft }).findings)).toContainEqual(
      expected,
    );
  });

  it('shows no files of a draft that has not the right shape', () => {
    expect(show({ ...DRAFT, scale: { min: 'three' } }).groups).toBeUndefined();
  });

  it('leaves out what is wrong with the platform without the service', () => {
    const broken = makeModel([
      makeService({ name: 'cart', runtime: { ports: [{ port: 7001 }] } }),
      makeService({ name: 'ledger', runtime: { ports: [{ port: 7001 }] } }),
    ]);
    expect(
      createPreview({ entities: entitiesOf(broken) })
        .update(DRAFT, {
          now: NOW,
        })
        .findings.filter(isBlocking),
    ).toEqual([]);
  });

  it('says that an environment is none of the platform', () => {
    const { findings, groups } = show(DRAFT, { environments: ['moon'] });
    expect(groups).toBeUndefined();
    expect(findings.map(({ message }) => message)).toContainEqual(
      expect.stringContaining("no environment 'moon'"),
    );
  });

  it('says that a catalog has no platform', () => {
    expect(
      fieldsOf(
        createPreview({ entities: [] }).update({}, { now: NOW }).findings,
      ),
    ).toEqual([['GP-CREATE-004', 'system']]);
  });

  it('reads a draft without rendering it', () => {
    const preview = createPreview({ entities: entitiesOf(model) });
    expect(preview.read({ ...DRAFT, scale: { min: 3, max: 7 } })).toMatchObject(
      {
        model: { system: { name: 'shop' } },
        service: { name: 'coupons', spec: { scale: { min: 3, max: 7 } } },
        findings: [],
        placeholders: [],
      },
    );
    expect(preview.read({ ...DRAFT, scale: { min: 'x' } })).toMatchObject({
      service: undefined,
      findings: [{ ruleId: 'GP-SPEC-001', field: 'scale.min' }],
    });
  });

  it.each([
    ['nothing', {}],
    ['nulls', { name: null, port: null, scale: null, dependencies: null }],
    ['the wrong types', { name: {}, port: [], scale: 'x', dependencies: {} }],
    ['odd texts', { ...DRAFT, title: '{{ a }}: "%"\n- x', name: '../../etc' }],
  ])('never throws on %s', (_, draft) => {
    expect(() => show(draft)).not.toThrow();
  });

  it('shows what a new version of a service changes and what goes', () => {
    const entities = entitiesOf(model);
    const cart = entities.find(({ metadata }) => metadata.name === 'cart')!;
    const changed = changedEntity(cart, {
      dependencies: [{ ref: 'resource:default/redis' }],
      scale: { min: 3, max: 7 },
    });
    const { groups } = createPreview({ entities }).change(changed, {
      now: NOW,
    });
    const files = new Map(groups![0].files.map(file => [file.path, file]));
    expect(groups).toHaveLength(1);
    expect(
      files.get('services/cart/horizontalpodautoscaler.yaml'),
    ).toMatchObject({
      kind: 'changed',
      before: expect.stringContaining('minReplicas: 2'),
      content: expect.stringContaining('minReplicas: 3'),
    });
    expect(files.get('services/ledger/edge-cart.yaml')).toMatchObject({
      kind: 'removed',
      content: '',
    });
    expect(files.has('services/ledger/deployment.yaml')).toBe(false);
  });
});

describe('changedEntity', () => {
  const entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'cart' },
    spec: {
      owner: 'shop-team',
      runtime: {
        scale: { min: 2, max: 5 },
        dependencies: [{ ref: 'component:default/ledger' }],
        secrets: [{ key: 'token', path: 'shop/token' }],
      },
    },
  };

  it.each([
    ['a field of a map', { scale: { max: 7 } }, { scale: { min: 2, max: 7 } }],
    [
      'a whole list',
      { dependencies: [{ ref: 'resource:default/redis' }] },
      { dependencies: [{ ref: 'resource:default/redis' }] },
    ],
    [
      'a new section',
      { rollout: { strategy: 'canary' } },
      { rollout: { strategy: 'canary' } },
    ],
  ])('changes %s', (_, values, expected) => {
    expect(changedEntity(entity, values).spec).toEqual({
      ...entity.spec,
      runtime: { ...entity.spec.runtime, ...expected },
    });
  });

  it('changes nothing for what nobody filled in, nor for other keys', () => {
    expect(
      changedEntity(entity, {
        entityRef: 'component:default/cart',
        secrets: [],
        scale: { min: undefined, targets: {} },
        dependencies: [],
        traffic: { timeout: '' },
      }),
    ).toEqual(entity);
  });

  it.each([
    [
      'the sections as they are',
      'scale:\n  min: 3 # at night\nsecrets:\n  - key: token\n',
      { scale: { min: 3 } },
    ],
    ['nothing of no YAML', 'scale: [', {}],
    ['nothing of no map', '- a\n- b\n', {}],
    ['nothing of an empty file', '', {}],
  ])('begins with %s', (_, text, expected) => {
    expect(changeableValues(text)).toEqual(expected);
  });
});

describe('planService', () => {
  /** What is shown and what is planned, in each environment. */
  function bothOf(before: PlatformModel, service: ServiceDefinition) {
    return before.system.spec.environments.map(({ name: environment }) => ({
      shown: planService(before, service, { environment }),
      planned: planDelivery(before, withService(before, service), {
        environment,
      }),
    }));
  }

  /** A list of names says more than a difference of ten thousand lines. */
  function pathsOf(changes: readonly { path: string }[]) {
    return changes.map(({ path }) => path);
  }

  it('changes what planDelivery changes, for any service of any platform', () => {
    fc.assert(
      fc.property(arbitraryPlatform(), fc.nat(), (platform, index) => {
        const service = platform.services[index % platform.services.length];
        const before = withoutService(platform, service.entityRef);
        for (const { shown, planned } of bothOf(before, service)) {
          expect(pathsOf(shown)).toEqual(pathsOf(planned));
          expect(shown).toEqual(planned);
        }
      }),
      { numRuns: 15, seed: 7, endOnFailure: true },
    );
  });

  it('changes what planDelivery changes where a service takes the spec of another', () => {
    fc.assert(
      fc.property(arbitraryPlatform(), fc.nat(), (platform, index) => {
        const { services } = platform;
        const service = services[index % services.length];
        const other = services[(index + 1) % services.length];
        const changed = {
          ...service,
          title: `${service.title} 3`,
          spec: {
            ...other.spec,
            dependencies: other.spec.dependencies.filter(
              ({ ref }) => !ref.endsWith(`/${service.name}`),
            ),
          },
        };
        for (const { shown, planned } of bothOf(platform, changed)) {
          expect(pathsOf(shown)).toEqual(pathsOf(planned));
          expect(shown).toEqual(planned);
        }
      }),
      { numRuns: 15, seed: 11, endOnFailure: true },
    );
  });
});
