/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeModel, makeService } from '../../testing/builders';
import { renderKind, renderObjects } from '../../testing/renderObjects';
import { renderPlatformObjects } from '../../testing/renderPlatformObjects';

const EXPOSED = {
  ports: [
    { port: 7013, targetPort: 17013, expose: 'gateway' },
    { name: 'http-admin', port: 7011 },
  ],
};

describe('PeerAuthentication', () => {
  it('asks for mutual TLS in the whole namespace', () => {
    const objects = renderPlatformObjects(makeModel([makeService()]));
    expect(objects['PeerAuthentication/default'].spec).toEqual({
      mtls: { mode: 'STRICT' },
    });
  });

  it('takes plain requests of an Ingress controller on the exposed port alone', () => {
    const { spec } = renderKind('PeerAuthentication', EXPOSED, {
      gateway: { type: 'ingress' },
    });
    expect(spec).toEqual({
      selector: { matchLabels: { 'app.kubernetes.io/name': 'checkout' } },
      mtls: { mode: 'STRICT' },
      portLevelMtls: { 17013: { mode: 'PERMISSIVE' } },
    });
  });

  it.each([
    ["Istio's gateway brings the requests", EXPOSED, { type: 'istio' }],
    ['nothing is exposed', {}, { type: 'ingress' }],
  ])('makes no exception where %s', (_, runtime, gateway) => {
    expect(renderObjects(runtime, { gateway })).not.toHaveProperty([
      'PeerAuthentication/checkout',
    ]);
  });
});
