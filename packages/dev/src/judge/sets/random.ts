/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LabError } from '@openpolicy/lab';
import { DevPaths } from '../../paths';
import { ManifestSet } from '../types';

/** Renders random valid specs. */
export async function renderRandom(
  _paths: DevPaths,
  _options: { count: number; seed: number },
): Promise<ManifestSet[]> {
  throw new LabError('to come');
}
