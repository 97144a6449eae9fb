/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

export interface Config {
  permission?: {
    servicePolicy?: {
      /**
       * Whether every signed-in member may use the Kubernetes proxy, which the stock Kubernetes tab needs for pod logs. The proxy
       * passes on any request, so the rights of the cluster's token are what limits it: allow it only with a read-only token.
       * Default: deny.
       * @visibility backend
       */
      kubernetesProxy?: 'allow' | 'deny';
    };
  };
}
