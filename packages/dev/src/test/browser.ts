/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Progress } from '@openpolicy/lab';
import { findOnPath } from '@openpolicy/lab/runtime';
import { ensureProgram } from './ensureProgram';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];

/** The path of a real Chromium (or Chrome) for the end-to-end tests. */
export async function ensureBrowser(progress: Progress): Promise<string> {
  return ensureProgram({
    name: 'chromium',
    debianPackage: 'chromium',
    find: async () => {
      const given = process.env.OPENPOLICY_BROWSER;
      if (given) return given;
      for (const name of NAMES) {
        const path = await findOnPath(name);
        if (path) return path;
      }
      return undefined;
    },
    howTo:
      'install Chromium or Chrome and put it on PATH, or name it in OPENPOLICY_BROWSER.',
    progress,
  });
}
