/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { isBlocking } from '@openpolicy/plugin-golden-path-common';
import { resolve } from 'node:path';
import {
  Catalog,
  findService,
  openCatalog,
  requireEnvironment,
} from '../catalog/openCatalog';
import { UsageError } from '../errors';
import { showPath } from '../files';
import { briefLines, plural } from '../output/findings';
import {
  compareTree,
  diskTree,
  PlannedTree,
  writeTree,
} from '../tree/deployTree';
import { generatedPages, updatePages } from '../tree/pages';
import { planTree } from '../tree/planTree';
import { CATALOG_FLAG, ENVIRONMENT_FLAG, OUT_FLAG } from './flags';
import { CommandContext, CommandResult, defineCommand } from './types';

export const renderCommand = defineCommand({
  name: 'render',
  summary: 'write the deploy tree, or say what differs from the catalog',
  arguments: '',
  details: `Checks the catalog, then writes one folder an environment and the files of the
repository, and removes files that it once wrote and renders no longer. Files
without its header are never touched. If the catalog has errors nothing is
written.`,
  flags: {
    check: {
      type: 'boolean',
      help: 'write nothing; fail if a file differs from what is rendered',
    },
    ...CATALOG_FLAG,
    ...OUT_FLAG,
    ...ENVIRONMENT_FLAG,
    service: {
      type: 'string',
      value: 'NAME',
      help: 'only the files of this service',
    },
    stdout: {
      type: 'boolean',
      help: 'print the Kubernetes objects of one environment instead',
    },
  },
  run(context, flags, positionals) {
    if (positionals.length > 0) {
      throw new UsageError(
        `render takes no '${positionals[0]}'. Name a service with --service.`,
      );
    }
    if (flags.check && flags.stdout) {
      throw new UsageError('render takes --check or --stdout, not both.');
    }
    const catalog = openCatalog(context, flags.catalog);
    const blocked = blockedResult(catalog);
    if (blocked) {
      return blocked;
    }
    if (flags.stdout) {
      return printTree(
        catalog,
        planSelected(catalog, {
          ...flags,
          environment: flags.environment ?? onlyEnvironment(catalog),
        }),
      );
    }
    const tree = planSelected(catalog, flags);
    const out = outDirectory(context, catalog, flags.out);
    const changes = (
      flags.check ? compareTree(diskTree(out), tree) : writeTree(out, tree)
    ).map(({ kind, path }) => ({
      change: kind,
      path: showPath(context.root, resolve(out, path)),
    }));
    // The pages belong to the repository's own catalog, not to an example's.
    if (flags.catalog === undefined && !flags.environment && !flags.service) {
      const pages = generatedPages(context.root, catalog.directory);
      for (const file of updatePages(pages, !flags.check)) {
        changes.push({
          change: 'changed',
          path: showPath(context.root, file),
        });
      }
    }
    return {
      exitCode: flags.check && changes.length > 0 ? 1 : 0,
      text: [
        ...briefLines(catalog.findings),
        ...changes.map(({ change, path }) => `${change.padEnd(8)} ${path}`),
        lastLine(flags.check, changes.length),
      ],
      json: { findings: catalog.findings, changes },
    };
  },
});

/** The answer of commands that render, if the catalog must not be rendered. */
export function blockedResult(
  catalog: Pick<Catalog, 'findings'>,
): CommandResult | undefined {
  const errors = catalog.findings.filter(isBlocking).length;
  if (errors === 0) {
    return undefined;
  }
  return {
    exitCode: 1,
    text: [
      ...briefLines(catalog.findings),
      `${plural(errors, 'error')}; nothing was rendered.`,
    ],
    json: { findings: catalog.findings },
  };
}

/**
 * Plans the tree for the flags.
 *
 * @throws UsageError if there is no such environment or service
 */
export function planSelected(
  { models }: Catalog,
  only: { environment?: string; service?: string },
): PlannedTree {
  if (only.environment !== undefined) {
    requireEnvironment(models, only.environment);
  }
  if (only.service !== undefined) {
    findService(models, only.service);
  }
  return planTree(models, only);
}

/**
 * The folder of the deploy tree.
 *
 * @throws UsageError if it is above the catalog: whatever is rendered there but
 *   not from this catalog would be removed
 */
export function outDirectory(
  { cwd, root }: CommandContext,
  catalog: Catalog,
  flag: string | undefined,
): string {
  const out = flag === undefined ? resolve(root, 'deploy') : resolve(cwd, flag);
  if (`${catalog.directory}/`.startsWith(`${out}/`)) {
    throw new UsageError(
      `Failed to render to '${showPath(
        root,
        out,
      )}': the catalog lies in it. Name a folder of its own with --out.`,
    );
  }
  return out;
}

/** One cluster gets the objects of one environment. */
function onlyEnvironment({ models }: Catalog): string {
  const names = new Set(
    models.flatMap(({ system }) =>
      system.spec.environments.map(({ name }) => name),
    ),
  );
  if (names.size > 1) {
    throw new UsageError(
      `render --stdout prints one environment. Name it with --environment: ${[
        ...names,
      ].join(', ')}.`,
    );
  }
  return [...names][0];
}

function printTree(catalog: Catalog, { files }: PlannedTree): CommandResult {
  const objects = files.filter(
    ({ content }) => /^apiVersion: /m.test(content) && /^kind: /m.test(content),
  );
  return {
    exitCode: 0,
    text: objects.flatMap(({ path, content }) => [
      `---\n# Source: ${path}`,
      content.trimEnd(),
    ]),
    notes: briefLines(catalog.findings),
    json: { findings: catalog.findings, files },
  };
}

function lastLine(check: boolean | undefined, changes: number): string {
  if (!check) {
    return `Rendered; ${plural(changes, 'file')} changed.`;
  }
  return changes > 0
    ? `${plural(changes, 'file')} ${
        changes === 1 ? 'differs' : 'differ'
      }. Render without --check and commit the result.`
    : 'Every file is what the catalog renders.';
}
