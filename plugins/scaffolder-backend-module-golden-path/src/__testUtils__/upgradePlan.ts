/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  RepositoryUpgrade,
  UpgradeFile,
  UpgradePlan,
} from '@openpolicy/plugin-golden-path-common';

/** Nobody had touched it. */
export const CHANGED: UpgradeFile = {
  path: 'Dockerfile',
  outcome: 'changed',
  before: 'FROM base:3\n',
  after: 'FROM base:5\n',
};

/** People and the golden path changed the same line. */
export const CONFLICT: UpgradeFile = {
  path: 'main.go',
  outcome: 'conflict',
  before: 'package main\n',
  after: '<<<<<<< this repository\npackage main\n',
  reason: 'Edited here and changed by the golden path, from line 1 on.',
};

/** What golden-path-backend would say of the upgrade of `coupons`. */
export function anUpgradePlan(
  repository: Omit<RepositoryUpgrade, 'branch'>,
): UpgradePlan {
  const { url } = repository;
  return {
    entityRef: 'component:default/coupons',
    from: '0.0.3',
    to: '7.0.0',
    entity: {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name: 'coupons' },
      spec: { tier: 3 },
    },
    repository: { branch: 'main', ...repository },
    delivery: { environment: 'stage', url, branch: 'main', files: [] },
  };
}
