/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { join } from 'node:path';
import { packageDir } from '../paths';
import { ComponentBuilder } from './types';

/** Serves the lab's repositories over smart HTTP; the portal may push. @internal */
export const buildGitServer: ComponentBuilder = ({ paths, state, node }) => ({
  name: 'git-server',
  needs: ['deploy-repository'],
  command: node.command,
  args: [
    ...node.args,
    join(packageDir, 'src/git/gitServerMain.ts'),
    `--run=${paths.run}`,
  ],
  port: state.ports.git,
  ready: {
    kind: 'http',
    url: `${state.endpoints.git}/info/refs?service=git-upload-pack`,
  },
});
