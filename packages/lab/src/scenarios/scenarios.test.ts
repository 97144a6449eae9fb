/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { KubeObject } from '../cluster/KubeClient';
import { findScenario, scenarios } from './index';
import { nextImage } from './releaseScenario';
import { ScenarioContext } from './types';

/** A context that remembers what scenarios do to it. */
function makeContext() {
  const done: string[] = [];
  const workload: KubeObject = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'cart', labels: {} },
    spec: {
      selector: { matchLabels: { app: 'cart' } },
      template: {
        metadata: { labels: { app: 'cart' } },
        spec: {
          containers: [{ name: 'app', image: 'r.example.com/cart:1.0.0' }],
        },
      },
    },
  };
  const pod = {
    metadata: {
      name: 'cart-1',
      annotations: { 'lab.ready': 'false', 'lab.usage/cpu-percent': '150' },
    },
  };
  const fakes = {
    kube: {
      find: async () => workload,
      list: async () => ({ items: [pod] }),
      waitFor: async () => done.push('wait'),
      patch: async (
        path: string,
        type: string,
        body: unknown,
        manager = 'lab',
      ) => {
        done.push(`${type} ${path} by ${manager} ${JSON.stringify(body)}`);
      },
    },
    repository: {
      objects: async () => [
        workload,
        { kind: 'Application', metadata: { name: 'cart' } },
      ],
      revert: async () => {
        done.push('revert');
        return 'ab'.repeat(20);
      },
      changeWorkload: async (_: string, message: string, change: any) => {
        change(workload);
        done.push(`commit ${message}`);
        return 'cd'.repeat(20);
      },
    },
    traffic: {
      set: async (...args: unknown[]) =>
        done.push(`set ${JSON.stringify(args)}`),
      remove: async (...args: unknown[]) =>
        done.push(`remove ${args.join('/')}`),
    },
    stopProgram: async (name: string) => done.push(`stop ${name}`),
    startProgram: async (name: string) => done.push(`start ${name}`),
    namespace: 'shop',
  };
  return { context: fakes as unknown as ScenarioContext, done, workload };
}

describe('nextImage', () => {
  it.each([
    ['r.example.com/cart:1.0.0', 'r.example.com/cart:1.0.1'],
    ['r.example.com:5000/cart:1.0.9', 'r.example.com:5000/cart:1.0.10'],
    ['r.example.com:5000/cart', 'r.example.com:5000/cart:latest-next'],
    ['cart:main', 'cart:main-next'],
    ['cart:1.2.3@sha256:abc', 'cart:1.2.4'],
  ])('follows %s with %s', (image, next) => {
    expect(nextImage(image)).toBe(next);
  });
});

describe('scenarios', () => {
  it('has the ones that the lab promises', () => {
    expect(scenarios.map(scenario => scenario.name)).toEqual([
      'crash-loop',
      'out-of-memory',
      'image-missing',
      'slow-rollout',
      'drift',
      'failed-sync',
      'dead-target',
      'error-burst',
      'slow-responses',
      'load',
      'resource-pressure',
      'argocd-down',
      'prometheus-down',
      'git-down',
    ]);
  });

  it.each(scenarios.map(scenario => [scenario.name, scenario] as const))(
    '%s says what it did and what to watch for, and can be undone',
    async (_, scenario) => {
      const { context, done } = makeContext();
      expect(await scenario.apply(context, 'cart')).toMatch(/\.$/);
      expect(scenario.expect.length).toBeGreaterThan(0);
      const before = done.length;
      await scenario.undo(context, 'cart');
      expect(done.length).toBeGreaterThan(before);
    },
  );

  it.each([
    ['crash-loop', 'crashloop', 'r.example.com/cart:1.0.1', 20],
    ['out-of-memory', 'oom', 'r.example.com/cart:1.0.1', 20],
    ['image-missing', 'imagepull', 'r.example.com/cart:9.9.9-missing', 20],
    ['slow-rollout', 'slow', 'r.example.com/cart:1.0.1', undefined],
  ])('%s releases pods of mode %s', async (name, mode, image, deadline) => {
    const { context, workload } = makeContext();
    await findScenario(name).apply(context, 'cart');
    const { template, progressDeadlineSeconds } = workload.spec;
    expect(template.metadata.labels['lab.mode']).toBe(mode);
    expect(template.spec.containers[0].image).toBe(image);
    expect(progressDeadlineSeconds).toBe(deadline);
  });

  it('drift edits the live object as a person with kubectl would', async () => {
    const { context, done } = makeContext();
    await findScenario('drift').apply(context, 'cart');
    expect(done).toEqual([
      'strategic /apis/apps/v1/namespaces/shop/deployments/cart by kubectl-edit {"spec":{"template":{"spec":{"containers":[{"name":"app","image":"r.example.com/cart:1.0.1-hotfix"}]}}}}',
    ]);
  });

  it('load takes its annotation off the pods again', async () => {
    const { context, done } = makeContext();
    await findScenario('load').undo(context, 'cart');
    expect(done[0]).toBe('remove shop/cart');
    expect(done[1]).toContain('{"annotations":{"lab.usage/cpu-percent":null}}');
  });

  it('names the scenarios there are when asked for another', () => {
    expect(() => findScenario('quake')).toThrow(
      /There is no scenario 'quake'. The scenarios are: healthy, crash-loop/,
    );
  });
});
