/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { GitopsFolder } from '../__testUtils__/GitopsFolder';

const ENTITY = 'checkout/catalog/coupons.yaml';

describe('golden-path publish', () => {
  let folder: GitopsFolder;

  const changes = () => folder.git('status', '--porcelain');

  beforeEach(() => {
    folder = new GitopsFolder();
  });

  afterEach(() => folder.remove());

  it('changes nothing of what the catalog and a delivery have made', () => {
    expect(folder.git('ls-files').split('\n')).toEqual(
      expect.arrayContaining([
        'README.md',
        'argocd/application-coupons.yaml',
        'catalog/coupons.yaml',
        'promtool/coupons.test.yaml',
        'services/coupons/deployment.yaml',
        'services/pricing/edge-coupons.yaml',
      ]),
    );
    const { code, lines } = folder.into('publish');
    expect({ code, last: lines.at(-1) }).toEqual({
      code: 0,
      last: 'Published; 0 files changed.',
    });
    expect(changes()).toBe('');
  });

  it('renders a delivered service by the changed platform, and keeps what lets it in', () => {
    folder.moveRegistry();
    expect(folder.into('publish').code).toBe(0);
    expect(folder.read('checkout/services/coupons/deployment.yaml')).toContain(
      'registry.example.net/moved/coupons:0.1.0',
    );
    expect(folder.git('diff', '--name-only', '--diff-filter=AD')).toBe('');
    expect(folder.read('checkout/services/pricing/edge-coupons.yaml')).toMatch(
      /kind: NetworkPolicy[^]*name: coupons/,
    );
    expect(folder.git('diff', '--name-only', 'catalog', 'README.md')).toBe('');
    folder.commit();
    expect(folder.into('publish').lines).toContain(
      'Published; 0 files changed.',
    );
  });

  it('brings back a delivered service that a copied tree took away', () => {
    folder.git('rm', '-r', '--quiet', 'services/coupons');
    folder.git('rm', '--quiet', 'services/pricing/edge-coupons.yaml');
    folder.into('publish');
    folder.git('add', '--all');
    expect(changes()).toBe('');
  });

  it('removes what is rendered no longer, and nothing else', () => {
    folder.write('checkout/services/coupons/mine.yaml', 'a: 1\n');
    folder.write('checkout/catalog/all.yaml', 'kind: Location\n');
    folder.commit();
    folder.remove(ENTITY);
    const { code, lines } = folder.into('publish');
    expect(code).toBe(0);
    expect(lines).toContain('removed  services/coupons/deployment.yaml');
    expect(lines).toContain('removed  services/pricing/edge-coupons.yaml');
    expect(folder.git('ls-files', '--deleted')).not.toMatch(/mine|all\.yaml/);
  });

  it.each([
    [
      'is no YAML',
      (text: string) => text.replace('kind:', 'kind: ['),
      /checkout\/catalog\/coupons\.yaml': .*Correct the YAML\.$/,
    ],
    [
      'was cut off',
      (text: string) => text.split('\n')[0],
      /'catalog\/coupons\.yaml': it does not hold one Component of that name with spec\.runtime\. Mend it .*; nothing was published\.$/,
    ],
    [
      'has another name',
      (text: string) => text.replace('name: coupons', 'name: vouchers'),
      /'catalog\/coupons\.yaml': it does not hold one Component of that name/,
    ],
    [
      'lost its runtime',
      (text: string) => text.replace(/\n {2}runtime:[^]*$/, '\n'),
      /'catalog\/coupons\.yaml': it does not hold one Component of that name/,
    ],
    [
      'has a field that there is not',
      (text: string) => text.replace('    tier: 3', '    tier: 3\n    teir: 3'),
      /^catalog\/coupons\.yaml:\d+ error GP-SPEC-\d+ .*teir/,
    ],
    [
      'belongs to no platform',
      (text: string) => text.replace('system:default/shop', 'system:default/x'),
      /^catalog\/coupons\.yaml:\d+ error GP-\w+-\d+ .*system:default\/x/,
    ],
    [
      'has the port of another service',
      (text: string) => text.replace('7099', '7023'),
      /error GP-PORT-\d+ .*7023.*coupons/,
    ],
  ])('publishes nothing if a delivered service %s', (_, breakIt, message) => {
    folder.moveRegistry();
    folder.edit(ENTITY, breakIt);
    const before = changes();
    const { code, lines, errors } = folder.into('publish');
    expect(code).toBeGreaterThan(0);
    const said = [...lines, ...errors].filter(line => message.test(line));
    expect({ said, all: [...lines, ...errors] }).toMatchObject({
      said: [expect.anything()],
    });
    expect(changes()).toBe(before);
  });

  it('publishes nothing if the catalog has a service of that name meanwhile', () => {
    folder.moveRegistry();
    folder.write('catalog-info/more.yaml', folder.read(ENTITY));
    folder.edit('catalog-info/all.yaml', text =>
      text.replace('./services.yaml', './services.yaml\n    - ./more.yaml'),
    );
    const { code, errors } = folder.into('publish');
    expect({ code, errors }).toEqual({
      code: 2,
      errors: [
        "golden-path: Failed to publish 'component:default/coupons': the catalog has it in 'catalog-info/more.yaml', the GitOps repository in 'catalog/coupons.yaml'. Take it away from one of the two; nothing was published.",
      ],
    });
    expect(changes()).toBe('');
  });

  it('writes nothing over a file that somebody else put there', () => {
    folder.moveRegistry();
    folder.write('checkout/services/coupons/deployment.yaml', 'mine: true\n');
    const before = changes();
    const { code, errors } = folder.into('publish');
    expect(code).toBe(2);
    expect(errors.join()).toContain('a file without our header stands there');
    expect(changes()).toBe(before);
  });

  it.each([
    [['--to', 'checkout'], 'needs --environment and --to'],
    [['--environment', 'moon', '--to', 'checkout'], "no environment 'moon'"],
    [['--environment', 'stage', '--to', 'nowhere'], "no folder 'nowhere'"],
    [['coupons'], "takes no 'coupons'"],
  ])('refuses %j', (args, message) => {
    const { code, errors } = folder.run('publish', ...args);
    expect(code).toBe(2);
    expect(errors.join('\n')).toContain(message);
  });
});
