/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import { screen } from '@testing-library/react';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';

const ROOT = resolve(__dirname, '../../..');
const read = (path: string) => parse(readFileSync(resolve(ROOT, path), 'utf8'));

/** What the configuration says of the Create page; the rest is about plugins that this test does without. */
const extensions = read('app-config.yaml').app.extensions.filter(
  (entry: string | object) =>
    typeof entry === 'object' && Object.keys(entry)[0].includes('scaffolder'),
);

/** In the order of their names, as the catalog gives them. */
const templates: object[] = read('templates/all.yaml')
  .spec.targets.map((target: string) => read(`templates/${target}`))
  .map((entity: any) => ({
    ...entity,
    metadata: { namespace: 'default', ...entity.metadata },
  }));

/** The catalog's answers, as far as the page reads them. */
function answer(url: string): unknown {
  if (url.includes('/entity-facets')) {
    return { facets: {} };
  }
  return url.includes('/entities/by-query')
    ? { items: [], totalItems: templates.length, pageInfo: {} }
    : templates;
}

describe('the Create page', () => {
  it('begins with the template for a new service, and shows each one once', async () => {
    renderTestApp({
      features: [catalogPlugin, scaffolderPlugin],
      initialRouteEntries: ['/create/templates'],
      config: {
        app: { baseUrl: 'http://localhost', extensions },
        backend: { baseUrl: 'http://localhost:7007' },
      },
      apis: [
        mockApis.fetch({
          baseImplementation: async input =>
            new Response(JSON.stringify(answer(String(input)))),
        }),
      ],
    });
    await screen.findAllByRole(
      'button',
      { name: 'Choose' },
      { timeout: 20_000 },
    );
    const headings = screen
      .getAllByRole('heading')
      .map(({ textContent }) => textContent)
      // Each card says the type above the title.
      .filter(text => text !== 'service');
    expect(headings.slice(headings.indexOf('Begin here'))).toEqual([
      'Begin here',
      'New service',
      'Services that are there',
      'Bring a service onto the golden path',
      'Change a service',
      'Remove a service that was not finished',
      'Upgrade a service',
    ]);
  }, 30_000);
});
