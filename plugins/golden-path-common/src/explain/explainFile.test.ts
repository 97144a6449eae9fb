/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity } from '@backstage/catalog-model';
import { PlatformModel } from '../model/types';
import { renderPlatform, renderRepository } from '../render/renderPlatform';
import { makeModel, makeService } from '../testing/builders';
import { effectsOf } from './effects';
import {
  explainLine,
  fieldCauses,
  locateLine,
  serviceCauses,
} from './explainFile';
import { fileScope, serviceScope } from './fileScope';
import { linePlaces } from './lines';
import { Cause, ExplainContext } from './types';

const RUNTIME = {
  apiVersion: 'runtime.openpolicy.io/v1',
  tier: 1,
  language: 'go',
  image: { tag: '1.3.0' },
  ports: [{ port: 7013 }, { name: 'grpc', port: 7017, expose: 'gateway' }],
  scale: { min: 3, max: 11 },
  resources: { memory: { request: '260Mi', limit: '510Mi' } },
  env: { CURRENCY: 'EUR' },
  secrets: [{ key: 'card-key', path: 'shop/checkout/card-key' }],
  dependencies: [{ ref: 'component:ledger' }, { ref: 'resource:redis' }],
  traffic: { rateLimit: { rps: 17 } },
  rollout: { strategy: 'canary', canary: { image: { tag: '1.4.0' } } },
  environments: { stage: { scale: { max: 13 }, env: { REGION: 'north' } } },
};

const PLATFORM = {
  env: { LOG_LEVEL: 'INFO' },
  environments: [
    { name: 'stage', cluster: { name: 'stage-1' }, minReadySeconds: 3 },
    { name: 'prod', cluster: { name: 'prod-1' }, production: true },
  ],
};

function contextOf(runtime: object = RUNTIME): ExplainContext {
  const model = makeModel(
    [
      makeService({ runtime }),
      makeService({ name: 'ledger', runtime: { ports: [{ port: 7019 }] } }),
      makeService({
        name: 'storefront',
        runtime: {
          ports: [{ port: 7023 }],
          dependencies: [{ ref: 'component:checkout' }],
        },
      }),
    ],
    PLATFORM,
  );
  const entity = (kind: string, name: string, spec: object): Entity => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name },
    spec: spec as Entity['spec'],
  });
  return {
    model,
    environment: 'stage',
    entities: [
      entity('Component', 'checkout', { owner: 'shop-team', runtime }),
      entity('System', 'shop', {
        platform: { namespace: 'shop-platform', ...PLATFORM },
      }),
    ],
  };
}

const context = contextOf();

function filesOf(model: PlatformModel) {
  return [
    ...renderPlatform(model, { environment: 'stage' }),
    ...renderRepository(model),
  ];
}

/** The first line of a file that begins with a text. */
function lineOf(path: string, text: string): number {
  const lines = filesOf(context.model)
    .find(file => file.path === path)!
    .content.split('\n');
  const line = lines.findIndex(content => content.trim().startsWith(text));
  expect(line).toBeGreaterThan(0);
  return line + 1;
}

const brief = ({ entityRef, path, origin, effect, value }: Cause) =>
  `${
    entityRef === 'component:default/checkout' ? '' : `${entityRef} `
  }${path} ${origin} ${effect} ${JSON.stringify(value)}`;

const workload = 'services/checkout/deployment.yaml';

describe('explainLine', () => {
  it.each([
    [
      'a value of the spec',
      workload,
      'memory: 260Mi',
      ['spec.runtime.resources.memory.request set value "260Mi"'],
    ],
    [
      'a default',
      workload,
      'cpu: 500m',
      ['spec.runtime.resources.cpu.limit default value "500m"'],
    ],
    [
      'the name of the entity',
      workload,
      'name: checkout',
      ['metadata.name set value "checkout"'],
    ],
    [
      'the owner of the entity',
      'services/checkout/prometheusrule.yaml',
      'owner: ',
      ['spec.owner set value "group:default/shop-team"'],
    ],
    [
      'a value of the platform',
      workload,
      'namespace: shop-platform',
      ['system:default/shop spec.platform.namespace set value "shop-platform"'],
    ],
    [
      'a value of the environment',
      workload,
      'minReadySeconds: 3',
      [
        'system:default/shop spec.platform.environments[0].minReadySeconds set value 3',
      ],
    ],
    [
      "an environment's override",
      'services/checkout/horizontalpodautoscaler.yaml',
      'maxReplicas: 13',
      ['spec.runtime.environments.stage.scale.max set value 13'],
    ],
    [
      'what an environment leaves as it is',
      'services/checkout/horizontalpodautoscaler.yaml',
      'minReplicas: 3',
      ['spec.runtime.scale.min set value 3'],
    ],
  ])('names %s', (_, path, text, causes) => {
    const line = lineOf(path, text);
    const found = explainLine(context, { path, line });
    expect(found.filter(({ effect }) => effect === 'value').map(brief)).toEqual(
      causes,
    );
  });

  it('names all fields that make one line, the unset one last', () => {
    const line = lineOf(workload, 'image: ');
    expect(explainLine(context, { path: workload, line }).map(brief)).toEqual([
      'metadata.name set value "checkout"',
      'spec.runtime.image.tag set value "1.3.0"',
      'system:default/shop spec.platform.registry default value "registry.example.com/shop"',
      'spec.runtime.image.repository unset value undefined',
      'spec.runtime.image.digest unset value undefined',
    ]);
  });

  it('says of a line that is there for a field that it would go', () => {
    const line = lineOf(workload, 'secretName: ');
    expect(explainLine(context, { path: workload, line }).map(brief)).toEqual([
      'metadata.name set value "checkout"',
      'spec.runtime.secrets[0] set presence {"key":"card-key","path":"shop/checkout/card-key"}',
    ]);
  });

  it('names the field of a neighbour', () => {
    const path = 'services/checkout/configmap.yaml';
    const line = lineOf(path, 'LEDGER_URL: ');
    expect(explainLine(context, { path, line }).map(brief)).toContain(
      'component:default/ledger spec.runtime.ports[0].port default value 7019',
    );
  });

  it('takes what the field means from the schema', () => {
    const line = lineOf(workload, 'memory: 260Mi');
    const [cause] = explainLine(context, { path: workload, line });
    expect(cause.description).toBe('Memory that is set aside.');
  });

  it('names the whole spec for its hash', () => {
    const line = lineOf(workload, 'runtime.openpolicy.io/spec-hash');
    expect(explainLine(context, { path: workload, line }).map(brief)).toEqual([
      'spec.runtime set value undefined',
    ]);
  });

  it('has no cause for what is the same for every service', () => {
    const line = lineOf(workload, 'readOnlyRootFilesystem: true');
    expect(explainLine(context, { path: workload, line })).toEqual([]);
    expect(locateLine(context, { path: workload, line })).toEqual({
      kind: 'Deployment',
      name: 'checkout',
      field:
        'spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem',
    });
  });

  it('explains the files of the platform', () => {
    const path = 'platform/namespace.yaml';
    const line = lineOf(path, 'name: shop-platform');
    expect(explainLine(context, { path, line }).map(brief)).toEqual([
      'system:default/shop spec.platform.namespace set value "shop-platform"',
    ]);
  });

  it('names all services that keep a line, though one of them would do', () => {
    const path = 'monitoring/alertmanager.yaml';
    const line = lineOf(path, '- name: shop-team');
    expect(explainLine(context, { path, line }).map(brief)).toEqual([
      'spec.owner set value "group:default/shop-team"',
      'component:default/ledger spec.owner default value "group:default/shop-team"',
      'component:default/storefront spec.owner default value "group:default/shop-team"',
    ]);
  });

  it('finds nothing on a header, behind the end, and in no file of ours', () => {
    expect(explainLine(context, { path: workload, line: 1 })).toEqual([]);
    expect(locateLine(context, { path: workload, line: 1 })).toBeUndefined();
    expect(explainLine(context, { path: workload, line: 9999 })).toEqual([]);
    expect(locateLine(context, { path: 'mine.yaml', line: 3 })).toBeUndefined();
    expect(fieldCauses(context, 'mine.yaml').size).toBe(0);
  });

  it('refuses an environment or a service that there is not', () => {
    expect(() =>
      explainLine(
        { ...context, environment: 'moon' },
        { path: workload, line: 3 },
      ),
    ).toThrow("it has no environment 'moon'");
    expect(() => serviceCauses(context, 'nobody')).toThrow(
      "'system:default/shop' has no such service",
    );
  });
});

describe('fieldCauses of a page of a service', () => {
  it('knows the service, what it calls, and who calls it', () => {
    const causes = [...fieldCauses(context, 'runbooks/checkout.md').values()];
    const fields = new Set(
      causes.flat().map(({ entityRef, path }) => `${entityRef} ${path}`),
    );
    for (const field of [
      'component:default/checkout spec.runtime.tier',
      'component:default/checkout metadata.title',
      'component:default/ledger metadata.name',
      'component:default/storefront metadata.name',
      'system:default/shop spec.platform.namespace',
    ]) {
      expect(fields).toContain(field);
    }
  });

  it('knows nothing of services that it has nothing to do with', () => {
    const ofSecrets = fieldCauses(context, 'local/secrets/checkout.yaml');
    const ofRunbook = fieldCauses(context, 'runbooks/ledger.md');
    const refs = (causes: ReadonlyMap<number, Cause[]>) =>
      new Set([...causes.values()].flat().map(({ entityRef }) => entityRef));
    expect(refs(ofSecrets)).toContain('component:default/checkout');
    expect(refs(ofSecrets)).not.toContain('component:default/storefront');
    expect(refs(ofRunbook)).toContain('component:default/checkout');
    expect(refs(ofRunbook)).not.toContain('component:default/storefront');
  });
});

describe('serviceCauses', () => {
  const all = serviceCauses(context, 'checkout');

  it('says of every file what fieldCauses says of it alone', () => {
    expect(all.size).toBeGreaterThan(15);
    for (const path of [
      workload,
      'services/checkout/virtualservice.yaml',
      'services/checkout/edge-storefront.yaml',
      'argocd/application-checkout.yaml',
    ]) {
      expect(all.get(path)).toEqual(fieldCauses(context, path));
    }
  });

  it('misses nothing by rendering only what reads a changed field', () => {
    const scope = serviceScope(context, 'checkout');
    const quick = effectsOf(scope);
    const slow = effectsOf(scope, { always: true });
    for (const [output, effects] of slow) {
      expect([...quick.get(output)!.keys()].sort()).toEqual(
        [...effects.keys()].sort(),
      );
    }
  });

  it('gives most lines of a workload and its network a cause', () => {
    for (const [path, least] of [
      [workload, 60],
      ['services/checkout/virtualservice.yaml', 20],
      ['services/checkout/networkpolicy.yaml', 20],
    ] as const) {
      expect(all.get(path)!.size).toBeGreaterThan(least);
    }
  });
});

describe('linePlaces', () => {
  it.each(filesOf(context.model).map(({ path, content }) => [path, content]))(
    'has a place for each line of %s',
    (path, content) => {
      const outputs = fileScope(context, path)!.rows.flatMap(row =>
        row.outputs.filter(output => output.path === path),
      );
      expect(linePlaces(outputs)).toHaveLength(content.split('\n').length - 1);
    },
  );
});
