/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ConfigReader } from '@backstage/config';
import {
  createMockDirectory,
  mockCredentials,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import {
  DeliveryTargets,
  GitServers,
} from '@openpolicy/plugin-golden-path-node';
import { shopEntities } from '@openpolicy/plugin-golden-path-node/testUtils';
import { parse } from 'yaml';
import { createRenderRepositoryAction } from './renderRepository';
import { examples } from './renderRepository.examples';

const workspace = createMockDirectory();
beforeEach(() => workspace.clear());

const draft = {
  name: 'coupons',
  title: '{{ name }} "quoted"',
  owner: 'group:default/shop-team',
  system: 'system:default/shop',
  language: 'node',
  port: 7042,
  preview: 'a field of the form that is none of the service',
};

async function run(
  input: Record<string, unknown>,
  options: { isDryRun?: boolean; home?: string } = {},
) {
  const { home = 'https://git.example.com' } = options;
  const config = new ConfigReader({
    integrations: { gitea: [{ host: 'gitea.example.com' }] },
    goldenPath: {
      git: { servers: [{ baseUrl: 'https://git.example.com' }] },
      repositories: { url: home },
    },
  });
  const outputs: Record<string, any> = {};
  await createRenderRepositoryAction({
    catalog: catalogServiceMock({
      entities: shopEntities('https://git.example.com/deploy.git'),
    }),
    gitServers: GitServers.fromConfig(config),
    targets: DeliveryTargets.fromConfig(config),
  }).handler({
    ...createMockActionContext({
      workspacePath: workspace.path,
      getInitiatorCredentials: async () => mockCredentials.user(),
    }),
    input: input as any,
    isDryRun: options.isDryRun ?? false,
    output: (name: string, value: unknown) => {
      outputs[name] = value;
    },
  } as any);
  return outputs;
}

const content = () => workspace.content() as any;

describe('goldenPath:renderRepository', () => {
  it('writes the generated files beside the static ones', async () => {
    workspace.setContent({ repository: { src: { 'main.ts': 'static' } } });
    const outputs = await run({ draft });
    const { repository } = content();
    expect(repository.src['main.ts']).toBe('static');
    expect(JSON.parse(repository['package.json']).name).toBe('coupons');
    expect(parse(repository['catalog-info.yaml']).metadata).toMatchObject({
      title: '{{ name }} "quoted"',
      annotations: {
        'backstage.io/source-location': 'url:https://git.example.com/coupons',
      },
    });
    expect(outputs).toMatchObject({
      provider: 'git',
      repositoryUrl: 'https://git.example.com/coupons',
      defaultBranch: 'main',
    });
    expect(outputs.files).toContain('.github/workflows/ci.yaml');
  });

  it('says where the repository is to be made', async () => {
    expect(
      await run({ draft }, { home: 'https://gitea.example.com/shop' }),
    ).toMatchObject({
      provider: 'gitea',
      repoUrl: 'gitea.example.com?owner=shop&repo=coupons',
      repositoryUrl: 'https://gitea.example.com/shop/coupons',
    });
  });

  it('changes nothing the second time', async () => {
    await run({ draft });
    const before = content();
    await run({ draft });
    expect(content()).toEqual(before);
  });

  it('writes into the workspace in a dry run, too, and nowhere else', async () => {
    await run({ draft }, { isDryRun: true });
    expect(Object.keys(content())).toEqual(['repository']);
  });

  it('overwrites no file of the skeleton, and writes nothing then', async () => {
    workspace.setContent({ repository: { 'README.md': 'mine' } });
    await expect(run({ draft })).rejects.toThrow(
      "Failed to write 'README.md': the skeleton has a file of that name",
    );
    expect(content()).toEqual({ repository: { 'README.md': 'mine' } });
  });

  it('says so if the skeleton has a folder in the way', async () => {
    workspace.setContent({ repository: { 'README.md': { a: 'b' } } });
    await expect(run({ draft })).rejects.toThrow(
      "Failed to write 'README.md': the skeleton has something in its place (EISDIR)",
    );
  });

  it.each([
    ['a folder outside', { draft, targetPath: '../out' }, /outside/],
    ['an absolute folder', { draft, targetPath: '/tmp/out' }, /outside/],
    ['a name that is none', { draft: { ...draft, name: '../x' } }, /no name/],
    ['no port', { draft: { ...draft, port: undefined } }, /'port'/],
    ['another language', { draft: { ...draft, language: 'c' } }, /'language'/],
    [
      'another environment',
      { draft, environment: 'moon' },
      /no environment 'moon'. Its environments are: stage/,
    ],
    [
      'another system',
      { draft: { ...draft, system: 'system:default/moon' } },
      /no System 'system:default\/moon'/,
    ],
  ])('refuses %s', async (_, input, message) => {
    await expect(run(input)).rejects.toThrow(message);
    expect(content()).toEqual({});
  });

  it.each(examples.map(({ description, example }) => [description, example]))(
    'runs the example: %s',
    async (_, example) => {
      const [{ input, action }] = parse(example).steps;
      expect(action).toBe('goldenPath:renderRepository');
      const { files } = await run(input);
      expect(files).toContain(
        input.draft.language === 'go' ? 'go.mod' : 'package.json',
      );
      expect(Object.keys(content())).toEqual([
        input.targetPath ?? 'repository',
      ]);
    },
  );
});
