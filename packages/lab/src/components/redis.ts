/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { join } from 'node:path';
import { ComponentBuilder } from './types';

/** Argo CD's cache; keeps nothing on disk. @internal */
export const buildRedis: ComponentBuilder = ({ paths, state, binaries }) => {
  const folder = join(paths.data, 'redis');
  return {
    name: 'redis',
    needs: [],
    command: binaries.redis,
    args: [
      ...['--bind', '127.0.0.1'],
      ...['--port', String(state.ports.redis)],
      ...['--save', ''],
      ...['--appendonly', 'no'],
      ...['--dir', folder],
    ],
    env: binaries.redisLibraryPath
      ? { LD_LIBRARY_PATH: binaries.redisLibraryPath }
      : undefined,
    port: state.ports.redis,
    folders: [folder],
    ready: { kind: 'tcp', port: state.ports.redis },
  };
};
