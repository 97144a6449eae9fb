/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  factsOfPlatform,
  lintObjects,
  lintWorkflow,
  ruleFileObject,
} from '@openpolicy/plugin-golden-path-common';
import { extname, resolve } from 'node:path';
import { FileDocument, FileObject, readObjects } from '../catalog/objectFiles';
import { LocatedFinding, openCatalog } from '../catalog/openCatalog';
import { lintCommands, readExamples } from '../catalog/pageFiles';
import { readText, showPath } from '../files';
import { CommandContext } from './types';

/**
 * Lints what files hold, all of them together.
 *
 * @throws UnreadableError if one cannot be read
 */
export function lintFiles(
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
