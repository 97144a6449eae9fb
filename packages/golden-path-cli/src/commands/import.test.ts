/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { join } from 'node:path';
import { ExampleFolder, REPOSITORY } from '../__testUtils__/runProgram';

const FIXTURES = join(
  REPOSITORY,
  'plugins/golden-path-common/src/__fixtures__',
);
const MATRIX = join(FIXTURES, 'service-matrix.csv');
const LIVE = join(FIXTURES, 'import/live.yaml');

describe('golden-path import', () => {
  let folder: ExampleFolder;

  beforeEach(() => {
    folder = new ExampleFolder();
  });

  afterEach(() => folder.remove());

  const run = (...args: string[]) => folder.run('import', ...args);

  describe('--table', () => {
    it('prints one entity a row, and apart from them what is wrong', () => {
      const { code, lines, errors } = run('--table', MATRIX);
      // The port that is given twice.
      expect(code).toBe(1);
      expect(lines.filter(line => line === 'kind: Component')).toHaveLength(24);
      expect(lines).toContain('  name: error-reporting-service');
      expect(errors).toContainEqual(
        expect.stringMatching(
          /service-matrix\.csv:4 error GP-IMPORT-003 The row 'Policy Service' has port 9001, .* 9009 is free\. \[component:default\/policy-service\]$/,
        ),
      );
      expect(errors.at(-1)).toBe('24 services, 1 error, 2 warnings, 1 info.');
    });

    it('writes files that validate reads', () => {
      const { lines } = run(
        '--table',
        MATRIX,
        '--out',
        'catalog-info/new',
        '--owner',
        'group:default/shop-team',
        '--system',
        'shop',
        '--tag',
        '1.3.0',
      );
      expect(lines).toHaveLength(24);
      expect(lines[0]).toBe('new      catalog-info/new/api-gateway.yaml');
      folder.edit(
        'catalog-info/all.yaml',
        text =>
          `${text.trimEnd()}\n    - ./new/api-gateway.yaml\n    - ./new/policy-service.yaml\n`,
      );
      folder.edit('catalog-info/shop.yaml', text =>
        text.replace('to: 7099', 'to: 9099'),
      );
      expect(
        folder.run('validate').lines.filter(line => line.includes(' error ')),
      ).toEqual([
        expect.stringMatching(
          /^catalog-info\/new\/policy-service\.yaml:\d+ error GP-PORT-006 /,
        ),
      ]);
    });

    it('overwrites no file', () => {
      folder.write('new/web-frontend.yaml', 'mine');
      const { code, errors } = run('--table', MATRIX, '--out', 'new');
      expect(code).toBe(2);
      expect(errors[0]).toMatch(
        /Failed to write '.*new\/web-frontend\.yaml': it is there already\./,
      );
      expect(folder.read('new/web-frontend.yaml')).toBe('mine');
      expect(() => folder.read('new/api-gateway.yaml')).toThrow('ENOENT');
    });

    it('gives scripts entities and findings', () => {
      const { entities, findings, counts } = run(
        '--table',
        MATRIX,
        '--json',
      ).json();
      expect(entities).toHaveLength(24);
      expect(counts).toEqual({ error: 1, warning: 2, info: 1, waived: 0 });
      expect(findings[0]).toMatchObject({ ruleId: 'GP-IMPORT-004', line: 2 });
    });
  });

  describe('--objects', () => {
    it('prints the proposed entity, and apart from it what would be lost', () => {
      const { code, lines, errors } = run('--objects', LIVE);
      expect(code).toBe(1);
      expect(lines).toEqual(
        expect.arrayContaining([
          '  name: billing-web',
          '  system: shop',
          '        port: 7041',
        ]),
      );
      expect(errors[0]).toBe('billing-web would lose:');
      expect(errors).toEqual(
        expect.arrayContaining([
          '  Service/billing-web spec.sessionAffinity = "ClientIP" is dropped',
          '  Deployment/billing spec.template.spec.containers[0].name = "billing" becomes "app"',
          '  ConfigMap/exchange-rates: nothing is rendered in its place',
          'ConfigMap/leftovers belongs to no service.',
        ]),
      );
      expect(errors.at(-1)).toMatch(/^1 service, \d+ losses\.$/);
    });

    it('loses nothing of what render wrote', () => {
      folder.run('render');
      const files = [
        'deployment',
        'service',
        'serviceaccount',
        'horizontalpodautoscaler',
        'configmap',
      ].map(kind => `deploy/stage/services/beacon/${kind}.yaml`);
      const result = run('--json', '--objects', ...files);
      expect(result.errors).toEqual([]);
      expect(result.code).toBe(0);
      expect(result.json()).toMatchObject({
        source: 'objects',
        unclaimed: [],
        services: [
          {
            entity: {
              metadata: { name: 'beacon' },
              spec: {
                runtime: {
                  image: { tag: '0.3.1' },
                  ports: [{ port: 7011 }],
                  resources: { memory: { request: '170Mi', limit: '190Mi' } },
                },
              },
            },
            losses: [],
          },
        ],
      });
    });
  });

  it.each([
    [
      'neither a table nor objects',
      [],
      2,
      /^import takes --table FILE or --objects FILE/,
    ],
    [
      'both',
      ['--table', MATRIX, '--objects', LIVE],
      2,
      /^import takes --table FILE or/,
    ],
    ['two tables', ['--table', MATRIX, MATRIX], 2, /is one too many\.$/],
    [
      'a table that is not there',
      ['--table', 'gone.md'],
      3,
      /^Failed to read '.*gone\.md': it does not exist\. Name a file that is there with --table\.$/,
    ],
    [
      'a document without a table',
      ['--table', 'catalog-info/all.yaml'],
      3,
      /^Failed to import 'catalog-info\/all\.yaml': There is no table with the columns Service and Port in it\. Name a file with one\.$/,
    ],
    [
      'objects that are not there',
      ['--objects', 'gone.yaml'],
      3,
      /^Failed to read '.*gone\.yaml': it does not exist\. Name a file of objects with --objects\.$/,
    ],
    [
      'objects without a workload',
      ['--objects', 'catalog-info/shop.yaml'],
      3,
      /^Failed to import 'catalog-info\/shop\.yaml': no workload is in it\. Get Deployments/,
    ],
    [
      'an environment that there is not',
      ['--objects', LIVE, '--environment', 'moon'],
      2,
      /^There is no environment 'moon'\. There are: stage\.$/,
    ],
  ])('refuses %s', (_, args, exitCode, message) => {
    const { code, lines, errors } = run(...args);
    expect(code).toBe(exitCode);
    expect(lines).toEqual([]);
    expect(errors).toHaveLength(1);
    expect(errors[0].replace('golden-path: ', '')).toMatch(message);
  });
});
