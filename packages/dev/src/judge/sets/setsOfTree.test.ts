/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { setsOfTree } from './setsOfTree';

describe('setsOfTree', () => {
  it.each([
    ['prod/services/search/deployment.yaml', 'search'],
    ['prod/argocd/application-search.yaml', 'search'],
    ['prod/argocd/application-open-search.yaml', 'open-search'],
    ['prod/promtool/search.rules.yaml', 'search'],
    // The callee's file, though it names a caller whose name is longer.
    ['prod/services/search/authorizationpolicy-open-search.yaml', 'search'],
    ['prod/platform/namespace.yaml', undefined],
    ['prod/platform/research.yaml', undefined],
  ])('puts %s into the set of %s', (path, service) => {
    const sets = setsOfTree({
      tree: 'prod/rolling',
      environment: 'prod',
      strategy: 'rolling',
      services: ['search', 'open-search'],
      files: [{ path, content: '' }],
    });
    expect(sets).toEqual([
      {
        id: `prod/rolling/${service ?? 'platform'}`,
        tree: 'prod/rolling',
        environment: 'prod',
        strategy: 'rolling',
        service,
        files: [{ path, content: '' }],
      },
    ]);
  });
});
