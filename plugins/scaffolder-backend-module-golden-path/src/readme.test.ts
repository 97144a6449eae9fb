/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  scaffolderActionsExtensionPoint,
  TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { scaffolderModuleGoldenPath } from './module';

describe('README.md', () => {
  let actions: TemplateAction<any, any, any>[];
  let page: string;

  beforeAll(async () => {
    actions = await readActions();
    page = await readFile(resolve(__dirname, '../README.md'), 'utf8');
  });

  it('describes the actions that there are', () => {
    const described = [...page.matchAll(/^### `(goldenPath:\w+)`$/gm)];
    expect(described.map(([, id]) => id).sort()).toEqual(
      actions.map(({ id }) => id).sort(),
    );
  });

  it('describes all inputs and outputs, and which of them are always there', () => {
    const described = actions.map(({ id }) => ({
      id,
      fields: rowsOf(sectionOf(page, id)),
    }));
    expect(described).toEqual(
      actions.map(({ id, schema }) => ({
        id,
        fields: [
          ...fieldsOf(schema?.input, 'input'),
          ...fieldsOf(schema?.output, 'output'),
        ],
      })),
    );
  });
});

/** What the module gives to the scaffolder. */
async function readActions(): Promise<TemplateAction<any, any, any>[]> {
  const actions: TemplateAction<any, any, any>[] = [];
  const backend = await startTestBackend({
    extensionPoints: [
      [
        scaffolderActionsExtensionPoint,
        { addActions: (...added) => void actions.push(...added) },
      ],
    ],
    features: [
      scaffolderModuleGoldenPath,
      catalogServiceMock.factory(),
      mockServices.rootConfig.factory({
        data: { app: { baseUrl: 'https://portal.example.com' } },
      }),
    ],
  });
  await backend.stop();
  return actions;
}

function sectionOf(page: string, id: string): string {
  const [, after = ''] = page.split(`\n### \`${id}\`\n`);
  return after.split(/^##/m)[0];
}

/** As `draft input *`. */
function rowsOf(section: string): string[] {
  return [...section.matchAll(/^\| `(\w+)` +\| (input|output)( \\\*)? /gm)].map(
    ([, name, part, star]) => `${name} ${part}${star ? ' *' : ''}`,
  );
}

function fieldsOf(schema: any, part: string): string[] {
  const { properties = {}, required = [] } = schema ?? {};
  return Object.keys(properties).map(
    name => `${name} ${part}${required.includes(name) ? ' *' : ''}`,
  );
}
