/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ManifestSet } from '../types';
import { buildCorpus, splitDocuments } from './buildCorpus';
import { classify } from './classify';

const configMap = (name: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`;
const rules =
  'groups:\n  - name: shop\n    rules:\n      - alert: A\n        expr: up\n';

describe('classify', () => {
  it.each([
    ['prod/services/shop/configmap.yaml', configMap('shop'), 'objects'],
    [
      'local/kind.yaml',
      'apiVersion: kind.x-k8s.io/v1alpha4\nkind: Cluster\n',
      'other',
    ],
    [
      'shop.yaml',
      'apiVersion: backstage.io/v1alpha1\nkind: Component\n',
      'other',
    ],
    ['prod/promtool/shop.rules.yaml', rules, 'prometheus-rules'],
    ['anywhere/rules.yaml', rules, 'prometheus-rules'],
    [
      'prod/promtool/shop.test.yaml',
      'rule_files: []\ntests: []\n',
      'prometheus-tests',
    ],
    ['anywhere/test.yaml', 'rule_files: []\ntests: []\n', 'prometheus-tests'],
    [
      'prod/monitoring/alertmanager.yaml',
      'route: {}\nreceivers: []\n',
      'alertmanager-config',
    ],
    ['ci/.github/workflows/build.yml', 'name: build\n', 'workflow'],
    ['ci/build.yaml', 'on: push\njobs: {}\n', 'workflow'],
    ['prod/monitoring/values.yaml', 'grafana:\n  enabled: true\n', 'other'],
    ['docs/runbook.md', 'apiVersion: v1\nkind: Nothing\n', 'other'],
    ['dashboards/shop.json', '{"title": "Shop"}', 'other'],
    ['prod/twice.yaml', 'a: 1\na: 2\n', 'broken'],
    ['prod/open.yaml', 'a: [1\n', 'broken'],
    ['prod/mixed.yaml', `${configMap('shop')}---\ngrafana: {}\n`, 'broken'],
  ])('takes %s for what it is', (path, content, kind) => {
    expect(classify(path, content).kind).toBe(kind);
  });

  it('says why a file is broken, without the line, so that equal faults group', () => {
    expect(classify('a.yaml', 'a: 1\na: 2\n').error).toBe(
      'Map keys must be unique',
    );
  });
});

describe('splitDocuments', () => {
  it('keeps the first line of what follows a marker', () => {
    expect(
      splitDocuments(`# header\n${configMap('a')}---\n${configMap('b')}`),
    ).toEqual([`# header\n${configMap('a')}`, configMap('b')]);
  });

  it('is not misled by a marker inside a text', () => {
    const text = 'a: |\n  ---\n  b\n';
    expect(splitDocuments(text)).toEqual([text]);
  });

  it('drops documents that hold only comments', () => {
    expect(splitDocuments('# nothing\n---\n')).toEqual([]);
  });
});

describe('buildCorpus', () => {
  const set = (id: string, files: Record<string, string>): ManifestSet => ({
    id,
    tree: id.split('/').slice(0, 2).join('/'),
    files: Object.entries(files).map(([path, content]) => ({ path, content })),
  });

  it('keeps an object once, with all its places and trees', () => {
    const file = { 'services/shop/configmap.yaml': configMap('shop') };
    const corpus = buildCorpus([
      set('dev/rolling/shop', file),
      set('dev/canary/shop', file),
      set('dev/canary/other', { 'x.yaml': configMap('other') }),
    ]);
    expect(corpus.objects).toHaveLength(2);
    expect(corpus.objects[0]).toMatchObject({
      kind: 'ConfigMap',
      name: 'shop',
      places: [
        'dev/rolling/shop: services/shop/configmap.yaml',
        'dev/canary/shop: services/shop/configmap.yaml',
      ],
      trees: ['dev/rolling', 'dev/canary'],
    });
    expect(corpus.objectsOf.get('dev/canary/shop')).toEqual([
      corpus.objects[0],
    ]);
  });

  it('runs the same test again when only the rules beside it differ', () => {
    const test = 'rule_files:\n  - shop.rules.yaml\ntests: []\n';
    const corpus = buildCorpus(
      [rules, rules, rules.replace('up', 'down')].map((content, index) =>
        set(`env${index}/rolling/shop`, {
          'env/promtool/shop.rules.yaml': content,
          'env/promtool/shop.test.yaml': test,
          // Not named by the test, so that it changes nothing.
          'env/promtool/other.rules.yaml': `${rules}# ${index}\n`,
        }),
      ),
    );
    const tests = corpus.files['prometheus-tests'];
    expect(tests.map(({ places }) => places.length)).toEqual([2, 1]);
    expect(tests[1].siblings.get('shop.rules.yaml')).toContain('down');
    expect([...tests[1].siblings.keys()]).toEqual(['shop.rules.yaml']);
    expect(corpus.files['prometheus-rules']).toHaveLength(5);
  });
});
