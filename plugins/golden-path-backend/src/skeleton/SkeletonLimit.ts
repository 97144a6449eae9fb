/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { InputError } from '@backstage/errors';

const MAX_FILES = 300;
const MAX_BYTES = 2 * 1024 * 1024;

/**
 * Sees to it that a template with a data set in it does not fill the browser.
 *
 * @internal
 */
export class SkeletonLimit {
  #files = 0;
  #bytes = 0;

  /**
   * Whether a file of that size may be read at all.
   *
   * @throws InputError if it is too large
   */
  expect(path: string, bytes: number): void {
    if (this.#bytes + bytes > MAX_BYTES) {
      throw tooLarge(path);
    }
  }

  /**
   * @returns the text, or undefined for a file that is none: there is nothing to show
   * @throws InputError if it is one too many
   */
  take(path: string, content: Buffer): string | undefined {
    this.#files++;
    this.#bytes += content.length;
    if (this.#files > MAX_FILES || this.#bytes > MAX_BYTES) {
      throw tooLarge(path);
    }
    return content.includes(0) ? undefined : content.toString('utf8');
  }
}

function tooLarge(path: string): InputError {
  return new InputError(
    `The skeleton is too large to be shown: '${path}' is beyond ${MAX_FILES} files or ${
      MAX_BYTES / 1024 / 1024
    } MB.`,
  );
}
