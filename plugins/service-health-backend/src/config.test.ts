/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ConfigReader } from '@backstage/config';
import { readServiceHealthConfig } from './config';

const read = (serviceHealth?: object) =>
  readServiceHealthConfig(
    new ConfigReader({
      ...(serviceHealth ? { serviceHealth } : {}),
      permission: { enabled: true },
    } as any),
  );

describe('readServiceHealthConfig', () => {
  it('needs no configuration', () => {
    expect(read()).toEqual({
      staleAfterMs: undefined,
      catalogRefreshMs: 20_000,
      bindings: [],
      allowSyncWithoutPermissions: false,
      permissionsEnabled: true,
    });
  });

  it('reads durations and full references', () => {
    expect(
      read({
        staleAfter: { seconds: 90 },
        catalogRefresh: '1m',
        bindings: [
          { source: 'argocd', project: 'shop', owner: 'Shop-Team' },
          { source: 'kubernetes', namespace: 'x-*', entityRef: 'x' },
        ],
      }),
    ).toMatchObject({
      staleAfterMs: 90_000,
      catalogRefreshMs: 60_000,
      bindings: [
        {
          source: 'argocd',
          project: 'shop',
          owner: 'group:default/shop-team',
        },
        {
          source: 'kubernetes',
          namespace: 'x-*',
          entityRef: 'component:default/x',
        },
      ],
    });
  });

  it('names every broken key in one error', () => {
    const readBroken = () =>
      read({
        staleAfter: { seconds: 0 },
        catalogRefresh: 'soon',
        sync: { dangerouslyAllowWithoutPermissions: 'maybe' },
        bindings: [
          { source: 'argocd', project: 'shop' },
          { source: 'kubernetes', owner: 'x' },
          { source: 'kubernetes', project: 'shop', owner: 'x' },
        ],
      });
    for (const part of [
      'Failed to read the configuration of service health',
      "'serviceHealth.staleAfter'",
      "'serviceHealth.catalogRefresh'",
      "'serviceHealth.sync.dangerouslyAllowWithoutPermissions'",
      "'serviceHealth.bindings[0]': needs exactly one",
      "'serviceHealth.bindings[1]': needs at least one",
      "'serviceHealth.bindings[2]': 'project' is only",
    ]) {
      expect(readBroken).toThrow(part);
    }
  });
});
