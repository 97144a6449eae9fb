/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { InputError } from '@backstage/errors';
import {
  renderContextOf,
  renderServiceManifests,
} from '../render/renderPlatform';
import { makeModel, makeService, NOW } from '../testing/builders';
import { lintObjects } from './lintObjects';
import { lintPlatform, lintService } from './lintPlatform';
import { factsOfPlatform } from './platformFacts';
import { ENVIRONMENT, makeFullModel } from './testing/fullPlatform';

const EXCEPTION = {
  reason: 'Until release 2.0 is out everywhere.',
  expires: '2027-03-31',
};

/** A patch that gives the Service of checkout another selector. */
function selectorPatch(name: string) {
  return {
    kind: 'Service',
    operations: [
      {
        op: 'replace',
        path: '/spec/selector',
        value: { 'app.kubernetes.io/name': name },
      },
    ],
    ...EXCEPTION,
  };
}

function lintAll(runtime: object, options: { now?: Date } = {}) {
  const model = makeModel([
    makeService({ runtime }),
    makeService({ name: 'ledger', runtime: { ports: [{ port: 7017 }] } }),
  ]);
  return lintPlatform(model, { environment: ENVIRONMENT, ...options });
}

/** What a spec adds: one fault of a renderer must not fail every case. */
function lint(runtime: object, options: { now?: Date } = {}) {
  const before = lintAll({}).map(({ message }) => message);
  return lintAll(runtime, options).filter(
    ({ message }) => !before.includes(message),
  );
}

describe('lintPlatform', () => {
  it.each([
    ['a gateway of the mesh', {}],
    ['an Ingress', { gateway: { type: 'ingress' } }],
    [
      'another namespace and Prometheus',
      {
        namespace: 'shop',
        prometheus: { selectorLabels: { team: 'shop', release: 'metrics' } },
      },
    ],
    ['another trust domain', { mesh: { trustDomain: 'shop.example' } }],
  ])('finds nothing wrong with a platform that has %s', (_, platform) => {
    expect(
      lintPlatform(makeFullModel(platform), { environment: ENVIRONMENT }).map(
        ({ ruleId, path, message }) => `${ruleId} ${path}: ${message}`,
      ),
    ).toEqual([]);
  });

  it('lints what patches make of the objects, each fault once', () => {
    const findings = lint({
      patches: [
        {
          kind: 'Deployment',
          operations: [
            {
              op: 'replace',
              path: '/spec/template/spec/containers/0/image',
              value: 'registry.example.com/shop/checkout:latest',
            },
          ],
          ...EXCEPTION,
        },
      ],
    });
    expect(findings).toEqual([
      expect.objectContaining({
        ruleId: 'GP-LINT-034',
        entityRef: 'component:default/checkout',
        path: 'Deployment/checkout spec.template.spec.containers[0].image',
      }),
    ]);
  });

  it("does not let a service live on another one's pods", () => {
    expect(
      lint({ patches: [selectorPatch('ledger')] }).map(
        ({ ruleId, path }) => `${ruleId} ${path}`,
      ),
    ).toContain('GP-LINT-040 Service/checkout spec.selector');
  });

  it('reports a patch that does not apply', () => {
    const findings = lint({
      patches: [
        {
          kind: 'Deployment',
          operations: [{ op: 'remove', path: '/spec/nowhere' }],
          ...EXCEPTION,
        },
      ],
    });
    expect(findings).toEqual([
      expect.objectContaining({
        ruleId: 'GP-PATCH-004',
        severity: 'error',
        entityRef: 'component:default/checkout',
        path: 'spec.runtime.patches[0]',
      }),
    ]);
  });

  describe('waivers', () => {
    const runtime = {
      patches: [selectorPatch('nobody')],
      waivers: [{ rule: 'GP-LINT-040', ...EXCEPTION }],
    };
    const waiversOf = (now?: Date) =>
      lint(runtime, { now })
        .filter(({ ruleId }) => ruleId === 'GP-LINT-040')
        .map(({ waiver }) => waiver);

    it('mark what they cover', () => {
      expect(waiversOf(NOW)).toEqual([EXCEPTION]);
    });

    it('cover nothing after their last day', () => {
      expect(waiversOf(new Date('2027-04-01T12:00:00Z'))).toEqual([undefined]);
    });

    it('cover nothing where nobody says what day it is', () => {
      expect(waiversOf()).toEqual([undefined]);
    });
  });

  it('names the environments that there are', () => {
    expect(() =>
      lintPlatform(makeModel([]), { environment: 'nowhere' }),
    ).toThrow(InputError);
  });
});

describe('lintService', () => {
  const context = renderContextOf(makeFullModel(), {
    environment: ENVIRONMENT,
    service: 'checkout',
  });

  it('lints a service without the others, which count as declared', () => {
    expect(lintService(context)).toEqual([]);
  });

  it('takes under 5 ms beside rendering, at every key press of a preview', () => {
    const objects = renderServiceManifests(context);
    const platform = factsOfPlatform(context.model);
    // The quickest of many: what the code needs, not how busy the machine is.
    const times = Array.from({ length: 40 }, () => {
      const start = performance.now();
      lintObjects(objects, { platform });
      return performance.now() - start;
    });
    expect(Math.min(...times)).toBeLessThan(5);
  });
});
