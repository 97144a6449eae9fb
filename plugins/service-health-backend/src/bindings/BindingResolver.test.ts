/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Observation } from '@openpolicy/plugin-service-health-common';
import {
  makeAlert,
  makeApplication,
  makePod,
  makeServiceEntity,
  makeWorkload,
} from '../__testUtils__/builders';
import { FakeClock } from '../__testUtils__/FakeClock';
import { ServiceEntity } from '../catalog/serviceEntity';
import { ObservationStore } from '../store/ObservationStore';
import { BindingResolver } from './BindingResolver';
import { OperatorBinding } from './types';

interface Case {
  entity?: ServiceEntity;
  observation: Observation;
  bindings?: OperatorBinding[];
  bound: boolean;
}

const gateway = makeServiceEntity('api-gateway');
const claimsForeign = makeServiceEntity('etl-service', {
  owner: 'group:default/data-team',
  annotations: {
    'backstage.io/kubernetes-id': 'api-gateway',
    'argocd/app-name': 'api-gateway',
  },
});

const cases: Record<string, Case> = {
  'accepts an application that points back': {
    observation: makeApplication('api-gateway'),
    bound: true,
  },
  'accepts a workload that carries the label': {
    observation: makeWorkload('api-gateway'),
    bound: true,
  },
  'accepts an alert that carries the label': {
    observation: makeAlert('High', { service: 'api-gateway' }),
    bound: true,
  },
  'refuses an application of the claimed name that points elsewhere': {
    entity: claimsForeign,
    observation: makeApplication('api-gateway'),
    bound: false,
  },
  'refuses an application of the claimed name that points nowhere': {
    observation: makeApplication('api-gateway', { entityRef: false }),
    bound: false,
  },
  'refuses a workload with the claimed label of another name': {
    entity: claimsForeign,
    observation: makeWorkload('api-gateway'),
    bound: false,
  },
  'refuses the label for an entity of the same name in another namespace': {
    entity: makeServiceEntity('api-gateway', { namespace: 'mine' }),
    observation: makeWorkload('api-gateway'),
    bound: false,
  },
  'refuses the label in a namespace that the entity does not name': {
    entity: makeServiceEntity('api-gateway', {
      annotations: { 'backstage.io/kubernetes-namespace': 'production' },
    }),
    observation: makeWorkload('api-gateway', { namespace: 'sandbox' }),
    bound: false,
  },
  'accepts the label in the namespace that the entity names': {
    entity: makeServiceEntity('api-gateway', {
      annotations: { 'backstage.io/kubernetes-namespace': 'production' },
    }),
    observation: makeWorkload('api-gateway', { namespace: 'production' }),
    bound: true,
  },
  'accepts a claimed application of a project that is mapped to the owner': {
    observation: makeApplication('api-gateway', { entityRef: false }),
    bindings: [
      {
        source: 'argocd',
        project: 'openpolicy-platform',
        owner: 'group:default/platform-team',
      },
    ],
    bound: true,
  },
  'refuses an application of a mapped project that the entity does not claim': {
    observation: makeApplication('billing', { entityRef: false }),
    bindings: [
      {
        source: 'argocd',
        project: 'openpolicy-platform',
        owner: 'group:default/platform-team',
      },
    ],
    bound: false,
  },
  'refuses a claimed application of a project that is mapped to another owner':
    {
      entity: claimsForeign,
      observation: makeApplication('api-gateway', { entityRef: false }),
      bindings: [
        {
          source: 'argocd',
          project: 'openpolicy-platform',
          owner: 'group:default/platform-team',
        },
      ],
      bound: false,
    },
  'refuses a claimed application of another project': {
    observation: makeApplication('api-gateway', {
      entityRef: false,
      project: 'infra',
    }),
    bindings: [
      {
        source: 'argocd',
        project: 'openpolicy-platform',
        owner: 'group:default/platform-team',
      },
    ],
    bound: false,
  },
  'refuses a claimed application of another instance': {
    observation: makeApplication('api-gateway', {
      entityRef: false,
      instance: 'other',
    }),
    bindings: [
      {
        source: 'argocd',
        instance: 'lab',
        owner: 'group:default/platform-team',
      },
    ],
    bound: false,
  },
  'accepts a claimed label in a namespace that is mapped to the system': {
    entity: makeServiceEntity('gateway', {
      annotations: { 'backstage.io/kubernetes-id': 'legacy-gw' },
    }),
    observation: makeWorkload('legacy-gw', { namespace: 'shop-eu' }),
    bindings: [
      {
        source: 'kubernetes',
        namespace: 'shop-*',
        system: 'system:default/openpolicy-platform',
      },
    ],
    bound: true,
  },
  'accepts everything in a namespace that is mapped to the entity': {
    entity: makeServiceEntity('api-gateway', { annotations: {} }),
    observation: makeWorkload('unlabelled', {
      namespace: 'gateway',
      kubernetesId: false,
    }),
    bindings: [
      {
        source: 'kubernetes',
        namespace: 'gateway',
        entityRef: 'component:default/api-gateway',
      },
    ],
    bound: true,
  },
  'refuses a namespace that only begins like the mapped one': {
    entity: makeServiceEntity('api-gateway', { annotations: {} }),
    observation: makeWorkload('unlabelled', {
      namespace: 'gateway-of-others',
      kubernetesId: false,
    }),
    bindings: [
      {
        source: 'kubernetes',
        namespace: 'gateway',
        entityRef: 'component:default/api-gateway',
      },
    ],
    bound: false,
  },
};

describe('BindingResolver', () => {
  it.each(Object.entries(cases))(
    '%s',
    (_, { entity = gateway, observation, bindings = [], bound }) => {
      const resolver = BindingResolver.create({ bindings });
      const store = ObservationStore.create({
        clock: new FakeClock(),
        keysOf: object => resolver.keysOfObservation(object),
      });
      store
        .register({
          source: observation.source,
          instance: observation.instance,
          scopes: ['objects'],
          staleAfterMs: 1_000,
        })
        .upsert('objects', observation);

      expect(resolver.proves(entity, observation)).toBe(bound);
      expect(resolver.resolve(entity, store)).toEqual(
        bound ? [observation] : [],
      );
    },
  );

  it('binds what belongs to a bound object by its owner', () => {
    const resolver = BindingResolver.create({ bindings: [] });
    const store = ObservationStore.create({
      clock: new FakeClock(),
      keysOf: object => resolver.keysOfObservation(object),
    });
    const workload = makeWorkload('api-gateway');
    const pod = makePod('api-gateway-x', workload);
    store
      .register({
        source: 'kubernetes',
        instance: 'lab',
        scopes: ['objects'],
        staleAfterMs: 1_000,
      })
      .replace('objects', [workload, pod, makeWorkload('other')]);
    expect(resolver.resolve(gateway, store)).toEqual([workload, pod]);
    expect(resolver.proves(gateway, pod)).toBe(false);
  });
});
