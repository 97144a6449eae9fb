/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  PreviewFile,
  PreviewFinding,
} from '@openpolicy/plugin-golden-path-common';
import {
  countsOf,
  entriesOf,
  openEntry,
  sectionsOf,
  sortFindings,
} from './presentPreview';

const file = (path: string): PreviewFile => ({
  path,
  content: `${path}\n`,
  kind: 'new',
});
const finding = (more: Partial<PreviewFinding>): PreviewFinding => ({
  ruleId: 'GP-PORT-001',
  severity: 'error',
  entityRef: 'component:default/coupons',
  path: 'spec.runtime.ports[0].port',
  message: 'm',
  fix: 'f',
  docs: 'd',
  ...more,
});
const WAIVER = { reason: 'r', expires: '2027-01-31' };

describe('sectionsOf', () => {
  it('groups files by repository and folder, the root first', () => {
    const sections = sectionsOf([
      {
        title: 'Service repository',
        files: [file('docs/index.md'), file('README.md'), file('a/b/c.ts')],
      },
    ]);
    expect(
      sections[0].folders.map(({ folder, files }) => [
        folder,
        files.map(({ name }) => name),
      ]),
    ).toEqual([
      ['', ['README.md']],
      ['a/b/', ['c.ts']],
      ['docs/', ['index.md']],
    ]);
  });

  it('tells files of one path in two repositories apart', () => {
    const entries = entriesOf(
      sectionsOf([
        { title: 'A', files: [file('README.md')] },
        { title: 'B', files: [file('README.md')] },
      ]),
    );
    expect(new Set(entries.map(({ key }) => key)).size).toBe(2);
  });
});

describe('a changed file', () => {
  const changed = (path: string, before: string, content: string) => ({
    path,
    before,
    content,
    kind: 'changed' as const,
  });
  const withHash = (hash: string, rest = '') =>
    `metadata:\n  annotations:\n    runtime.openpolicy.io/spec-hash: "${hash}"\n${rest}`;
  const entries = entriesOf(
    sectionsOf([
      {
        title: 'A',
        files: [
          changed('s/deployment.yaml', withHash('5f'), withHash('71')),
          changed(
            's/hpa.yaml',
            withHash('5f', 'min: 2\n'),
            withHash('71', 'min: 3\n'),
          ),
          { ...file('s/new.yaml'), content: withHash('71') },
        ],
      },
    ]),
  );

  it('is told from one of which only the hash is different', () => {
    expect(entries.map(({ isHashOnly }) => isHashOnly)).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('is opened before one of which only the hash is different', () => {
    expect(openEntry(entries, undefined)?.name).toBe('hpa.yaml');
  });
});

describe('openEntry', () => {
  it.each([
    [['README.md', 'service.yaml'], 'service.yaml'],
    [
      ['argocd/a.yaml', 'services/a/deployment.yaml'],
      'services/a/deployment.yaml',
    ],
    [['b.yaml'], 'b.yaml'],
    [[], undefined],
  ])('of %j is %s', (paths, expected) => {
    const entries = entriesOf(
      sectionsOf([{ title: 'A', files: paths.map(file) }]),
    );
    expect(openEntry(entries, undefined)?.file.path).toBe(expected);
  });
});

describe('openEntry while the name changes', () => {
  const entriesFor = (name: string) =>
    entriesOf(
      sectionsOf([
        {
          title: 'A',
          files: [
            file(`argocd/${name}.yaml`),
            file(`services/${name}/service.yaml`),
            file(`services/${name}/deployment.yaml`),
          ],
        },
      ]),
    );
  const [, service] = entriesFor('cart');

  it('stays with the file of the same name', () => {
    expect(openEntry(entriesFor('carts'), service)?.file.path).toBe(
      'services/carts/service.yaml',
    );
  });

  it('goes back to the first one where there is none', () => {
    const others = entriesOf(
      sectionsOf([{ title: 'B', files: [file('services/cart/service.yaml')] }]),
    );
    expect(openEntry(others, service)?.group).toBe('B');
  });
});

describe('countsOf', () => {
  it('counts files of all repositories, and a waived error as none', () => {
    expect(
      countsOf({
        placeholders: [],
        groups: [
          { title: 'A', files: [file('a'), file('b')] },
          { title: 'B', files: [file('c')] },
        ],
        findings: [
          finding({}),
          finding({ waiver: WAIVER }),
          finding({ severity: 'warning' }),
          finding({ severity: 'info' }),
        ],
      }),
    ).toEqual({ files: 3, errors: 1, warnings: 1 });
  });
});

describe('sortFindings', () => {
  it('puts errors first and what needs nothing apart', () => {
    const { problems, notes } = sortFindings([
      finding({ ruleId: 'a', severity: 'info' }),
      finding({ ruleId: 'b', severity: 'warning' }),
      finding({ ruleId: 'c', waiver: WAIVER }),
      finding({ ruleId: 'd' }),
    ]);
    expect(problems.map(({ ruleId }) => ruleId)).toEqual(['d', 'b']);
    expect(notes.map(({ ruleId }) => ruleId)).toEqual(['a', 'c']);
  });
});
