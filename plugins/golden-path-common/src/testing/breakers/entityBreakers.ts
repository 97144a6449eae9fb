/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity } from '@backstage/catalog-model';
import { PlatformModel } from '../../model/types';
import {
  Breaker,
  inPlatform,
  inService,
  inSpec,
  Loose,
  pick,
  Random,
  withAnother,
} from './change';

function inComponent(
  change: (runtime: Loose, entity: Loose, random: Random) => void,
): Breaker {
  return {
    entities: (entities, random) => {
      const chosen = pick(
        entities.filter(({ kind }) => kind === 'component'),
        random,
      );
      const copy: Loose = structuredClone(chosen);
      change(copy.spec.runtime, copy, random);
      return entities.map(
        (entity): Entity => (entity === chosen ? copy : entity),
      );
    },
  };
}

/** Any name will do: the shape is looked at before the System is. */
const ENVIRONMENT = 'dev';

const EXPIRES = '2031-01-31';
const REASON = 'Until the audit of January has passed.';

const PATCH = {
  kind: 'ServiceAccount',
  operations: [{ op: 'add', path: '/metadata/annotations/a', value: 'b' }],
  reason: REASON,
  expires: EXPIRES,
};

const addPatch = (part: (random: Random) => object): Breaker =>
  inSpec((spec, random) => {
    spec.patches = [...spec.patches, { ...PATCH, ...part(random) }];
  });

/** Faults of identity, of the shape of what is written, and of exceptions. */
export const ENTITY_BREAKERS: Record<string, Breaker> = {
  'GP-NAME-001': inService((service, { random }) => {
    service.name = pick(
      ['9lives', 'Check-Out', 'check_out', 'a-', 'a'.repeat(51), 'a.b'],
      random,
    );
    service.entityRef = `component:default/${service.name}`;
  }),
  'GP-NAME-002': {
    model: (model, random) => {
      const twin = pick(model.services, random);
      return {
        ...model,
        services: [
          ...model.services,
          { ...twin, entityRef: `component:elsewhere/${twin.name}` },
        ],
      };
    },
  },
  'GP-NAME-003': {
    model: (model, random) =>
      random() < 0.2
        ? withAnother(model, {}, 'default')
        : withAnother(
            model,
            {},
            pick(model.services, random).name +
              pick(['-canary', '-headless'], random),
          ),
  },
  'GP-NAME-004': {
    model: model =>
      withAnother(
        withAnother(model, {}, 'step-2'),
        { ports: [{ port: 7091 }] },
        'step2',
      ),
  },
  'GP-OWNER-001': inService((service, { random }) => {
    service.owner = pick(['user:default/guest', '', 'shop-team'], random);
  }),
  'GP-OWNER-002': inService(service => {
    service.owner = 'group:default/nobody';
  }),
  'GP-SPEC-001': inComponent((runtime, _, random) =>
    Object.assign(
      runtime,
      pick<object>(
        [
          { tier: 4 },
          { replicas: 'three' },
          { ports: 'http' },
          { image: { repository: 'a/b' } },
          { resources: { memory: '1Gi' } },
          { env: { A: 1 } },
          { environments: { [ENVIRONMENT]: { scale: { min: '2' } } } },
          { patches: [{ ...PATCH, operations: [] }] },
        ],
        random,
      ),
    ),
  ),
  'GP-SPEC-002': inComponent((runtime, _, random) =>
    Object.assign(
      runtime,
      pick<object>(
        [
          { replica: 3 },
          { health: { livenes: '/a' } },
          { environments: { [ENVIRONMENT]: { tier: 1 } } },
          { rollout: { canary: { wieght: 3 } } },
        ],
        random,
      ),
    ),
  ),
  'GP-SPEC-003': inComponent((runtime, _, random) => {
    runtime.apiVersion = pick(['runtime.openpolicy.io/v2', 'v1', 1], random);
  }),
  'GP-SYSTEM-001': inComponent((_, entity, random) => {
    entity.spec.system = pick(['nowhere', undefined, 'other/shop'], random);
  }),
  'GP-SYSTEM-002': inPlatform((spec, random) =>
    pick<() => void>(
      [
        () => Object.assign(spec, { namespace: 'Shop_Platform' }),
        () => Object.assign(spec, { portPool: { from: 7099, to: 7000 } }),
        () => Object.assign(spec.gateway, { hosts: ['a b'] }),
        () => Object.assign(spec.delivery, { project: 'default' }),
        () => Object.assign(spec.links, { runbook: 'wiki' }),
        () => Object.assign(spec.environments[0], { branch: 'a..b' }),
        () => Object.assign(spec.prometheus, { selectorLabels: {} }),
      ],
      random,
    )(),
  ),
  'GP-SYSTEM-003': inPlatform((spec, random) => {
    spec.prometheus.evaluationInterval = pick(['30s', '16s', 'often'], random);
  }),
  'GP-SYSTEM-004': inPlatform((spec, random) => {
    spec.env = pick<object>(
      [{ API_TOKEN: 'a' }, { logLevel: 'b' }, { DB: 'pg://a:b@c/d' }],
      random,
    );
  }),
  'GP-RESOURCE-001': {
    model: (model: PlatformModel, random) => {
      const [ref, endpoint] = pick([...model.endpoints], random);
      const fault = pick<object>(
        [{ port: 0 }, { port: 65536 }, { host: 'a:b' }, { scheme: 'a://' }],
        random,
      );
      return {
        ...model,
        endpoints: new Map([
          ...model.endpoints,
          [ref, { ...endpoint, ...fault }],
        ]),
      };
    },
  },
  'GP-ENVIRONMENT-001': inSpec((spec, random) => {
    spec.environments = {
      ...spec.environments,
      [pick(['qa', 'production', 'Dev'], random)]: pick<object>(
        [{}, { env: { A: 'b' } }],
        random,
      ),
    };
  }),
  'GP-PATCH-001': addPatch(random =>
    pick<object>(
      [{ reason: 'because' }, { expires: 'never' }, { expires: '2031-02-30' }],
      random,
    ),
  ),
  'GP-PATCH-002': addPatch(random => ({
    expires: pick(['2026-11-22', '1999-12-31'], random),
  })),
  'GP-PATCH-003': addPatch(random => ({
    operations: [
      pick<object>(
        [
          { op: 'replace', path: '/metadata/name', value: 'other' },
          { op: 'remove', path: '/kind' },
          { op: 'add', path: '/metadata/annotations/a' },
          { op: 'move', path: '/metadata/annotations/a' },
          { op: 'add', path: '/__proto__/a', value: 'b' },
        ],
        random,
      ),
    ],
  })),
  'GP-PATCH-004': addPatch(random =>
    pick<object>(
      [
        { kind: 'DaemonSet' },
        { name: 'no-such-object' },
        { operations: [{ op: 'remove', path: '/metadata/noSuchField' }] },
      ],
      random,
    ),
  ),
  'GP-WAIVER-001': inSpec((spec, random) => {
    spec.waivers = [
      pick<object>(
        [
          { rule: 'GP-NOPE-001', reason: REASON, expires: EXPIRES },
          { rule: 'GP-PORT-006', reason: 'because', expires: EXPIRES },
          { rule: 'GP-PORT-006', reason: REASON, expires: 'never' },
        ],
        random,
      ),
    ];
  }),
  'GP-WAIVER-002': inSpec((spec, random) => {
    spec.waivers = [
      {
        rule: 'GP-PORT-006',
        reason: REASON,
        expires: pick(['2026-11-22', '2001-01-01'], random),
      },
    ];
  }),
};
