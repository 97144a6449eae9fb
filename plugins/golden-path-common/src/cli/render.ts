/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { stringifyEntityRef } from '@backstage/catalog-model';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildModels } from '../model/buildModel';
import { renderPlatform } from '../render/renderPlatform';
import { rulesPage } from '../rules/registry';
import { isBlocking, validateModel } from '../rules/validate';
import { componentJsonSchema } from '../spec/jsonSchema';
import { compareTree, TreeDifference, writeTree } from './deployTree';
import { describeFinding, loadCatalog } from './loadCatalog';

const DEFAULT_CATALOG = 'catalog-info';

const USAGE = `Renders deploy/ from catalog-info/.

  tsx plugins/golden-path-common/src/cli/render.ts [--check] [--catalog DIR] [--out DIR]

  --check        write nothing; fail if a file differs from what is rendered
  --catalog DIR  where all.yaml lies (default: catalog-info)
  --out DIR      one folder an environment is written there (default: deploy)

Exit codes: 0 all is well, 1 the catalog has errors or a file differs, 2 wrong use.
`;

/**
 * The program behind `dev render`.
 *
 * @param options - `root` is the repository; `now` decides which waivers have run
 *   out; `print` takes lines of output
 * @returns the exit code
 * @internal
 */
export function runRender(options: {
  args: string[];
  root: string;
  now: Date;
  print(line: string): void;
}): number {
  const { root, now, print } = options;
  const flags = readFlags(options.args);
  if (!flags || flags.help) {
    print(USAGE);
    return flags ? 0 : 2;
  }
  const catalog = resolve(root, flags.catalog);
  const out = resolve(root, flags.out);

  const entities = loadCatalog({ root, file: join(catalog, 'all.yaml') });
  const { models, findings } = buildModels(entities);
  for (const model of models) {
    findings.push(...validateModel(model, { now }));
  }
  for (const finding of findings) {
    print(describeFinding(finding, entities, stringifyEntityRef));
  }
  const errors = findings.filter(isBlocking).length;
  if (errors > 0) {
    print(`${errors} errors; nothing was rendered.`);
    return 1;
  }
  if (models.length === 0) {
    print(`Failed to render: no System in '${catalog}' has spec.platform.`);
    return 1;
  }

  let changes = 0;
  for (const model of models) {
    for (const { name } of model.system.spec.environments) {
      const files = renderPlatform(model, { environment: name });
      const directory = join(out, name);
      const difference = flags.check
        ? compareTree(directory, files)
        : writeTree(directory, files);
      changes += report(relative(root, directory), difference, print);
    }
  }
  // The pages belong to the repository's own catalog, not to an example's.
  if (flags.catalog === DEFAULT_CATALOG) {
    changes += writeGenerated(root, catalog, flags.check, print);
  }
  if (flags.check && changes > 0) {
    print(`${changes} files differ. Run './dev render' and commit the result.`);
    return 1;
  }
  print(
    flags.check
      ? 'Every file is what the catalog renders.'
      : `Rendered; ${changes} files changed.`,
  );
  return 0;
}

function readFlags(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        check: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
        catalog: { type: 'string', default: DEFAULT_CATALOG },
        out: { type: 'string', default: 'deploy' },
      },
    }).values;
  } catch {
    // parseArgs throws on flags that it does not know; the usage says the rest.
    return undefined;
  }
}

function report(
  directory: string,
  difference: TreeDifference,
  print: (line: string) => void,
): number {
  const rows = [
    ...difference.missing.map(path => ['new', path]),
    ...difference.different.map(path => ['changed', path]),
    ...difference.stale.map(path => ['removed', path]),
  ];
  for (const [what, path] of rows) {
    print(`${what.padEnd(8)} ${join(directory, path)}`);
  }
  return rows.length;
}

/** The two pages that come from the schema and the rules rather than a model. */
function writeGenerated(
  root: string,
  catalog: string,
  check: boolean,
  print: (line: string) => void,
): number {
  const pages = [
    {
      file: join(catalog, 'service-spec.schema.json'),
      content: `${JSON.stringify(componentJsonSchema(), undefined, 2)}\n`,
    },
    {
      file: join(root, 'plugins/golden-path-common/RULES.md'),
      content: rulesPage(),
    },
  ];
  let changes = 0;
  for (const { file, content } of pages) {
    if (!existsSync(file) || readFileSync(file, 'utf8') !== content) {
      changes += 1;
      print(`changed  ${relative(root, file)}`);
      if (!check) {
        writeFileSync(file, content);
      }
    }
  }
  return changes;
}

if (require.main === module) {
  try {
    process.exitCode = runRender({
      args: process.argv.slice(2),
      root: process.cwd(),
      now: new Date(),
      print: line => process.stdout.write(`${line}\n`),
    });
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}
