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
    expect.assertions(7);
    try {
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
    } catch (error) {
      const { message } = error as Error;
      expect(message).toContain("'serviceHealth.staleAfter'");
      expect(message).toContain("'serviceHealth.catalogRefresh'");
      expect(message).toContain(
        "'serviceHealth.sync.dangerouslyAllowWithoutPermissions'",
      );
      expect(message).toContain(
        "'serviceHealth.bindings[0]': needs exactly one",
      );
      expect(message).toContain(
        "'serviceHealth.bindings[1]': needs at least one",
      );
      expect(message).toContain(
        "'serviceHealth.bindings[2]': 'project' is only",
      );
      expect(message).toMatch(/^Failed to read the configuration/);
    }
  });
});
