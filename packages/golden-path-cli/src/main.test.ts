/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ExampleFolder,
  REPOSITORY,
  runProgram,
} from './__testUtils__/runProgram';
import { COMMANDS } from './commands';
import { VERSION } from './version';

const PACKAGE = join(REPOSITORY, 'packages/golden-path-cli');

describe('golden-path', () => {
  let folder: ExampleFolder;

  beforeAll(() => {
    folder = new ExampleFolder();
  });

  afterAll(() => folder.remove());

  it('lists its commands and exit codes', () => {
    const { code, lines } = folder.run('--help');
    expect(code).toBe(0);
    for (const { name, summary } of COMMANDS) {
      expect(lines.join('\n')).toContain(`${name.padEnd(8)}  ${summary}`);
    }
    expect(lines.at(-1)).toContain(
      'Exit codes: 0 fine, 1 findings or differences, 2 wrong use, 3 a file cannot be read.',
    );
    expect(folder.run('help').lines).toEqual(lines);
  });

  it.each(COMMANDS.map(({ name }) => [name]))('explains %s', name => {
    const { code, lines } = folder.run(name, '--help');
    expect(code).toBe(0);
    expect(lines[0]).toMatch(new RegExp(`^Usage: golden-path ${name}\\b`));
    for (const flag of Object.keys(
      COMMANDS.find(command => command.name === name)!.flags,
    )) {
      expect(lines.join('\n')).toContain(`--${flag}`);
    }
    expect(folder.run('help', name).lines).toEqual(lines);
  });

  it('says what to do when it is told nothing, on standard error', () => {
    const { code, lines, errors } = folder.run();
    expect(code).toBe(2);
    expect(lines).toEqual([]);
    expect(errors.join('\n')).toContain('Usage: golden-path COMMAND');
  });

  it('refuses a command that there is not, and lists those there are', () => {
    const { code, errors } = folder.run('deploy');
    expect(code).toBe(2);
    expect(errors).toEqual([
      "golden-path: There is no command 'deploy'. There are: validate, render, deliver, publish, lint, diff, explain, import.",
    ]);
  });

  it.each(COMMANDS.map(({ name }) => [name]))(
    'refuses a flag that %s does not know in one line',
    name => {
      const { code, errors } = folder.run(name, '--frobnicate');
      expect(code).toBe(2);
      expect(errors).toEqual([
        `golden-path: Unknown option '--frobnicate'. See 'golden-path ${name} --help'.`,
      ]);
    },
  );

  it('tells scripts about errors as JSON too', () => {
    const run = folder.run('render', '--environment', 'moon', '--json');
    expect(run.code).toBe(2);
    expect(run.json()).toEqual({
      tool: 'golden-path',
      version: VERSION,
      command: 'render',
      exitCode: 2,
      error: { message: "There is no environment 'moon'. There are: stage." },
    });
  });

  it('has the version of its package', () => {
    const { version } = JSON.parse(
      readFileSync(join(PACKAGE, 'package.json'), 'utf8'),
    );
    expect(VERSION).toBe(version);
    expect(folder.run('--version').lines).toEqual([version]);
  });

  it('finds the top of the repository from a folder in it', () => {
    const { lines } = runProgram(
      join(REPOSITORY, 'docs'),
      'validate',
      'policy-service',
    );
    expect(lines[0]).toMatch(/^catalog-info\/services\/policy-service\.yaml:/);
  });

  describe('its program', () => {
    const run = (...args: string[]) =>
      spawnSync(join(PACKAGE, 'bin/golden-path'), args, {
        cwd: folder.path,
        encoding: 'utf8',
        env: { ...process.env, NODE_OPTIONS: '' },
      });

    it('writes results to standard output and ends with 0', () => {
      const { status, stdout, stderr } = run('render', '--json');
      expect(stderr).toBe('');
      expect(status).toBe(0);
      expect(JSON.parse(stdout).changes.length).toBeGreaterThan(50);
      expect(run('render', '--check').status).toBe(0);
    });

    it('explains a line of the shipped catalog in half a second', () => {
      const line = join(
        REPOSITORY,
        'deploy/dev/services/api-gateway/deployment.yaml:40',
      );
      const times = [1, 2, 3, 4, 5].map(() => {
        const start = performance.now();
        const { status } = spawnSync(
          join(PACKAGE, 'bin/golden-path'),
          ['explain', line],
          { cwd: REPOSITORY, env: { ...process.env, NODE_OPTIONS: '' } },
        );
        expect(status).toBe(0);
        return performance.now() - start;
      });
      // The first makes the program out of its sources; others may be disturbed.
      expect(Math.min(...times)).toBeLessThan(500);
    });

    it('ends with 1 on differences, 2 on wrong use and 3 on a missing file', () => {
      folder.edit('catalog-info/services.yaml', text =>
        text.replace('tag: 0.3.1', 'tag: 0.3.2'),
      );
      expect(run('render', '--check').status).toBe(1);
      const wrong = run('render', '--moon');
      expect(wrong.status).toBe(2);
      expect(wrong.stderr).toMatch(/^golden-path: Unknown option '--moon'\./);
      const missing = run('validate', '--catalog', 'nowhere');
      expect(missing.status).toBe(3);
      expect(missing.stderr).toBe(
        "golden-path: Failed to read the catalog 'nowhere': it does not exist. Name its folder with --catalog.\n",
      );
    });
  });
});
