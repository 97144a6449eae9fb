/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity } from '@backstage/catalog-model';
import { buildModels } from './buildModel';

function entity(kind: string, name: string, spec: object): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name },
    spec: spec as Entity['spec'],
  };
}

const runtime = {
  apiVersion: 'runtime.openpolicy.io/v1',
  image: { tag: '1.3.0' },
  ports: [{ port: 7013 }],
  resources: { memory: { request: '260Mi', limit: '510Mi' } },
};

const platform = {
  apiVersion: 'runtime.openpolicy.io/v1',
  namespace: 'shop-platform',
  portPool: { from: 7000, to: 7099 },
  registry: 'registry.example.com/shop',
  links: { runbook: 'https://a', dashboard: 'https://b' },
  delivery: { repository: 'https://git.example.com/a.git', project: 'shop' },
  environments: [{ name: 'stage', cluster: { name: 'stage-1' } }],
};

function findingsOf(spec: object): string[] {
  return buildModels([
    { entity: entity('System', 'shop', { owner: 'a', platform }) },
    {
      entity: entity('Component', 'checkout', {
        owner: 'shop-team',
        system: 'shop',
        runtime: spec,
      }),
    },
  ]).findings.map(({ ruleId, message }) => `${ruleId} ${message}`);
}

describe('buildModels', () => {
  it('completes references and fills in the defaults of the reference table', () => {
    const { models, findings } = buildModels([
      { entity: entity('System', 'shop', { owner: 'a', platform }) },
      {
        entity: entity('Component', 'checkout', {
          owner: 'shop-team',
          system: 'shop',
          runtime,
        }),
        source: 'catalog/checkout.yaml',
      },
    ]);
    expect(findings).toEqual([]);
    expect(models).toHaveLength(1);
    expect(models[0].services).toEqual([
      expect.objectContaining({
        entityRef: 'component:default/checkout',
        owner: 'group:default/shop-team',
        system: 'system:default/shop',
        source: 'catalog/checkout.yaml',
        spec: expect.objectContaining({
          tier: 2,
          metrics: { port: 9090, path: '/metrics', interval: '15s' },
          health: {
            liveness: '/healthz',
            readiness: '/readyz',
            startupSeconds: 120,
          },
          resources: {
            cpu: { request: '250m', limit: '500m' },
            memory: { request: '260Mi', limit: '510Mi' },
            ephemeral: { request: '128Mi', limit: '512Mi' },
          },
          rollout: expect.objectContaining({
            strategy: 'rolling',
            drainSeconds: 10,
            graceSeconds: 45,
          }),
          traffic: expect.objectContaining({
            timeout: '10s',
            retries: expect.objectContaining({ attempts: 2, perTry: '3s' }),
          }),
          security: {
            runAsUser: 10001,
            writablePaths: ['/tmp'],
            egressHosts: [],
          },
        }),
      }),
    ]);
  });

  it.each([
    [
      'a missing field',
      { ...runtime, image: undefined },
      "GP-SPEC-001 'spec.runtime.image' is missing, expected an object",
    ],
    [
      'a word that is not on the list',
      { ...runtime, language: 'cobol' },
      "GP-SPEC-001 'spec.runtime.language' is 'cobol', expected one of 'go', 'node', 'python', 'java', 'other'",
    ],
    [
      'a number where text belongs',
      { ...runtime, image: { tag: 1.3 } },
      "GP-SPEC-001 'spec.runtime.image.tag' is 1.3, expected text",
    ],
    [
      'a field at the wrong place',
      { ...runtime, image: { tag: '1.3.0', port: 7013 } },
      "GP-SPEC-002 'spec.runtime.image.port' is no field of the spec",
    ],
    [
      'a later apiVersion',
      { ...runtime, apiVersion: 'runtime.openpolicy.io/v2' },
      "GP-SPEC-003 'spec.runtime.apiVersion' is 'runtime.openpolicy.io/v2', which this release does not read",
    ],
    [
      'a spec that is no object',
      'soon',
      "GP-SPEC-001 'spec.runtime' is 'soon', expected an object",
    ],
  ])('names field and value of %s', (_, spec, message) => {
    expect(findingsOf(spec as object)).toEqual([message]);
  });

  it('finds a service whose System has no platform', () => {
    const { findings } = buildModels([
      {
        entity: entity('Component', 'checkout', {
          owner: 'shop-team',
          system: 'nowhere',
          runtime,
        }),
      },
    ]);
    expect(findings).toEqual([
      expect.objectContaining({
        ruleId: 'GP-SYSTEM-001',
        message:
          "'spec.system' is 'system:default/nowhere', which is no System with a valid spec.platform",
      }),
    ]);
  });

  it('gathers the groups that alerts are sent to', () => {
    const group = (name: string, profile?: object): { entity: Entity } => ({
      entity: {
        ...entity('Group', name, { type: 'team', profile }),
        metadata: { name, title: `The ${name}` },
      },
    });
    const { models } = buildModels([
      { entity: entity('System', 'shop', { owner: 'a', platform }) },
      group('till', { displayName: 'Till Team', email: 'till@example.com' }),
      group('quiet'),
      group('odd', { displayName: 7, email: ['a', 'b'] }),
    ]);
    expect([...models[0].groups]).toEqual([
      ['group:default/till', { title: 'Till Team', email: 'till@example.com' }],
      ['group:default/quiet', { title: 'The quiet' }],
      ['group:default/odd', { title: 'The odd' }],
    ]);
  });
});
