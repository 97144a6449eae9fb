/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Configuration of what service health reads from Kubernetes. The clusters themselves, with their tokens and certificate authorities, are
 * those of the Kubernetes plugin, under `kubernetes.clusterLocatorMethods`.
 */
export interface Config {
  serviceHealth?: {
    kubernetes?: {
      /**
       * Names of the clusters to read, of those under a locator of type `config`. Default: all of them. For the operator.
       *
       * @example ['production-eu']
       */
      clusters?: string[];
      /**
       * Namespaces to read. Each gets watches of its own (eight connections a namespace and cluster), so a role in a few namespaces is
       * enough; for more than about ten, read all. Default: all namespaces, by cluster-wide watches. For the operator.
       *
       * @example ['openpolicy-platform']
       */
      namespaces?: string[];
      /**
       * Label selector that narrows workloads, replica sets, pods and autoscalers on the API server. Events have no labels and are
       * read regardless. Pod templates need the label too. Default: none. For the operator.
       *
       * @example 'backstage.io/kubernetes-id'
       */
      labelSelector?: string;
    };
  };
}
