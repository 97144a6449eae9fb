/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { UnreadableError } from './errors';

/** Codes of the file system, as people say them. */
const CAUSES: Record<string, string> = {
  ENOENT: 'it does not exist',
  EISDIR: 'it is a folder',
  EACCES: 'you may not read it',
};

/**
 * The text of a file.
 *
 * @param next - what to do if it cannot be read
 * @throws UnreadableError
 */
export function readText(file: string, next: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new UnreadableError(
      `Failed to read '${file}': ${CAUSES[code] ?? code}. ${next}`,
    );
  }
}

/**
 * The values of all documents of a YAML or JSON file.
 *
 * @throws UnreadableError that names line and cause
 */
export function readDocuments(file: string, next: string): unknown[] {
  return parseAllDocuments(readText(file, next)).map(document => {
    if (document.errors.length > 0) {
      throw notYaml(file, document.errors[0]);
    }
    return document.toJS();
  });
}

/** The error of a file that is no YAML. */
export function notYaml(file: string, error: Error): UnreadableError {
  // The first line says what and where; the rest draws the text.
  return new UnreadableError(
    `Failed to read '${file}': ${error.message
      .split('\n')[0]
      .replace(/:$/, '')}. Correct the YAML.`,
  );
}

/** A path as it is shown and stored: relative, with slashes. */
export function showPath(root: string, file: string): string {
  return relative(root, file).split('\\').join('/') || '.';
}
