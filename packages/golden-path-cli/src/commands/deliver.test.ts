/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { cpSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { ExampleFolder } from '../__testUtils__/runProgram';

const ENTITY = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'coupons', title: 'Coupons' },
  spec: {
    type: 'service',
    lifecycle: 'production',
    owner: 'group:default/shop-team',
    system: 'system:default/shop',
    runtime: { $yaml: './service.yaml' },
  },
};

const SPEC = {
  apiVersion: 'runtime.openpolicy.io/v1',
  tier: 3,
  image: { tag: '0.1.0' },
  ports: [{ port: 7099 }],
  resources: { memory: { request: '130Mi', limit: '250Mi' } },
};

describe('golden-path deliver', () => {
  let folder: ExampleFolder;

  const write = (more: object) =>
    folder.write('coupons/service.yaml', stringify({ ...SPEC, ...more }));

  beforeEach(() => {
    folder = new ExampleFolder();
    folder.run('render');
    // A checkout, which holds one environment at its root.
    cpSync(join(folder.path, 'deploy/stage'), join(folder.path, 'checkout'), {
      recursive: true,
    });
    folder.write('coupons/catalog-info.yaml', stringify(ENTITY));
    write({});
  });

  afterEach(() => folder.remove());

  const deliver = () =>
    folder.run(
      'deliver',
      ...['--service', 'coupons', '--environment', 'stage', '--to', 'checkout'],
    );

  it('writes the service and its catalog entry, once', () => {
    const { code, lines, errors } = deliver();
    expect({ code, errors }).toEqual({ code: 0, errors: [] });
    expect(lines).toContain('new      services/coupons/deployment.yaml');
    const entity = parse(folder.read('checkout/catalog/coupons.yaml'));
    expect(entity.kind).toBe('Component');
    expect(entity.spec.runtime.image).toEqual({ tag: '0.1.0' });
    expect(deliver().lines).toEqual(['Delivered; 0 files changed.']);
  });

  it('writes what a new digest changes, and no more', () => {
    deliver();
    const digest = `sha256:${'7'.repeat(64)}`;
    write({
      environments: { stage: { image: { tag: 'abc', digest } } },
    });
    const { lines } = deliver();
    expect(lines).toContain('changed  services/coupons/deployment.yaml');
    expect(lines.filter(line => line.startsWith('new '))).toEqual([]);
    expect(folder.read('checkout/services/coupons/deployment.yaml')).toContain(
      `:abc@${digest}`,
    );
  });

  it('writes nothing if somebody changed a file of it', () => {
    deliver();
    const file = 'checkout/services/coupons/deployment.yaml';
    folder.edit(file, text => `${text}# mine\n`);
    write({ replicas: 3 });
    const { code, lines } = deliver();
    expect(code).toBe(1);
    expect(lines[0]).toBe(
      'services/coupons/deployment.yaml is not what the catalog renders.',
    );
    expect(folder.read(file)).toContain('# mine');
    expect(folder.read('checkout/catalog/coupons.yaml')).not.toContain(
      'replicas',
    );
  });

  it('writes nothing if the service breaks a rule', () => {
    write({ ports: [{ port: 80 }] });
    const { code, lines } = deliver();
    expect(code).toBe(1);
    expect(lines.join('\n')).toMatch(/GP-PORT-\d+ .*80/);
    expect(existsSync(join(folder.path, 'checkout/catalog'))).toBe(false);
  });

  it('keeps services that the portal delivered', () => {
    deliver();
    folder.write(
      'wishes/catalog-info.yaml',
      stringify({ ...ENTITY, metadata: { name: 'wishes' } }),
    );
    folder.write(
      'wishes/service.yaml',
      stringify({
        ...SPEC,
        ports: [{ port: 7098 }],
        dependencies: [{ ref: 'component:default/coupons' }],
      }),
    );
    const { code, lines } = folder.run(
      'deliver',
      ...['--service', 'wishes', '--environment', 'stage', '--to', 'checkout'],
    );
    expect({ code, lines }).toMatchObject({ code: 0 });
    expect(lines).toContain('new      services/wishes/deployment.yaml');
    expect(
      readdirSync(join(folder.path, 'checkout/services/coupons')).join(),
    ).toContain('wishes');
  });

  it.each([
    [['--to', 'checkout'], 'needs --environment and --to'],
    [['--environment', 'moon', '--to', 'checkout'], "no environment 'moon'"],
    [['--environment', 'stage', '--to', 'nowhere'], "no folder 'nowhere'"],
    [
      ['--environment', 'stage', '--to', 'checkout', '--service', 'runtime'],
      'runtime/catalog-info.yaml',
    ],
  ])('refuses %j', (args, message) => {
    const { code, errors } = folder.run('deliver', ...args);
    expect(code).toBeGreaterThan(1);
    expect(errors.join('\n')).toContain(message);
  });
});
