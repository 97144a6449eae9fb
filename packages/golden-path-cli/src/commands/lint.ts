/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  factsOfPlatform,
  Finding,
  LINT_RULE_INFOS,
  LintFinding,
  lintObjects,
  lintPlatform,
  lintWorkflow,
  ruleFileObject,
} from '@openpolicy/plugin-golden-path-common';
import { extname, resolve } from 'node:path';
import { FileDocument, FileObject, readObjects } from '../catalog/objectFiles';
import {
  findEntity,
  LocatedFinding,
  openCatalog,
  requireEnvironment,
} from '../catalog/openCatalog';
import { lintCommands, readExamples } from '../catalog/pageFiles';
import { readText, showPath } from '../files';
import {
  areFailing,
  countFindings,
  countsLine,
  findingLine,
} from '../output/findings';
import { sarifOf } from '../output/sarif';
import { planTree } from '../tree/planTree';
import {
  CATALOG_FLAG,
  ENVIRONMENT_FLAG,
  FINDING_FLAGS,
  OUT_FLAG,
} from './flags';
import { blockedResult, outDirectory } from './render';
import { CommandContext, defineCommand } from './types';

export const lintCommand = defineCommand({
  name: 'lint',
  summary: 'check that objects fit together, which schemas do not see',
  arguments: '[FILE...]',
  details: `Without FILE it renders every environment of the catalog and lints the objects.
With files it lints what they hold: objects and lists of them as kubectl prints
them, rule files of Prometheus, workflows of GitHub Actions, commands of scripts,
commands and examples of Markdown. What files refer to may then be elsewhere,
unless --complete says that they are all there is; --catalog tells what the
platform has besides.`,
  flags: {
    complete: {
      type: 'boolean',
      help: 'what the files refer to and do not hold is missing',
    },
    ...CATALOG_FLAG,
    ...OUT_FLAG,
    ...ENVIRONMENT_FLAG,
    ...FINDING_FLAGS,
  },
  run(context, flags, files) {
    const linted =
      files.length > 0
        ? lintFiles(context, files, flags)
        : lintCatalog(context, flags);
    if (!Array.isArray(linted)) {
      return linted;
    }
    const counts = countFindings(linted);
    return {
      exitCode: areFailing(linted, flags.strict) ? 1 : 0,
      text: [
        ...linted.map(findingLine),
        linted.length > 0 ? countsLine(counts) : 'No finding.',
      ],
      json: { findings: linted, counts },
      sarif: sarifOf(linted, {
        rules: LINT_RULE_INFOS,
        rulesUrl: flags['rules-url'],
      }),
    };
  },
});

/** Finds the lines of objects in rendered files; most runs need none. */
class RenderedPlaces {
  readonly #files: ReadonlyArray<{ path: string; content: string }>;
  #objects: FileObject[] | undefined;

  constructor(files: ReadonlyArray<{ path: string; content: string }>) {
    this.#files = files;
  }

  find({ object, field }: LintFinding) {
    this.#objects ??= this.#files
      .filter(({ path }) => path.endsWith('.yaml'))
      .flatMap(({ path, content }) => readObjects(path, content).objects);
    const found = this.#objects.find(
      ({ manifest: { kind, metadata } }) =>
        kind === object.kind && metadata.name === object.name,
    );
    return found && { file: found.file, line: found.line(field) };
  }
}

function lintCatalog(
  context: CommandContext,
  flags: { catalog?: string; out?: string; environment?: string },
) {
  const catalog = openCatalog(context, flags.catalog);
  const blocked = blockedResult(catalog);
  if (blocked) {
    return blocked;
  }
  if (flags.environment !== undefined) {
    requireEnvironment(catalog.models, flags.environment);
  }
  const out = outDirectory(context, catalog, flags.out);
  const findings: LocatedFinding[] = [];
  for (const model of catalog.models) {
    for (const { name } of model.system.spec.environments) {
      if (flags.environment !== undefined && flags.environment !== name) {
        continue;
      }
      const places = new RenderedPlaces(
        planTree([model], { environment: name }).files.map(file => ({
          path: showPath(context.root, resolve(out, file.path)),
          content: file.content,
        })),
      );
      for (const finding of lintPlatform(model, {
        environment: name,
        now: context.now,
      })) {
        findings.push({
          ...finding,
          ...(isOnObject(finding)
            ? places.find(finding)
            : findEntity(catalog.entities, finding.entityRef)?.locate(
                finding.path,
              )),
        });
      }
    }
  }
  return findings;
}

function isOnObject(finding: Finding): finding is LintFinding {
  return 'object' in finding;
}

function lintFiles(
  context: CommandContext,
  files: readonly string[],
  flags: { complete?: boolean; catalog?: string },
): LocatedFinding[] {
  const findings: LocatedFinding[] = [];
  const objects: FileObject[] = [];
  for (const name of files) {
    const path = resolve(context.cwd, name);
    const file = showPath(context.root, path);
    const text = readText(path, 'Name a file that is there.');
    const isPage = ['.sh', '.md'].includes(extname(path));
    const read = isPage ? readExamples(file, text) : readObjects(file, text);
    objects.push(...read.objects);
    if (isPage) {
      findings.push(...lintCommands(file, text));
    }
    for (const document of read.others) {
      if (isRuleFile(document)) {
        objects.push(ruleObject(document));
      } else if (!isPage) {
        findings.push(...lintDocument(document));
      }
    }
  }
  const models =
    flags.catalog === undefined
      ? []
      : openCatalog(context, flags.catalog).models;
  const found = lintObjects(
    objects.map(({ manifest }) => manifest),
    {
      scope: flags.complete ? 'complete' : 'part',
      ...(models.length > 0 && {
        namespace: models[0].system.spec.namespace,
        platform: factsOfPlatform(models[0]),
      }),
    },
  );
  return [
    ...findings,
    ...found.map(finding => {
      const { file, line } = objects[finding.position];
      return { ...finding, file, line: line(finding.field) };
    }),
  ];
}

function lintDocument({ value, file, line }: FileDocument): LocatedFinding[] {
  return lintWorkflow(value, { file }).map(finding => ({
    ...finding,
    file,
    // Behind the file's name.
    line: line(finding.path.slice(finding.path.indexOf(' ') + 1)),
  }));
}

function isRuleFile({ value }: FileDocument): boolean {
  return Array.isArray((value as { groups?: unknown }).groups);
}

/** As the operator would load it; its lines are one level further out. */
function ruleObject({ value, file, line }: FileDocument): FileObject {
  return {
    manifest: ruleFileObject(value, { name: file }),
    file,
    line: field => line(field.replace(/^spec\.?/, '')),
  };
}
