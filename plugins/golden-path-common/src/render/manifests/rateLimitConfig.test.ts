/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parse } from 'yaml';
import { makeModel, makeService } from '../../testing/builders';
import { renderPlatformObjects } from '../../testing/renderPlatformObjects';

function service(name: string, rateLimit: object) {
  return makeService({ name, runtime: { traffic: { rateLimit } } });
}

describe('the configuration of the rate limit service', () => {
  it('is a file for each service with a global limit', () => {
    const { 'ConfigMap/ratelimit-config': configMap } = renderPlatformObjects(
      makeModel([
        service('checkout', { rps: 37, burst: 53, scope: 'global' }),
        service('ledger', { rps: 41, scope: 'global' }),
        service('storefront', { rps: 43, scope: 'pod' }),
      ]),
    );
    const files = Object.entries<string>(configMap.data);
    expect(files.map(([name, text]) => [name, parse(text)])).toEqual([
      [
        'checkout.yaml',
        {
          domain: 'checkout',
          descriptors: [
            {
              key: 'window',
              value: 'second',
              rate_limit: { unit: 'second', requests_per_unit: 53 },
            },
            {
              key: 'window',
              value: 'minute',
              rate_limit: { unit: 'minute', requests_per_unit: 2220 },
            },
          ],
        },
      ],
      [
        'ledger.yaml',
        {
          domain: 'ledger',
          descriptors: [
            {
              key: 'window',
              value: 'second',
              rate_limit: { unit: 'second', requests_per_unit: 41 },
            },
          ],
        },
      ],
    ]);
  });

  it('is not there where nothing is limited for all pods together', () => {
    expect(
      renderPlatformObjects(
        makeModel([service('storefront', { rps: 43, scope: 'pod' })]),
      ),
    ).not.toHaveProperty(['ConfigMap/ratelimit-config']);
  });
});
