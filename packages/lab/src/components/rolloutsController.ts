/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ComponentBuilder } from './types';

/**
 * Argo Rollouts. Its listeners have no address flag and listen on all interfaces.
 * @internal
 */
export const buildRolloutsController: ComponentBuilder = ({
  paths,
  state,
  binaries,
}) => ({
  name: 'rollouts-controller',
  needs: ['crds-argo-rollouts'],
  command: binaries.rolloutsController,
  args: [
    `--kubeconfig=${paths.kubeconfig}`,
    '--leader-elect=false',
    `--metricsPort=${state.ports.rolloutsMetrics}`,
    `--healthzPort=${state.ports.rolloutsHealth}`,
  ],
  port: state.ports.rolloutsHealth,
  ready: {
    kind: 'http',
    url: `http://127.0.0.1:${state.ports.rolloutsHealth}/healthz`,
  },
});
