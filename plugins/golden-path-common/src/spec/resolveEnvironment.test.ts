/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeModel, makeService } from '../testing/builders';
import { resolveModel, resolveService } from './resolveEnvironment';

function resolved(runtime: object) {
  return resolveService(makeService({ runtime }), 'stage').spec;
}

describe('resolveService', () => {
  it('merges objects and replaces lists and texts', () => {
    const spec = resolved({
      env: { A: '1', B: '2' },
      secrets: [{ key: 'a', path: 'shop/a' }],
      traffic: { timeout: '11s', retries: { attempts: 1, on: ['reset'] } },
      environments: {
        stage: {
          env: { B: '3', C: '4' },
          secrets: [{ key: 'b', path: 'shop/b' }],
          traffic: { retries: { on: ['5xx', 'cancelled'] } },
        },
      },
    });
    expect(spec.env).toEqual({ A: '1', B: '3', C: '4' });
    expect(spec.secrets).toEqual([{ key: 'b', path: 'shop/b' }]);
    expect(spec.traffic).toMatchObject({
      timeout: '11s',
      retries: { attempts: 1, perTry: '3s', on: ['5xx', 'cancelled'] },
    });
    expect(spec.environments).toEqual({});
  });

  it.each([
    [
      'replicas push a scale out',
      { scale: { max: 9 }, environments: { stage: { replicas: 3 } } },
      { replicas: 3, scale: undefined },
    ],
    [
      'a scale pushes replicas out',
      { replicas: 3, environments: { stage: { scale: { max: 9 } } } },
      {
        replicas: undefined,
        scale: { min: 2, max: 9, cpu: 70, behavior: 'steady' },
      },
    ],
    [
      'a part of a scale keeps the rest',
      {
        scale: { min: 3, max: 9, cpu: 61 },
        environments: { stage: { scale: { max: 13 } } },
      },
      {
        replicas: undefined,
        scale: { min: 3, max: 13, cpu: 61, behavior: 'steady' },
      },
    ],
  ])('lets one of the two hold: %s', (_, runtime, expected) => {
    const { replicas, scale } = resolved(runtime);
    expect({ replicas, scale }).toEqual(expected);
  });

  it('fills in the defaults of an object that an environment begins', () => {
    expect(
      resolved({
        environments: { stage: { traffic: { rateLimit: { rps: 7 } } } },
      }).traffic.rateLimit,
    ).toEqual({ rps: 7, scope: 'pod', failOpen: true });
  });

  it('leaves a service alone that says nothing of environments', () => {
    const service = makeService();
    expect(resolveService(service, 'stage')).toBe(service);
  });

  it('takes no name for an environment that every object has', () => {
    const service = makeService({ runtime: { environments: { dev: {} } } });
    expect(resolveService(service, 'constructor').spec.image).toEqual(
      service.spec.image,
    );
  });

  it('is the same twice as once, and the same object each time', () => {
    const service = makeService({
      runtime: { environments: { stage: { replicas: 3 } } },
    });
    const once = resolveService(service, 'stage');
    expect(resolveService(service, 'stage')).toBe(once);
    expect(resolveService(once, 'stage')).toBe(once);
  });
});

describe('resolveModel', () => {
  it('is the model itself where no service says anything of its own', () => {
    const model = makeModel([makeService()]);
    expect(resolveModel(model, 'stage')).toBe(model);
  });

  it('holds the effective specs of all services', () => {
    const model = makeModel([
      makeService({ runtime: { environments: { stage: { replicas: 5 } } } }),
      makeService({ name: 'basket' }),
    ]);
    expect(
      resolveModel(model, 'stage').services.map(({ name, spec }) => [
        name,
        spec.replicas,
      ]),
    ).toEqual([
      ['basket', undefined],
      ['checkout', 5],
    ]);
  });
});
