/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { resolve } from 'node:path';
import { openCatalog } from '../catalog/openCatalog';
import { UsageError } from '../errors';
import { showPath } from '../files';
import { briefLines, plural } from '../output/findings';
import { unifiedDiff } from '../output/unifiedDiff';
import { compareTree, diskTree, ExistingTree } from '../tree/deployTree';
import { readGitTree } from '../tree/gitTree';
import { CATALOG_FLAG, ENVIRONMENT_FLAG, OUT_FLAG } from './flags';
import { blockedResult, outDirectory, planSelected } from './render';
import { CommandContext, defineCommand } from './types';

export const diffCommand = defineCommand({
  name: 'diff',
  summary: 'show what render would change in the deploy tree',
  arguments: '[SERVICE]',
  details: `Prints a unified diff from the deploy tree to what the catalog renders: of all
files, or of those of SERVICE. With --against it starts from the tree of a Git
revision, so that a pull request shows what a merge changes in the cluster.`,
  flags: {
    against: {
      type: 'string',
      value: 'REVISION',
      help: 'start from the deploy tree of this commit, branch or tag',
    },
    'exit-code': { type: 'boolean', help: 'end with 1 if anything differs' },
    ...CATALOG_FLAG,
    ...OUT_FLAG,
    ...ENVIRONMENT_FLAG,
  },
  run(context, flags, [service]) {
    const catalog = openCatalog(context, flags.catalog);
    const blocked = blockedResult(catalog);
    if (blocked) {
      return blocked;
    }
    const tree = planSelected(catalog, {
      environment: flags.environment,
      service,
    });
    const out = outDirectory(context, catalog, flags.out);
    const existing =
      flags.against === undefined
        ? diskTree(out)
        : revisionTree(context, out, flags.against);
    const files = compareTree(existing, tree).map(change => {
      const path = showPath(context.root, resolve(out, change.path));
      return { change: change.kind, path, ...unifiedDiff(change, path) };
    });
    return {
      exitCode: flags['exit-code'] && files.length > 0 ? 1 : 0,
      text: files.map(({ text }) => text),
      notes: [
        ...briefLines(catalog.findings),
        files.length > 0
          ? `${plural(files.length, 'file')} changed, +${sum(
              files.map(({ added }) => added),
            )} -${sum(files.map(({ removed }) => removed))} lines.`
          : 'Nothing differs.',
      ],
      json: {
        findings: catalog.findings,
        against: flags.against ?? null,
        files: files.map(({ text, ...file }) => ({ ...file, diff: text })),
      },
    };
  },
});

function revisionTree(
  { root }: CommandContext,
  out: string,
  revision: string,
): ExistingTree {
  const folder = showPath(root, out);
  if (folder.startsWith('..')) {
    throw new UsageError(
      `Failed to read '${folder}' of '${revision}': it lies outside of the repository. Leave out --against or --out.`,
    );
  }
  const files = readGitTree({ root, revision, folder });
  return {
    read: path => files.get(path),
    list: folders =>
      [...files.keys()].filter(path =>
        folders.some(name => name === '.' || path.startsWith(`${name}/`)),
      ),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
