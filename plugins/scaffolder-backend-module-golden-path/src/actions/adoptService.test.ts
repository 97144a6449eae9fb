/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  DeliveryTargets,
  GitRepository,
  GitServers,
} from '@openpolicy/plugin-golden-path-node';
import {
  shopEntities,
  startGitServer,
  TestGitServer,
} from '@openpolicy/plugin-golden-path-node/testUtils';
import { parse, stringify } from 'yaml';
import { FakeGitLab } from '../__testUtils__/FakeGitLab';
import { failureOf, gitServersOf, runAction } from '../__testUtils__/gitTask';
import { createAdoptServiceAction } from './adoptService';
import { examples } from './adoptService.examples';

const [{ input: EXAMPLE }] = parse(examples[0].example).steps;

const workspace = createMockDirectory();
let server: TestGitServer;
beforeAll(async () => {
  server = await startGitServer();
});
afterAll(() => server.close());
beforeEach(() => workspace.clear());

interface Options {
  gitServers?: GitServers;
  result?: AuthorizeResult.ALLOW | AuthorizeResult.DENY;
}

function actionFor(options: Options = {}) {
  return createAdoptServiceAction({
    catalog: catalogServiceMock({
      entities: shopEntities(`${server.baseUrl}/deploy.git`),
    }),
    permissions: mockServices.permissions({
      result: options.result ?? AuthorizeResult.ALLOW,
    }),
    gitServers: options.gitServers ?? gitServersOf(server),
    targets: DeliveryTargets.fromConfig(new ConfigReader({})),
  });
}

const run = (
  more: object = {},
  options: Parameters<typeof runAction>[2] & Options = {},
) =>
  runAction(
    actionFor(options),
    {
      ...EXAMPLE,
      repositoryUrl: `${server.baseUrl}/wishes.git`,
      ...more,
    },
    { workspacePath: workspace.path, ...options },
  );

/** A repository that is there, with one file. */
async function begin(name: string) {
  const repository = await GitRepository.open({
    url: `${server.baseUrl}/${name}.git`,
    auth: server.auth,
    orCreate: true,
  });
  await repository.commitAndPush({
    message: 'Begin\n',
    author: { name: 'Ada', email: 'ada@example.com' },
    changes: [{ path: 'main.go', content: 'package main' }],
  });
  await repository.close();
}

describe('goldenPath:adoptService', () => {
  it('pushes a branch with the spec, once, and leaves main as it is', async () => {
    await begin('wishes');
    const before = await server.git('wishes', 'rev-parse', 'main');
    const { outputs, lines } = await run();
    expect(outputs).toMatchObject({
      mode: 'pushed',
      provider: 'git',
      branchName: 'golden-path/adopt-wishes',
      title: 'Bring wishes onto the golden path',
    });
    expect(outputs.description).toContain('## What would be different');
    expect(lines.join('\n')).toContain(
      'Merge branch golden-path/adopt-wishes into main',
    );
    const show = (file: string) =>
      server.git('wishes', 'show', `golden-path/adopt-wishes:${file}`);
    expect(parse(await show('service.yaml'))).toMatchObject({
      replicas: 3,
      ports: [{ port: 7043 }],
    });
    expect(parse(await show('catalog-info.yaml')).metadata).toMatchObject({
      name: 'wishes',
      description: 'Keeps what people wish for.',
    });
    expect(await show('main.go')).toBe('package main');
    expect(await server.git('wishes', 'rev-parse', 'main')).toBe(before);

    const tip = await server.git(
      'wishes',
      'rev-parse',
      'golden-path/adopt-wishes',
    );
    await run();
    expect(
      await server.git('wishes', 'rev-parse', 'golden-path/adopt-wishes'),
    ).toBe(tip);
  });

  it('opens a merge request on GitLab with what would be different', async () => {
    await begin('wishes-of-gitlab');
    const gitLab = await FakeGitLab.start(server);
    try {
      const { outputs } = await run(
        { repositoryUrl: gitLab.urlOf('wishes-of-gitlab') },
        { gitServers: gitLab.gitServers() },
      );
      expect(outputs).toMatchObject({
        mode: 'pull-request',
        provider: 'gitlab',
        branchName: 'golden-path/adopt-wishes',
        pullRequestUrl: gitLab.pageOf(0),
      });
      expect(gitLab.mergeRequests).toMatchObject([
        {
          title: 'Bring wishes onto the golden path',
          description: expect.stringContaining('## What would be different'),
        },
      ]);
      const spec = await server.git(
        'wishes-of-gitlab',
        'show',
        'golden-path/adopt-wishes:service.yaml',
      );
      expect(outputs.entity.spec.runtime).toEqual(parse(spec));
    } finally {
      await gitLab.close();
    }
  });

  it('reads the manifests of a folder, and passes over what is no YAML', async () => {
    workspace.setContent({
      manifests: {
        'app.yaml': EXAMPLE.objects,
        'list.json': JSON.stringify({ kind: 'List', items: [null, 7] }),
        'chart.yaml': '{{ .Values.x }}: {{',
        'README.md': 'kind: Deployment',
      },
    });
    await begin('wishes-of-a-folder');
    const { outputs, lines } = await run({
      objects: undefined,
      sourcePath: 'manifests',
      repositoryUrl: `${server.baseUrl}/wishes-of-a-folder.git`,
    });
    expect(outputs.entity.metadata.name).toBe('wishes');
    expect(lines).toContain("'chart.yaml' is no YAML, passed over");
  });

  it('writes nothing in a dry run', async () => {
    await begin('dry');
    const { outputs, lines } = await run(
      { repositoryUrl: `${server.baseUrl}/dry.git` },
      { isDryRun: true },
    );
    expect(outputs.mode).toBe('pushed');
    expect(lines.join('\n')).toContain('Would push 3 files to branch');
    expect(await server.git('dry', 'branch', '--list')).not.toContain('adopt');
  });

  it.each([
    ['no objects', { objects: ' ' }, /Give the service's objects/],
    ['what is no YAML', { objects: '{' }, /are no YAML/],
    [
      'no workload',
      { objects: stringify({ kind: 'Service', metadata: { name: 'x' } }) },
      /no workload among the objects/,
    ],
    [
      'values of a Secret',
      {
        objects: stringify({
          kind: 'Secret',
          metadata: { name: 'keys' },
          data: { key: 'aHVudGVyMg==' },
        }),
      },
      /Secret 'keys' is among the objects with its values/,
    ],
    [
      'aliases of aliases',
      {
        objects: `a: &a [1,1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]`,
      },
      /Excessive alias count/,
    ],
    ['another environment', { environment: 'moon' }, /no environment 'moon'/],
    ['a folder outside', { sourcePath: '../..' }, /outside/],
  ])('refuses %s', async (_, more, message) => {
    const error = await failureOf(run(more));
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain('hunter2');
    expect(error.message).not.toContain('aHVudGVyMg');
  });

  it('never touches what Argo CD reads', async () => {
    await expect(
      run({ repositoryUrl: `${server.baseUrl}/deploy` }),
    ).rejects.toThrow('is the GitOps repository of an environment');
  });

  it('asks whether the user may make services', async () => {
    await expect(run({}, { result: AuthorizeResult.DENY })).rejects.toThrow(
      'You may not create services',
    );
  });
});
