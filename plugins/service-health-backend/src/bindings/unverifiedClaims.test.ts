/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { SourceFreshness } from '@openpolicy/plugin-service-health-common';
import {
  makeApplication,
  makeServiceEntity,
  makeWorkload,
} from '../__testUtils__/builders';
import { findUnverifiedClaims } from './unverifiedClaims';

const heard = (source: string): SourceFreshness => ({
  source,
  instance: 'lab',
  state: 'live',
  observedAt: '2026-11-23T05:00:00Z',
});
const live = [heard('kubernetes'), heard('argocd')];

describe('findUnverifiedClaims', () => {
  const entity = makeServiceEntity('api-gateway', {
    annotations: {
      'backstage.io/kubernetes-id': 'api-gateway',
      'backstage.io/kubernetes-label-selector': 'app=gateway',
      'argocd/app-name': 'api-gateway, gateway-extras',
      'argocd/app-selector': 'team=platform',
    },
  });
  const claimed = (...parameters: Parameters<typeof findUnverifiedClaims>) =>
    findUnverifiedClaims(...parameters).map(
      ({ annotation, value }) => `${annotation}=${value}`,
    );

  it('doubts every claim while nothing is bound', () => {
    expect(claimed(entity, [], live)).toEqual([
      'backstage.io/kubernetes-id=api-gateway',
      'backstage.io/kubernetes-label-selector=app=gateway',
      'argocd/app-name=api-gateway',
      'argocd/app-name=gateway-extras',
      'argocd/app-selector=team=platform',
    ]);
  });

  it('doubts only what no bound object confirms', () => {
    expect(
      claimed(
        entity,
        [makeWorkload('api-gateway'), makeApplication('api-gateway')],
        live,
      ),
    ).toEqual(['argocd/app-name=gateway-extras']);
  });

  it('doubts nothing that a source has not told of yet', () => {
    expect(
      claimed(
        entity,
        [],
        [heard('kubernetes'), { ...heard('argocd'), observedAt: undefined }],
      ),
    ).toEqual([
      'backstage.io/kubernetes-id=api-gateway',
      'backstage.io/kubernetes-label-selector=app=gateway',
    ]);
  });

  it('doubts nothing of a source that is not configured', () => {
    expect(claimed(entity, [], [])).toEqual([]);
  });

  it('names the annotation, its value, and what to write on the other side', () => {
    const [claim] = findUnverifiedClaims(entity, [], [heard('argocd')]);
    expect(claim.reason).toBe(
      "The entity claims an Argo CD application by 'argocd/app-name: api-gateway', and nothing in Argo CD confirms that it belongs to 'component:default/api-gateway'.",
    );
    expect(claim.nextStep).toContain(
      "'backstage.io/entity-ref: component:default/api-gateway'",
    );
  });
});
