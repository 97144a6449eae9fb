/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parse } from 'yaml';
import { makeModel } from '../../testing/builders';
import { renderPlatform } from '../renderPlatform';

const QUOTA = {
  pods: 131,
  cpu: { requests: '37', limits: '71' },
  memory: { requests: '53Gi', limits: '97Gi' },
};

function platformObjects(platform: object = {}): Record<string, any> {
  return Object.fromEntries(
    renderPlatform(makeModel([], platform), { environment: 'stage' })
      .filter(({ path }) => path.startsWith('platform/'))
      .map(({ path, content }) => [path.slice('platform/'.length), content])
      .filter(([, content]) => !content.includes('\n---\n'))
      .map(([path, content]) => [path, parse(content)]),
  );
}

describe('the Namespace', () => {
  it('refuses pods that are not restricted', () => {
    const { metadata } = platformObjects()['namespace.yaml'];
    for (const mode of ['enforce', 'audit', 'warn']) {
      expect(metadata.labels).toMatchObject({
        [`pod-security.kubernetes.io/${mode}`]: 'restricted',
        [`pod-security.kubernetes.io/${mode}-version`]: 'latest',
      });
    }
  });

  it.each([
    [{}, { 'istio-injection': 'enabled' }],
    [{ revision: 'canary-1-31' }, { 'istio.io/rev': 'canary-1-31' }],
    [{ injection: false, revision: 'canary-1-31' }, {}],
  ])('with mesh %j has %j', (mesh, labels) => {
    const { metadata } = platformObjects({ mesh })['namespace.yaml'];
    expect(
      Object.fromEntries(
        Object.entries(metadata.labels).filter(([key]) =>
          key.startsWith('istio'),
        ),
      ),
    ).toEqual(labels);
  });
});

describe('the ResourceQuota', () => {
  it('is what the environment says', () => {
    const { metadata, spec } = platformObjects({
      environments: [{ name: 'stage', cluster: { name: 'a' }, quota: QUOTA }],
    })['resourcequota.yaml'];
    expect(metadata.namespace).toBe('shop-platform');
    expect(spec.hard).toEqual({
      pods: '131',
      'requests.cpu': '37',
      'requests.memory': '53Gi',
      'limits.cpu': '71',
      'limits.memory': '97Gi',
    });
  });

  it('is not there where the environment says nothing', () => {
    expect(platformObjects()).not.toHaveProperty(['resourcequota.yaml']);
  });
});

describe('the LimitRange', () => {
  it('gives a container what the quota would miss, and scratch disk too', () => {
    const { limits } = platformObjects()['limitrange.yaml'].spec;
    expect(limits).toHaveLength(1);
    const [{ type, default: most, defaultRequest: least }] = limits;
    expect(type).toBe('Container');
    for (const amounts of [most, least]) {
      expect(Object.keys(amounts).sort()).toEqual([
        'cpu',
        'ephemeral-storage',
        'memory',
      ]);
    }
    // The API server refuses a default request above the default limit.
    expect([least.cpu, most.cpu]).toEqual(['100m', '500m']);
    expect([least.memory, most.memory]).toEqual(['128Mi', '512Mi']);
  });
});
