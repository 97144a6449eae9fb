/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { KubernetesObject } from '../kubernetes/objects';

/**
 * Reads a whole object as the API server returns it, by its path below `__fixtures__` without ending, e.g. `pod/healthy_running`.
 */
export function loadFixture(name: string): KubernetesObject {
  return parse(
    readFileSync(join(__dirname, '../__fixtures__', `${name}.yaml`), 'utf8'),
  );
}
