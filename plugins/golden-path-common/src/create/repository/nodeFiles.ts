/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { RenderedFile } from '../../render/types';
import { programDefaults } from './programDefaults';
import { ServiceRepository } from './serviceRepository';

/** Exact, because a repository without a lock file should build twice the same. */
const DEPENDENCIES = { 'prom-client': '15.1.3' };
const DEV_DEPENDENCIES = {
  '@biomejs/biome': '2.6.8',
  '@types/node': '24.19.2',
  typescript: '5.9.3',
  yaml: '2.9.1',
};

/**
 * What the static sources of `templates/service/skeleton/node` need. `name` and
 * `config` are the program's defaults.
 *
 * @internal
 */
export function nodeFiles(repository: ServiceRepository): RenderedFile[] {
  const { service } = repository;
  const manifest = {
    name: service.name,
    version: versionOf(service.spec.image.tag),
    private: true,
    description: service.description ?? service.title,
    type: 'module',
    engines: { node: '24.x' },
    scripts: {
      build: 'tsc --project tsconfig.build.json',
      dev: 'node --watch src/main.ts',
      lint: 'biome check --error-on-warnings',
      start: 'node dist/main.js',
      test: "tsc && node --test 'test/**/*.test.ts'",
    },
    config: programDefaults(service.spec),
    dependencies: DEPENDENCIES,
    devDependencies: DEV_DEPENDENCIES,
  };
  return [
    {
      path: 'package.json',
      content: `${JSON.stringify(manifest, undefined, 2)}\n`,
    },
    {
      path: '.dockerignore',
      content: dockerignore([
        'package.json',
        'package-lock.json',
        'tsconfig.json',
        'tsconfig.build.json',
        'src/',
      ]),
    },
  ];
}

/** npm refuses a version that is none; a tag may be a commit. */
function versionOf(tag: string): string {
  return /^\d+\.\d+\.\d+$/.test(tag) ? tag : '0.1.0';
}

/**
 * Everything but what the build needs stays out of the image, so that a new file
 * with a secret in it does, too.
 *
 * @internal
 */
export function dockerignore(needed: readonly string[]): string {
  return ['*', ...needed.map(path => `!${path}`), ''].join('\n');
}
