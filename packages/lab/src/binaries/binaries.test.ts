/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageDir } from '../paths';
import { temporaryFolder } from '../testUtils';
import { goBuildArguments, goGroupFolder } from './buildGo';
import { contentKey, filledFolder } from './contentCache';
import { Crd, trimCrd } from './crds';
import {
  alertmanagerGroup,
  clusterGroup,
  giteaGroup,
  metricsGroup,
  prometheusGroup,
} from './goPrograms';

const groups = [
  clusterGroup,
  metricsGroup,
  prometheusGroup,
  alertmanagerGroup,
  giteaGroup,
];

describe('go groups', () => {
  it.each(groups.map(group => [group.name, group] as const))(
    'pins every program of %s as a tool in its go.mod',
    (name, group) => {
      const goMod = readFileSync(
        join(packageDir, 'go', name, 'go.mod'),
        'utf8',
      );
      for (const program of group.programs) {
        expect(goMod).toContain(
          program.package.split('/').slice(0, 3).join('/'),
        );
      }
      expect(goMod).toContain(`module openpolicy.io/lab/${name}`);
      expect(existsSync(join(packageDir, 'go', name, 'go.sum'))).toBe(true);
    },
  );

  it('names the cache folder after what decides the bytes, not after texts', async () => {
    const slower = {
      ...clusterGroup,
      programs: clusterGroup.programs.map(program => ({
        ...program,
        firstBuild: 'for ever',
      })),
    };
    const folder = await goGroupFolder(clusterGroup, '/cache');
    expect(await goGroupFolder(slower, '/cache')).toBe(folder);
    const fewer = { ...clusterGroup, programs: clusterGroup.programs.slice(1) };
    expect(await goGroupFolder(fewer, '/cache')).not.toBe(folder);
    const gitea = await goGroupFolder(giteaGroup, '/cache');
    const [program] = giteaGroup.programs;
    for (const other of [
      { ...giteaGroup, cgo: undefined },
      { ...giteaGroup, data: undefined },
      { ...giteaGroup, programs: [{ ...program, tags: undefined }] },
    ]) {
      expect(await goGroupFolder(other, '/cache')).not.toBe(gitea);
    }
  });

  it('strips, trims paths and sets the version', () => {
    const text = goBuildArguments(clusterGroup.programs[0], '/out').join(' ');
    expect(text).toMatch(
      /^build -p=\d -trimpath -buildvcs=false -mod=readonly/,
    );
    expect(text).toContain(
      '-s -w -X=k8s.io/component-base/version.gitVersion=v1.36.1',
    );
    expect(text).toMatch(/-o \/out k8s.io\/kubernetes\/cmd\/kube-apiserver$/);
    expect(text).not.toContain('-tags');
    expect(
      goBuildArguments(giteaGroup.programs[0], '/out').join(' '),
    ).toContain(' -tags=sqlite,sqlite_unlock_notify ');
  });
});

describe('filledFolder', () => {
  it('fills once', async () => {
    const folder = join(temporaryFolder(), 'x');
    let fills = 0;
    const fill = async (dir: string) => {
      fills++;
      writeFileSync(join(dir, 'file'), 'content');
    };
    await filledFolder(folder, fill);
    await filledFolder(folder, fill);
    expect(fills).toBe(1);
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('content');
  });

  it('leaves nothing that looks done when the filling fails', async () => {
    const folder = join(temporaryFolder(), 'x');
    await expect(
      filledFolder(folder, async () => {
        throw new Error('no network');
      }),
    ).rejects.toThrow('no network');
    expect(existsSync(folder)).toBe(false);
  });
});

describe('contentKey', () => {
  it('depends on the parts and where they are cut', () => {
    expect(contentKey(['ab', 'c'])).not.toBe(contentKey(['a', 'bc']));
    expect(contentKey(['a'])).toMatch(/^[0-9a-f]{16}$/);
  });
});

describe('trimCrd', () => {
  const crd: Crd = {
    kind: 'CustomResourceDefinition',
    metadata: { name: 'things.example.com' },
    spec: {
      group: 'example.com',
      names: { plural: 'things' },
      versions: [
        { name: 'v1alpha1', served: false, storage: false },
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: {
              description: 'A thing.',
              properties: {
                description: { type: 'string', description: 'Free text.' },
                mode: {
                  default: { description: 'kept' },
                  enum: ['description'],
                },
              },
            },
          },
        },
      ],
    },
    status: { conditions: null },
  };

  it('drops descriptions and unserved versions, but no property of that name', () => {
    expect(trimCrd(crd)).toEqual({
      kind: 'CustomResourceDefinition',
      metadata: { name: 'things.example.com' },
      spec: {
        group: 'example.com',
        names: { plural: 'things' },
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            schema: {
              openAPIV3Schema: {
                properties: {
                  description: { type: 'string' },
                  mode: {
                    default: { description: 'kept' },
                    enum: ['description'],
                  },
                },
              },
            },
          },
        ],
      },
    });
  });
});
