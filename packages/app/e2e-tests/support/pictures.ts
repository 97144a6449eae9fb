/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { join } from 'node:path';

/** `UPDATE_PICTURES=1 ./dev test e2e` puts the pictures of the documentation into docs/images. */
const folder = process.env.UPDATE_PICTURES
  ? join(__dirname, '../../../../docs/images')
  : process.env.E2E_PICTURES ?? 'test-results';

/** Where a picture of the documentation goes. */
export const pictureFile = (name: string) => join(folder, `${name}.png`);
