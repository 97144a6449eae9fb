/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { join } from 'node:path';
import { packageDir } from '../paths';
import { ComponentBuilder } from './types';

/** The traffic simulator and the rules bridge, in one process. @internal */
export const buildTraffic: ComponentBuilder = ({ paths, state, node }) => ({
  name: 'traffic',
  needs: [
    'kube-apiserver',
    'crds-prometheus-operator',
    'crds-external-secrets',
    'prometheus',
  ],
  command: node.command,
  args: [
    ...node.args,
    join(packageDir, 'src/traffic/trafficMain.ts'),
    `--run=${paths.run}`,
  ],
  port: state.ports.traffic,
  ready: { kind: 'http', url: `${state.endpoints.traffic}/healthz` },
});
