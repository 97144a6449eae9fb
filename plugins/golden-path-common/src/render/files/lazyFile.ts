/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { FileContent, ManifestValue } from '../types';

/*
 * Files whose content is made when somebody first reads it. A row of the tables
 * lists all its files, and who looks for one of them should not wait for the others:
 * to explain a line, the row is rendered hundreds of times.
 */

/** A file that holds a document. */
export function documentFile(
  path: string,
  make: () => ManifestValue,
): Extract<FileContent, { document: unknown }> {
  const content = once(make);
  return {
    path,
    get document() {
      return content();
    },
  };
}

/** A page. */
export function pageFile(
  path: string,
  make: () => string,
): Extract<FileContent, { markdown: unknown }> {
  const content = once(make);
  return {
    path,
    get markdown() {
      return content();
    },
  };
}

/** Calls a function at most once. */
export function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
