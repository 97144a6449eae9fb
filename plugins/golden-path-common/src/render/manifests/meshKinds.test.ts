/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeModel, makeService } from '../../testing/builders';
import { contextOf } from '../../testing/renderObjects';
import { renderPlatformObjects } from '../../testing/renderPlatformObjects';
import { renderPlacedManifests } from '../renderPlatform';

const BUSY = {
  tier: 1,
  ports: [{ port: 7013, expose: 'gateway' }],
  dependencies: [{ ref: 'component:ledger' }, { ref: 'resource:redis' }],
  traffic: { rateLimit: { rps: 37, scope: 'global' } },
  security: { egressHosts: [{ host: 'api.example.com' }] },
};

function objectsOf(platform: object): Array<{ path: string; manifest: any }> {
  const model = makeModel(
    [
      makeService({ runtime: BUSY }),
      makeService({
        name: 'ledger',
        runtime: { dependencies: [{ ref: 'component:checkout' }] },
      }),
    ],
    { gateway: { hosts: ['shop.example.com'] }, ...platform },
  );
  return renderPlacedManifests(contextOf(model, 'checkout'));
}

function isMesh({ apiVersion }: { apiVersion: string }): boolean {
  return apiVersion.includes('istio.io/');
}

describe('the kinds of the mesh', () => {
  it('come in the order in which they need each other', () => {
    const waves = objectsOf({})
      .filter(
        ({ manifest }) => isMesh(manifest) || manifest.kind === 'NetworkPolicy',
      )
      .map(({ path, manifest }) => [
        path.replace('services/checkout/', ''),
        manifest.metadata.annotations['argocd.argoproj.io/sync-wave'] ?? '0',
      ]);
    expect(waves).toEqual([
      ['networkpolicy.yaml', '-2'],
      ['edge-ledger.yaml', '-2'],
      ['edge-ledger.yaml', '-2'],
      ['authorizationpolicy.yaml', '-2'],
      ['serviceentry.yaml', '-1'],
      ['sidecar.yaml', '-1'],
      ['telemetry.yaml', '-1'],
      ['destinationrule.yaml', '0'],
      ['virtualservice.yaml', '1'],
      ['virtualservice-public.yaml', '1'],
      ['envoyfilter.yaml', '1'],
      ['envoyfilter.yaml', '1'],
    ]);
  });

  it('are not there without a mesh, but network policies are', () => {
    const manifests = objectsOf({ mesh: { injection: false } }).map(
      ({ manifest }) => manifest,
    );
    expect(manifests.filter(isMesh)).toEqual([]);
    expect(
      manifests
        .filter(({ kind }) => kind === 'NetworkPolicy')
        .map(({ metadata }) => metadata.name),
    ).toEqual(['checkout', 'checkout-allow-ledger']);
  });

  it('are not there for the platform without a mesh either', () => {
    const model = makeModel([makeService({ runtime: BUSY })], {
      mesh: { injection: false },
      gateway: { hosts: ['shop.example.com'] },
    });
    const objects = Object.values(renderPlatformObjects(model));
    expect(objects.filter(isMesh)).toEqual([]);
    expect(
      objects
        .filter(({ kind }) => kind === 'NetworkPolicy')
        .map(({ metadata }) => metadata.name),
    ).toEqual(['default-deny', 'redis-allow-callers']);
  });

  it('all belong to the service and say so', () => {
    const manifests = objectsOf({}).map(({ manifest }) => manifest);
    for (const { metadata } of manifests.filter(isMesh)) {
      expect(metadata).toMatchObject({
        namespace: 'shop-platform',
        labels: { 'backstage.io/kubernetes-id': 'checkout' },
        annotations: {
          'backstage.io/entity-ref': 'component:default/checkout',
        },
      });
    }
  });
});
