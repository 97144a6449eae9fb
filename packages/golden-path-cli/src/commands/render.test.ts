/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  ExampleFolder,
  REPOSITORY,
  runProgram,
} from '../__testUtils__/runProgram';

describe('the repository', () => {
  it('has in deploy/ exactly what catalog-info/ renders', () => {
    const { code, lines } = runProgram(REPOSITORY, 'render', '--check');
    expect(lines.at(-1)).toBe('Every file is what the catalog renders.');
    expect(code).toBe(0);
  });

  it('has one finding that asks for something, the port that the set-up document gives twice, and a waiver for it', () => {
    const { lines } = runProgram(REPOSITORY, 'validate');
    expect(
      lines.filter(line => / (error|warning|waived) GP-[A-Z]+-\d/.test(line)),
    ).toEqual([
      expect.stringMatching(
        /^catalog-info\/services\/policy-service\.yaml:\d+ waived GP-PORT-006 'spec\.runtime\.ports\[0\]\.port' is 9001, which 'api-gateway' uses already\./,
      ),
    ]);
  });
});

describe('golden-path render', () => {
  let folder: ExampleFolder;

  beforeEach(() => {
    folder = new ExampleFolder();
  });

  afterEach(() => folder.remove());

  const render = (...args: string[]) => folder.run('render', ...args);

  const account = 'deploy/stage/services/beacon/serviceaccount.yaml';

  it('brings a hand-edited file back and removes one that is no longer rendered', () => {
    render();
    const original = folder.read(account);
    folder.edit(account, text => text.replace('name: beacon', 'name: bacon'));
    folder.write('deploy/stage/services/old.yaml', original);

    const { code, lines } = render();

    expect(code).toBe(0);
    expect(lines.slice(-3)).toEqual([
      `changed  ${account}`,
      'removed  deploy/stage/services/old.yaml',
      'Rendered; 2 files changed.',
    ]);
    expect(folder.read(account)).toBe(original);
    expect(() => folder.read('deploy/stage/services/old.yaml')).toThrow(
      'ENOENT',
    );
  });

  it('with --check names what differs and changes nothing', () => {
    render();
    folder.edit(account, text => `${text}# by hand\n`);

    const { code, lines } = render('--check');

    expect(code).toBe(1);
    expect(lines.slice(-2)).toEqual([
      `changed  ${account}`,
      '1 file differs. Render without --check and commit the result.',
    ]);
    expect(folder.read(account)).toContain('by hand');
  });

  it('tells scripts what it changed as JSON', () => {
    render();
    folder.edit(account, text => `${text}# by hand\n`);
    expect(render('--check', '--json').json()).toMatchObject({
      tool: 'golden-path',
      command: 'render',
      exitCode: 1,
      changes: [{ change: 'changed', path: account }],
      findings: expect.arrayContaining([
        expect.objectContaining({
          ruleId: 'GP-PORT-006',
          file: 'catalog-info/services.yaml',
        }),
      ]),
    });
  });

  it('removes the folder of an environment that the platform no longer has', () => {
    render();
    folder.edit('catalog-info/shop.yaml', text =>
      text.replace('- name: stage', '- name: stage-2'),
    );
    const { lines } = render();
    expect(lines).toContain(
      'removed  deploy/stage/services/beacon/serviceaccount.yaml',
    );
    expect(lines).toContain(
      'new      deploy/stage-2/services/beacon/serviceaccount.yaml',
    );
  });

  it("keeps people's own files", () => {
    render();
    folder.write('deploy/stage/README.md', 'mine');
    expect(render().code).toBe(0);
    expect(folder.read('deploy/stage/README.md')).toBe('mine');
    folder.write(account, 'mine');
    const { code, errors } = render();
    expect(code).toBe(2);
    expect(errors).toEqual([
      expect.stringMatching(
        /^golden-path: Failed to render '.*beacon\/serviceaccount\.yaml': a file without our header stands there\. Move it away\.$/,
      ),
    ]);
  });

  it('takes a page in Markdown with our header for one of its own', () => {
    render();
    folder.write(
      'deploy/runbooks/gone.md',
      '<!-- Rendered by golden-path-common from the catalog; never edit by hand. -->\n',
    );
    expect(render('--check').lines).toContain(
      'removed  deploy/runbooks/gone.md',
    );
  });

  it('names file, line, field, rule and fix of a fault and renders nothing', () => {
    render();
    folder.edit('catalog-info/services.yaml', text =>
      text
        .replace('port: 7011', 'port: 80')
        .replace('owner: shop-team', 'owner: nobody'),
    );
    folder.edit('runtime/checkout.yaml', text =>
      text.replace('tier: 1', 'teir: 1'),
    );
    const before = folder.read(account);

    const { code, lines } = render();

    expect(code).toBe(1);
    expect(lines).toContain(
      "catalog-info/services.yaml:16 error GP-PORT-001 'spec.runtime.ports[0].port' is 80: ports below 1024 need a privilege that the platform does not give. Take a port between 1024 and 65535. [component:default/beacon]",
    );
    expect(lines).toContain(
      "catalog-info/services.yaml:9 error GP-OWNER-002 'spec.owner' is 'group:default/nobody', which is not in the catalog. Correct the reference, or add the Group. [component:default/beacon]",
    );
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^runtime\/checkout\.yaml:2 error GP-SPEC-002 'spec\.runtime\.teir' is no field of the spec\. .* \[component:default\/checkout\]$/,
      ),
    );
    expect(lines.at(-1)).toMatch(/errors; nothing was rendered\.$/);
    expect(folder.read(account)).toBe(before);
  });

  it('renders one service of one environment and leaves the rest alone', () => {
    render();
    folder.edit(account, text => `${text}# by hand\n`);
    const other = 'deploy/stage/services/pricing/serviceaccount.yaml';
    folder.edit(other, text => `${text}# by hand\n`);

    const { lines } = render('--environment', 'stage', '--service', 'pricing');

    expect(lines.slice(-2)).toEqual([
      `changed  ${other}`,
      'Rendered; 1 file changed.',
    ]);
    expect(folder.read(account)).toContain('# by hand');
  });

  it('prints the objects of a service for kubectl', () => {
    const { lines, errors } = render('--stdout', '--service', 'beacon');
    expect(lines).toContain('# Source: stage/services/beacon/service.yaml');
    expect(lines).toContain('# Source: stage/argocd/application-beacon.yaml');
    expect(lines.filter(line => line.startsWith('kind: '))).toEqual(
      lines
        .filter(line => /^apiVersion: /.test(line))
        .map(() => expect.stringMatching(/^kind: [A-Z]/)),
    );
    expect(lines.join('\n')).not.toContain('pricing');
    // Findings would spoil what is piped on.
    expect(lines.join('\n')).not.toContain('GP-PORT-006');
    expect(errors.join('\n')).toContain('GP-PORT-006');
  });

  it('prints no objects of several clusters together', () => {
    folder.edit('catalog-info/shop.yaml', text =>
      text.replace(
        '    environments:\n',
        '    environments:\n      - name: moon\n        cluster:\n          name: moon-1\n',
      ),
    );
    const { code, errors } = render('--stdout');
    expect(code).toBe(2);
    expect(errors).toEqual([
      'golden-path: render --stdout prints one environment. Name it with --environment: moon, stage.',
    ]);
    expect(render('--stdout', '--environment', 'moon').code).toBe(0);
  });

  it('writes where --out says', () => {
    render('--out', 'elsewhere/tree');
    expect(
      folder.read('elsewhere/tree/stage/services/beacon/service.yaml'),
    ).toMatch(/^# Rendered by/);
  });

  it.each([
    [
      'an environment that there is not',
      ['--environment', 'prod'],
      "There is no environment 'prod'. There are: stage.",
    ],
    [
      'a service that there is not',
      ['--service', 'check'],
      "There is no service 'check'. There are: checkout.",
    ],
    [
      'a flag that it does not know',
      ['--frobnicate'],
      "Unknown option '--frobnicate'. See 'golden-path render --help'.",
    ],
    [
      'a word too many',
      ['beacon'],
      "render takes no 'beacon'. Name a service with --service.",
    ],
    [
      'a tree that holds the catalog',
      ['--out', '.'],
      "Failed to render to '.': the catalog lies in it. Name a folder of its own with --out.",
    ],
  ])('refuses %s', (_, args, message) => {
    const { code, lines, errors } = render(...args);
    expect(code).toBe(2);
    expect(lines).toEqual([]);
    expect(errors).toEqual([`golden-path: ${message}`]);
  });

  it('refuses a catalog of two platforms that render one file', () => {
    folder.edit('catalog-info/shop.yaml', text => {
      const system = text.slice(text.lastIndexOf('---'));
      return `${text}${system.replace('name: shop', 'name: market')}`;
    });
    const { code, errors } = render();
    expect(code).toBe(2);
    expect(errors[0]).toMatch(/two Systems of the catalog render it/);
  });
});
