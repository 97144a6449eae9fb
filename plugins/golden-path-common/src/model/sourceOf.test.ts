/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity } from '@backstage/catalog-model';
import { sourceOf } from './sourceOf';

describe('sourceOf', () => {
  it.each([
    [
      'url:https://github.com/o/catalog/blob/main/catalog-info/services/cart.yaml',
      'catalog-info/services/cart.yaml',
    ],
    [
      'file:/srv/portal/catalog-info/services/catalog/cart.yaml',
      'catalog-info/services/catalog/cart.yaml',
    ],
    [
      'git:http://127.0.0.1:7013/deploy.git/-/main/catalog/cart.yaml',
      'catalog/cart.yaml',
    ],
    [
      'url:https://github.com/catalog/deploy/blob/main/catalog/cart.yaml',
      'catalog/cart.yaml',
    ],
    ['url:https://github.com/o/r/blob/main/catalog-info.yaml', undefined],
    [undefined, undefined],
  ])('of %s is %s', (location, source) => {
    expect(
      sourceOf({
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: {
          name: 'cart',
          annotations: location
            ? { 'backstage.io/managed-by-location': location }
            : undefined,
        },
      } as Entity),
    ).toBe(source);
  });
});
