/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parseLocationRef } from '@backstage/catalog-model';
import { locationOf } from './locationOf';

describe('locationOf', () => {
  it.each([
    [
      'github' as const,
      'https://github.com/shop/deploy.git',
      'url:https://github.com/shop/deploy/blob/release/1/catalog/cart.yaml',
    ],
    [
      'gitlab' as const,
      'https://gitlab.example.com/a/b/deploy.git',
      'url:https://gitlab.example.com/a/b/deploy/-/blob/release/1/catalog/cart.yaml',
    ],
    [
      'gitea' as const,
      'https://gitea.example.com/shop/deploy',
      'url:https://gitea.example.com/shop/deploy/src/branch/release/1/catalog/cart.yaml',
    ],
    [
      'git' as const,
      'http://127.0.0.1:7013/deploy.git/',
      'git:http://127.0.0.1:7013/deploy.git/-/release/1/catalog/cart.yaml',
    ],
  ])('is one that the catalog takes, on %s', (kind, repository, location) => {
    expect(
      locationOf({
        kind,
        repository,
        branch: 'release/1',
        path: 'catalog/cart.yaml',
      }),
    ).toBe(location);
    expect(parseLocationRef(location).type).toBe(location.split(':')[0]);
  });
});
