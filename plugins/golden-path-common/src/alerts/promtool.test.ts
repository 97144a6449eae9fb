/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { emitDocument } from '../render/emitYaml';

/*
 * Prometheus' own judge on the shipped rules. It is asked where it is: named by
 * PROMTOOL, or on PATH (Debian's package prometheus has it).
 */
const promtool = process.env.PROMTOOL ?? 'promtool';
const isThere = spawnSync(promtool, ['--version']).status === 0;
const services = resolve(__dirname, '../../../../deploy/dev/services');

(isThere ? describe : describe.skip)('promtool', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'promtool-'));
    mkdirSync(folder, { recursive: true });
    for (const service of readdirSync(services)) {
      const { spec } = parse(
        readFileSync(join(services, service, 'prometheusrule.yaml'), 'utf8'),
      );
      writeFileSync(join(folder, `${service}.rules.yaml`), emitDocument(spec));
    }
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it('finds nothing in the rules of any service', () => {
    const files = readdirSync(folder).filter(file => file.endsWith('.yaml'));
    expect(files).toHaveLength(24);
    const result = spawnSync(
      promtool,
      ['check', 'rules', '--lint=all', '--lint-fatal', ...files],
      { cwd: folder, encoding: 'utf8' },
    );
    expect(result.stderr).toBe('');
    expect(result.status).toBe(0);
  });

  it('sees the eight alerts of api-gateway fire and stay quiet at the right minutes', () => {
    const test = 'api-gateway.test.yaml';
    cpSync(
      resolve(__dirname, '../__fixtures__/promtool', test),
      join(folder, test),
    );
    const output = execFileSync(promtool, ['test', 'rules', test], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(output).toContain('SUCCESS');
  });
});
