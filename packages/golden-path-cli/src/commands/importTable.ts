/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { importTable, isBlocking } from '@openpolicy/plugin-golden-path-common';
import { resolve } from 'node:path';
import { UnreadableError } from '../errors';
import { readText, showPath } from '../files';
import { countFindings, countsLine, findingLine } from '../output/findings';
import { entityFiles, writeEntities } from './entityFiles';
import { CommandContext, CommandResult } from './types';

/** The import of a table; see the command. */
export function importTableFile(
  context: CommandContext,
  name: string,
  options: { out?: string; owner?: string; system?: string; tag?: string },
): CommandResult {
  const path = resolve(context.cwd, name);
  const file = showPath(context.root, path);
  const text = readText(path, 'Name a file that is there with --table.');
  const imported = tableOf(file, text, options);
  const findings = imported.findings.map(finding => ({ ...finding, file }));
  const counts = countFindings(findings);
  const files = entityFiles(imported.entities);
  const written =
    options.out === undefined
      ? undefined
      : writeEntities(resolve(context.cwd, options.out), files);
  return {
    exitCode: findings.some(isBlocking) ? 1 : 0,
    text: written
      ? written.map(target => `new      ${showPath(context.root, target)}`)
      : files.map(({ content }) => `---\n${content.trimEnd()}`),
    notes: [
      ...findings.map(findingLine),
      `${imported.entities.length} services, ${countsLine(counts)}`,
      ...(written
        ? ['Add the files to the targets of all.yaml, then run validate.']
        : []),
    ],
    json: {
      source: 'table',
      file,
      findings,
      counts,
      entities: imported.entities,
    },
  };
}

function tableOf(
  file: string,
  text: string,
  options: { owner?: string; system?: string; tag?: string },
) {
  try {
    return importTable(text, options);
  } catch (error) {
    if ((error as Error).name !== 'InputError') {
      throw error;
    }
    throw new UnreadableError(
      `Failed to import '${file}': ${
        (error as Error).message
      } Name a file with one.`,
    );
  }
}
