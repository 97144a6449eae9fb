/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeApplication } from './__testUtils__/applications';
import { projectApplication } from './project/application';
import { findAccountProblems } from './selfTest';

const applications = ['a', 'b'].map(
  name => projectApplication(makeApplication(name), { instance: 'lab' })!,
);
const inProject = 'openpolicy-platform/a';

describe('findAccountProblems', () => {
  const find = (
    use: 'read' | 'sync',
    granted: string[],
    observed = applications,
  ) =>
    findAccountProblems({
      use,
      applications: observed,
      asker: {
        credentialKey: 'argocd.key',
        canI: async (...right) => granted.includes(right.slice(0, 3).join(' ')),
      },
    });

  const get = `applications get ${inProject}`;
  const sync = `applications sync ${inProject}`;

  it.each<['read' | 'sync', string[]]>([
    ['read', [get]],
    ['sync', [get, sync]],
  ])('finds nothing wrong with an account to %s', async (use, granted) => {
    await expect(find(use, granted)).resolves.toEqual([]);
  });

  it('finds a sync account too weak', async () => {
    await expect(find('sync', [get])).resolves.toEqual([
      "The account of 'argocd.key' may not sync applications of project 'openpolicy-platform'. Grant 'applications, sync, openpolicy-platform/*', or syncs there will be refused.",
    ]);
  });

  it('finds accounts too strong', async () => {
    await expect(
      find('read', [
        get,
        sync,
        `applications override ${inProject}`,
        `applications delete ${inProject}`,
      ]),
    ).resolves.toEqual([
      expect.stringContaining('it may delete, override, sync applications'),
    ]);
    await expect(
      find('sync', [get, sync, 'exec create */*', 'repositories get *']),
    ).resolves.toEqual([
      expect.stringContaining('it may create exec'),
      expect.stringContaining('it may get repositories'),
    ]);
  });

  it('finds a reader that sees nothing', async () => {
    await expect(find('read', [], [])).resolves.toEqual([
      expect.stringContaining('sees no application'),
    ]);
  });
});
