/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { NOW } from '../testing/builders';
import { runRender } from './render';

const repository = resolve(__dirname, '../../../..');
const fixtures = resolve(__dirname, '../__fixtures__/example');

function run(root: string, ...args: string[]) {
  const lines: string[] = [];
  const code = runRender({
    root,
    args,
    now: NOW,
    print: line => lines.push(line),
  });
  return { code, lines };
}

describe('the repository', () => {
  it('has in deploy/ exactly what catalog-info/ renders', () => {
    const { code, lines } = run(repository, '--check');
    expect(lines.at(-1)).toBe('Every file is what the catalog renders.');
    expect(code).toBe(0);
  });

  it('has one finding, the port that the set-up document gives twice, and a waiver for it', () => {
    const { lines } = run(repository, '--check');
    expect(lines.filter(line => /GP-[A-Z]+-\d/.test(line))).toEqual([
      expect.stringMatching(
        /^catalog-info\/services\/policy-service\.yaml:\d+ waived GP-PORT-006 'spec\.runtime\.ports\[0\]\.port' is 9001, which 'api-gateway' uses already\./,
      ),
    ]);
  });
});

describe('runRender', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'golden-path-'));
    cpSync(fixtures, root, { recursive: true });
  });

  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  // Not the default catalog's name, because that one also writes RULES.md.
  const render = (...args: string[]) =>
    run(root, '--catalog', './catalog-info', ...args);

  const deployment = 'deploy/stage/services/beacon/deployment.yaml';

  function edit(file: string, change: (text: string) => string): void {
    const path = join(root, file);
    writeFileSync(path, change(readFileSync(path, 'utf8')));
  }

  it('brings a hand-edited file back and removes one that is no longer rendered', () => {
    render();
    const original = readFileSync(join(root, deployment), 'utf8');
    edit(deployment, text => text.replace('beacon', 'bacon'));
    writeFileSync(join(root, 'deploy/stage/services/old.yaml'), original);

    const { code, lines } = render();

    expect(code).toBe(0);
    expect(lines.slice(-3)).toEqual([
      `changed  ${deployment}`,
      'removed  deploy/stage/services/old.yaml',
      'Rendered; 2 files changed.',
    ]);
    expect(readFileSync(join(root, deployment), 'utf8')).toBe(original);
  });

  it('with --check names what differs and changes nothing', () => {
    render();
    edit(deployment, text => `${text}# by hand\n`);

    const { code, lines } = render('--check');

    expect(code).toBe(1);
    expect(lines.slice(-2)).toEqual([
      `changed  ${deployment}`,
      "1 files differ. Run './dev render' and commit the result.",
    ]);
    expect(readFileSync(join(root, deployment), 'utf8')).toContain('by hand');
  });

  it("keeps people's own files", () => {
    const own = join(root, 'deploy/stage/README.md');
    render();
    writeFileSync(own, 'mine');
    expect(render().code).toBe(0);
    expect(readFileSync(own, 'utf8')).toBe('mine');
    writeFileSync(join(root, deployment), 'mine');
    expect(() => render()).toThrow('a file without our header stands there');
  });

  it('names file, line, field, rule and fix of a fault and renders nothing', () => {
    render();
    edit('catalog-info/services.yaml', text =>
      text
        .replace('port: 7011', 'port: 80')
        .replace('owner: shop-team', 'owner: nobody'),
    );
    edit('runtime/checkout.yaml', text => text.replace('tier: 1', 'teir: 1'));
    const before = readFileSync(join(root, deployment), 'utf8');

    const { code, lines } = render();

    expect(code).toBe(1);
    expect(lines).toContain(
      "catalog-info/services.yaml:16 error GP-PORT-001 'spec.runtime.ports[0].port' is 80: ports below 1024 need a privilege that the platform does not give. Take a port between 1024 and 65535. [component:default/beacon]",
    );
    expect(lines).toContain(
      "catalog-info/services.yaml:9 error GP-OWNER-002 'spec.owner' is 'group:default/nobody', which is not in the catalog. Correct the reference, or add the Group. [component:default/beacon]",
    );
    expect(lines).toContain(
      "runtime/checkout.yaml:2 error GP-SPEC-002 'spec.runtime.teir' is no field of the spec. Remove it, or correct its name: RULES.md and service-spec.schema.json list the fields. [component:default/checkout]",
    );
    expect(lines.at(-1)).toMatch(/errors; nothing was rendered\.$/);
    expect(readFileSync(join(root, deployment), 'utf8')).toBe(before);
  });

  it('fails by name on a file that is no YAML or is not there', () => {
    edit('catalog-info/services.yaml', text => `${text}\n  : [`);
    expect(() => render()).toThrow(/Failed to read '.*services\.yaml': /);
    edit('catalog-info/all.yaml', text => `${text}    - ./gone.yaml\n`);
    rmSync(join(root, 'catalog-info/services.yaml'));
    expect(() => render()).toThrow(/Failed to read '.*services\.yaml': ENOENT/);
  });

  it('explains itself on a flag that it does not know', () => {
    const { code, lines } = render('--frobnicate');
    expect(code).toBe(2);
    expect(lines[0]).toContain('--check');
  });
});
