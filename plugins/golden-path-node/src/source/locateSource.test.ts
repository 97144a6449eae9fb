/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { mockServices } from '@backstage/backend-test-utils';
import { GitServers } from '../git/GitServers';
import { locateSource } from './locateSource';

const gitServers = GitServers.fromConfig(
  mockServices.rootConfig({
    data: {
      goldenPath: { git: { servers: [{ baseUrl: 'http://127.0.0.1:7013' }] } },
    },
  }),
);

describe('locateSource', () => {
  it.each([
    [
      'url:http://127.0.0.1:7013/coupons',
      { url: 'http://127.0.0.1:7013/coupons.git', path: 'service.yaml' },
    ],
    [
      'url:https://github.com/shop/coupons/',
      { url: 'https://github.com/shop/coupons.git', path: 'service.yaml' },
    ],
    [
      'url:https://github.com/shop/mono/tree/next/services/coupons/',
      {
        url: 'https://github.com/shop/mono.git',
        branch: 'next',
        path: 'services/coupons/service.yaml',
      },
    ],
    [
      'url:https://gitlab.com/a/b/coupons/-/tree/main',
      {
        url: 'https://gitlab.com/a/b/coupons.git',
        branch: 'main',
        path: 'service.yaml',
      },
    ],
    ['file:/srv/coupons', undefined],
    [undefined, undefined],
  ])('of %s is %o', (location, source) => {
    expect(
      locateSource(
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: {
            name: 'coupons',
            annotations: location
              ? { 'backstage.io/source-location': location }
              : {},
          },
        },
        gitServers,
      ),
    ).toEqual(source);
  });
});
