/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { mockServices } from '@backstage/backend-test-utils';
import { readProviderConfigs } from './config';

const read = (goldenPath: object) =>
  readProviderConfigs(
    mockServices.rootConfig({
      data: { catalog: { providers: { goldenPath } } },
    }),
  );

describe('readProviderConfigs', () => {
  it('needs an address and nothing else', () => {
    expect(
      read({ lab: { repository: 'http://127.0.0.1:7013/deploy.git' } }),
    ).toEqual([
      {
        id: 'lab',
        repository: 'http://127.0.0.1:7013/deploy.git',
        branch: 'main',
        path: 'catalog',
        schedule: { frequency: { minutes: 1 }, timeout: { minutes: 1 } },
      },
    ]);
  });

  it('takes branch, folder and schedule', () => {
    expect(
      read({
        lab: {
          repository: 'http://127.0.0.1:7013/deploy.git',
          branch: 'release',
          path: '/some/folder/',
          schedule: { frequency: { seconds: 31 }, timeout: { seconds: 17 } },
        },
      }),
    ).toMatchObject([
      {
        branch: 'release',
        path: 'some/folder',
        schedule: { frequency: { seconds: 31 }, timeout: { seconds: 17 } },
      },
    ]);
  });

  it('reads nothing where nothing is configured', () => {
    expect(readProviderConfigs(mockServices.rootConfig())).toEqual([]);
  });

  it('names every fault by its key, and shows no credential', () => {
    const faulty = () =>
      read({
        a: { repository: 'https://user:pass-0815@git.example.com/deploy.git' },
        b: {
          repository: '',
          path: '../other',
          schedule: { frequency: 'now and then' },
        },
      });
    expect(faulty).toThrow(
      "Invalid configuration of the catalog's Git repositories: 'catalog.providers.goldenPath.a.repository' is no http(s) address of a repository without credentials; 'catalog.providers.goldenPath.b.repository' is missing, empty or not a text; 'catalog.providers.goldenPath.b.path' is no folder inside the repository; 'catalog.providers.goldenPath.b.schedule' needs a 'frequency' and a 'timeout'",
    );
    expect(faulty).not.toThrow('0815');
  });
});
