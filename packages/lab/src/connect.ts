/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KubeClient } from './cluster/KubeClient';
import { LabPaths } from './paths';
import { LabState, requireState } from './state';

/**
 * The lab's state and an administrator's client of its API server.
 *
 * @throws LabError when the lab is not prepared.
 * @internal
 */
export async function connectLab(
  paths: LabPaths,
): Promise<{ state: LabState; kube: KubeClient }> {
  const state = await requireState(paths);
  const caPem = await readFile(join(paths.pki, 'ca.crt'), 'utf8');
  const kube = KubeClient.create({
    server: state.endpoints.kubernetes,
    caPem,
    token: state.tokens.kubernetesAdmin,
  });
  return { state, kube };
}
