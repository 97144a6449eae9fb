/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeModel, makeService } from '../../testing/builders';
import { renderObjects } from '../../testing/renderObjects';
import { renderPlatformObjects } from '../../testing/renderPlatformObjects';

const EXPOSED = {
  ports: [
    { port: 7013, targetPort: 17013, expose: 'gateway' },
    { name: 'http-admin', port: 7011 },
  ],
};
const NAME = 'AuthorizationPolicy/checkout-allow-gateway';

describe('the AuthorizationPolicy of the gateway', () => {
  it("lets the gateway's identity call the exposed ports of the pod", () => {
    const objects = renderObjects(EXPOSED, {
      gateway: { namespace: 'edge', serviceAccount: 'doorman' },
      mesh: { trustDomain: 'shop.example.com' },
    });
    expect(objects[NAME].spec).toEqual({
      selector: { matchLabels: { 'app.kubernetes.io/name': 'checkout' } },
      action: 'ALLOW',
      rules: [
        {
          from: [
            { source: { principals: ['shop.example.com/ns/edge/sa/doorman'] } },
          ],
          to: [{ operation: { ports: ['17013'] } }],
        },
      ],
    });
  });

  it('lets what has no identity call them where an Ingress controller does', () => {
    const objects = renderObjects(EXPOSED, { gateway: { type: 'ingress' } });
    expect(objects[NAME].spec.rules).toEqual([
      {
        from: [{ source: { notPrincipals: ['*'] } }],
        to: [{ operation: { ports: ['17013'] } }],
      },
    ]);
  });

  it.each([
    ['is exposed', {}, {}],
    ['has a proxy', EXPOSED, { mesh: { injection: false } }],
  ])('is not there where nothing %s', (_, runtime, platform) => {
    expect(renderObjects(runtime, platform)).not.toHaveProperty([NAME]);
  });
});

describe('the AuthorizationPolicy of members', () => {
  it('lets the pods of a StatefulSet call each other', () => {
    const objects = renderObjects({
      workload: { kind: 'statefulset' },
      ports: [
        { port: 7013, targetPort: 17013 },
        { name: 'tcp-raft', port: 7029, expose: 'none' },
      ],
    });
    expect(
      objects['AuthorizationPolicy/checkout-allow-checkout'].spec.rules,
    ).toEqual([
      {
        from: [
          {
            source: {
              principals: ['cluster.local/ns/shop-platform/sa/checkout'],
            },
          },
        ],
        to: [{ operation: { ports: ['17013', '7029'] } }],
      },
    ]);
  });

  it('is not there for a Deployment, whose pods are strangers to each other', () => {
    expect(renderObjects()).not.toHaveProperty([
      'AuthorizationPolicy/checkout-allow-checkout',
    ]);
  });
});

describe('the authorization policies of a platform', () => {
  it('allow nothing, which is what a policy without rules says', () => {
    const objects = renderPlatformObjects(makeModel([makeService()]));
    expect(objects['AuthorizationPolicy/allow-nothing'].spec).toEqual({});
  });

  it('let the callers of a resource in, and the rate limit service', () => {
    const objects = renderPlatformObjects(
      makeModel([
        makeService({ runtime: { dependencies: [{ ref: 'resource:redis' }] } }),
        makeService({
          name: 'tollgate',
          runtime: { traffic: { rateLimit: { rps: 37, scope: 'global' } } },
        }),
      ]),
    );
    const rulesOf = (name: string) =>
      objects[`AuthorizationPolicy/${name}-allow-callers`].spec.rules;
    expect(rulesOf('redis')).toEqual([
      {
        from: [
          {
            source: {
              principals: [
                'cluster.local/ns/shop-platform/sa/checkout',
                'cluster.local/ns/shop-platform/sa/ratelimit',
              ],
            },
          },
        ],
        to: [{ operation: { ports: ['6379'] } }],
      },
    ]);
    expect(rulesOf('ratelimit')).toMatchObject([
      {
        from: [
          {
            source: {
              principals: ['cluster.local/ns/shop-platform/sa/tollgate'],
            },
          },
        ],
        to: [{ operation: { ports: ['8081'] } }],
      },
    ]);
  });
});
