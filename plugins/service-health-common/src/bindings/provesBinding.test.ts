/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { BackReference } from '../observations/types';
import { provenEntityRefs, provesBinding } from './provesBinding';

const GATEWAY = 'component:default/api-gateway';

const CASES: [entityRef: string, reference: BackReference, proves: boolean][] =
  [
    [GATEWAY, { entityRef: GATEWAY }, true],
    [GATEWAY, { entityRef: ' Component:Default/Api-Gateway ' }, true],
    [GATEWAY, { entityRef: 'api-gateway' }, true],
    [GATEWAY, { kubernetesId: 'api-gateway' }, true],
    [GATEWAY, { service: 'api-gateway' }, true],
    [GATEWAY, {}, false],
    [GATEWAY, { entityRef: '' }, false],
    [GATEWAY, { entityRef: 'component:default/other' }, false],
    [GATEWAY, { entityRef: 'component:other/api-gateway' }, false],
    [GATEWAY, { entityRef: 'resource:default/api-gateway' }, false],
    [GATEWAY, { entityRef: `${GATEWAY},component:default/other` }, false],
    [GATEWAY, { entityRef: ':::///' }, false],
    [GATEWAY, { kubernetesId: 'other' }, false],
    // A bare name proves nothing for somebody who registers it elsewhere.
    ['component:mine/api-gateway', { kubernetesId: 'api-gateway' }, false],
    ['resource:default/api-gateway', { kubernetesId: 'api-gateway' }, false],
    ['component:mine/api-gateway', { service: 'api-gateway' }, false],
    // A name must not reach into another namespace or kind.
    ['component:mine/x', { kubernetesId: 'mine/x' }, false],
    ['component:mine/x', { service: 'component:mine/x' }, false],
    ['component:mine/x', { entityRef: 'component:mine/x' }, true],
    ['', { entityRef: '' }, false],
    ['component:', { entityRef: 'component:' }, false],
  ];

describe('provesBinding', () => {
  it.each(CASES)('of %s by %j is %s', (entityRef, reference, proves) => {
    expect(provesBinding(entityRef, reference)).toBe(proves);
  });
});

describe('provenEntityRefs', () => {
  it('lists each proven entity once', () => {
    expect(
      provenEntityRefs({
        entityRef: 'component:default/api-gateway',
        kubernetesId: 'api-gateway',
        service: 'search-service',
      }),
    ).toEqual([
      'component:default/api-gateway',
      'component:default/search-service',
    ]);
  });
});
