/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolder from '@backstage/plugin-scaffolder-backend';
import gitea from '@backstage/plugin-scaffolder-backend-module-gitea';
import github from '@backstage/plugin-scaffolder-backend-module-github';
import gitlab from '@backstage/plugin-scaffolder-backend-module-gitlab';
import {
  TemplateEntityV1beta3,
  templateEntityV1beta3Validator,
} from '@backstage/plugin-scaffolder-common';
import goldenPath from '@openpolicy/plugin-scaffolder-backend-module-golden-path';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';

const folder = resolve(__dirname, '../../../templates');

interface Schema {
  properties?: Record<string, Schema>;
  required?: string[];
}

type Step = TemplateEntityV1beta3['spec']['steps'][number];

const templates = readdirSync(folder, { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(({ name }): [string, TemplateEntityV1beta3] => [
    name,
    parse(readFileSync(join(folder, name, 'template.yaml'), 'utf8')),
  ]);

const steps = templates.flatMap(([name, { spec }]) =>
  spec.steps.map((step, index): [string, string, Step, Step[]] => [
    name,
    String(step.id),
    step,
    spec.steps.slice(0, index),
  ]),
);

/** Every `${{ … }}` below a value. */
const expressionsIn = (value: unknown): string[] =>
  [...JSON.stringify(value ?? null).matchAll(/\$\{\{(.*?)\}\}/g)].map(
    ([, expression]) => expression,
  );

const questionsOf = ({ spec }: TemplateEntityV1beta3): Schema =>
  Object.assign(
    {},
    ...[spec.parameters ?? []].flat().map(page => (page as Schema).properties),
  );

/** What a service needs of the shipped catalog. */
function platformEntities(): Entity[] {
  return ['system.yaml', 'org/groups.yaml'].flatMap(file =>
    parseAllDocuments(
      readFileSync(resolve(folder, '../catalog-info', file), 'utf8'),
    )
      .map(document => document.toJS())
      .map(entity => ({
        ...entity,
        metadata: { namespace: 'default', ...entity.metadata },
      })),
  );
}

/** A folder as a dry run takes it. */
function filesBelow(root: string) {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(({ parentPath, name }) => {
      const file = join(parentPath, name);
      return {
        path: relative(root, file),
        base64Content: readFileSync(file).toString('base64'),
      };
    });
}

describe('the shipped templates', () => {
  let backend: TestBackend;
  let actions: Map<string, { input?: Schema; output?: Schema }>;

  beforeAll(async () => {
    backend = await startTestBackend({
      features: [
        scaffolder,
        gitea,
        github,
        gitlab,
        goldenPath,
        catalogServiceMock.factory({ entities: platformEntities() }),
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost:3000' },
            goldenPath: {
              git: { servers: [{ baseUrl: 'https://git.example.com' }] },
              repositories: { url: 'https://git.example.com' },
            },
          },
        }),
      ],
    });
    actions = new Map(
      (await ask('actions')).map(({ id, schema = {} }: any) => [id, schema]),
    );
  }, 60_000);

  afterAll(() => backend?.stop());

  async function ask(path: string, body?: object) {
    const answer = await fetch(
      `http://localhost:${backend.server.port()}/api/scaffolder/v2/${path}`,
      {
        method: body ? 'POST' : 'GET',
        headers: {
          authorization: 'Bearer mock-user-token',
          'content-type': 'application/json',
        },
        body: body && JSON.stringify(body),
      },
    );
    if (!answer.ok) {
      throw new Error(
        `${path} answers ${answer.status}: ${await answer.text()}`,
      );
    }
    return answer.json();
  }

  it('are all listed for the catalog', () => {
    const { targets } = parse(
      readFileSync(join(folder, 'all.yaml'), 'utf8'),
    ).spec;
    expect([...targets].sort()).toEqual(
      templates.map(([name]) => `./${name}/template.yaml`).sort(),
    );
  });

  it.each(templates)('%s has the shape of a template', async (_, template) => {
    await expect(templateEntityV1beta3Validator.check(template)).resolves.toBe(
      true,
    );
    const ids = template.spec.steps.map(({ id }) => id);
    // A dash would be read as a minus in an expression.
    expect(ids.filter(id => !/^[a-z][A-Za-z]*$/.test(id ?? ''))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(templates)(
    '%s asks for nothing that no step reads',
    (_, template) => {
      const { steps: all, output } = template.spec;
      const read = [...expressionsIn(all), ...expressionsIn(output)].join(' ');
      // A draft takes all that it knows; what is only looked at is of type null.
      const whole = /\bparameters\s*(?!\.)(\s|$)/.test(read);
      const unread = Object.entries(questionsOf(template)).filter(
        ([name, { type }]: [string, any]) =>
          type !== 'null' && !whole && !read.includes(`parameters.${name}`),
      );
      expect(unread).toEqual([]);
    },
  );

  it.each(templates)('%s reads only what it asks for', (_, template) => {
    const known = Object.keys(questionsOf(template));
    const read = [
      ...JSON.stringify(template.spec).matchAll(/\bparameters\.(\w+)/g),
    ].map(([, name]) => name);
    expect(read.filter(name => !known.includes(name))).toEqual([]);
  });

  it.each(steps)('%s, %s: the action takes what it gets', (_, _id, step) => {
    const action = actions.get(step.action);
    expect([step.action, action !== undefined]).toEqual([step.action, true]);
    const { properties = {}, required = [] } = action!.input ?? {};
    const given = Object.keys(step.input ?? {});
    expect(given.filter(name => !(name in properties))).toEqual([]);
    expect(required.filter(name => !given.includes(name))).toEqual([]);
  });

  it.each(steps)(
    '%s, %s: refers to outputs of steps before it',
    (_, _id, step, before) => {
      expect(unknownOutputs([step], before)).toEqual([]);
    },
  );

  it.each(templates)('%s ends with outputs that there are', (_, { spec }) => {
    expect(unknownOutputs(spec.output, spec.steps)).toEqual([]);
  });

  it.each(
    steps.filter(([, , { input }]) => String(input?.url).startsWith('./')),
  )('%s, %s: finds the folder that it copies', (name, _, { input }) => {
    const { language } = questionsOf(
      templates.find(([known]) => known === name)![1],
    ) as any;
    for (const value of language.enum) {
      const url = String(input!.url).replace(
        '${{ parameters.language }}',
        value,
      );
      expect(existsSync(join(folder, name, url))).toBe(true);
    }
  });

  it.each(['node', 'go'])(
    'service makes a repository in %s by the scaffolder',
    async language => {
      const [, template] = templates.find(([name]) => name === 'service')!;
      const title = 'a: "b" {{ 7 * 7 }} ${{ parameters.name }}';
      const { directoryContents, output } = await ask('dry-run', {
        template: {
          ...template,
          spec: {
            ...template.spec,
            // What needs neither a cluster nor another backend.
            steps: template.spec.steps.filter(({ id }) =>
              ['skeleton', 'render'].includes(id!),
            ),
          },
        },
        values: {
          name: 'coupon-service',
          title,
          description: 'Checks and redeems coupons.',
          owner: 'group:default/platform-team',
          system: 'system:default/openpolicy-platform',
          language,
          port: 9025,
          environment: 'dev',
        },
        directoryContents: filesBelow(join(folder, 'service')),
      });
      const files = new Map<string, string>(
        directoryContents.map(({ path, base64Content }: any) => [
          path,
          Buffer.from(base64Content, 'base64').toString(),
        ]),
      );
      expect([...files.keys()]).toEqual(
        expect.arrayContaining([
          'repository/Dockerfile',
          'repository/.gitignore',
          'repository/service.yaml',
          language === 'go' ? 'repository/go.mod' : 'repository/package.json',
        ]),
      );
      expect(
        parse(files.get('repository/catalog-info.yaml')!).metadata.title,
      ).toBe(title);
      expect(output.links).toContainEqual({
        title: 'Repository',
        url: 'https://git.example.com/coupon-service',
      });
    },
    30_000,
  );

  it('adopt-service proposes a spec by the scaffolder', async () => {
    const [, template] = templates.find(([name]) => name === 'adopt-service')!;
    const objects = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'wishes', namespace: 'openpolicy-platform' },
      spec: {
        replicas: 3,
        template: {
          spec: {
            containers: [
              {
                name: 'app',
                image: 'registry.example.com/openpolicy/wishes:1.4.0',
                ports: [{ name: 'http', containerPort: 9026 }],
              },
            ],
          },
        },
      },
    };
    const { output, steps: ran } = await ask('dry-run', {
      template: {
        ...template,
        spec: {
          ...template.spec,
          steps: template.spec.steps.filter(({ id }) =>
            ['manifests', 'adopt'].includes(id!),
          ),
        },
      },
      values: {
        repositoryUrl: 'https://github.com/openpolicy/wishes',
        owner: 'group:default/platform-team',
        system: 'system:default/openpolicy-platform',
        environment: 'dev',
        objects: JSON.stringify(objects),
      },
      directoryContents: [],
    });
    expect(ran.map(({ id }: { id: string }) => id)).toContain('adopt');
    expect(output.text[0].content).toContain('Brings `wishes`');
  }, 30_000);

  function unknownOutputs(value: unknown, before: Step[]): string[] {
    const references = expressionsIn(value).flatMap(expression => [
      ...expression.matchAll(/\bsteps\.(\w+)\.output\.(\w+)/g),
    ]);
    return references
      .filter(([, id, output]) => {
        const step = before.find(known => known.id === id);
        const schema = step && actions.get(step.action)?.output;
        return !schema || !(output in (schema.properties ?? {}));
      })
      .map(([reference]) => reference);
  }
});
