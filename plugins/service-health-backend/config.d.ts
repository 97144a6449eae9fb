/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { HumanDuration } from '@backstage/types';

export interface Config {
  /**
   * Service health: live rollout, delivery and alert state of the services in the catalog.
   */
  serviceHealth?: {
    /**
     * How long a source may be silent before its data counts as stale. Default: what each source says of itself, e.g. 45 seconds for
     * Argo CD. At least one second. For the operator.
     *
     * @example { seconds: 90 }
     * @visibility backend
     */
    staleAfter?: HumanDuration | string;

    /**
     * How often the Components of the catalog are read. Default: 20 seconds. At least one second. For the operator.
     *
     * @example { minutes: 1 }
     * @visibility backend
     */
    catalogRefresh?: HumanDuration | string;

    sync?: {
      /**
       * Lets every signed-in user sync every application while `permission.enabled` is false. Default: false, so that nobody can.
       * Only for a portal of one person. For the operator.
       *
       * @visibility backend
       */
      dangerouslyAllowWithoutPermissions?: boolean;
    };

    /**
     * Says whose the objects of a project, a namespace or an instance are, where the objects do not point back to an entity by
     * themselves. Each item needs at least one of `instance`, `project`, `namespace` and exactly one of `entityRef`, `owner`,
     * `system`. Default: none. For the operator; nothing of it can be set in the catalog.
     *
     */
    bindings?: Array<{
      /**
       * Name of the source: `kubernetes`, `argocd` or `prometheus`.
       */
      source: string;
      /**
       * Name of the upstream instance, e.g. of the cluster. Default: all of the source.
       */
      instance?: string;
      /**
       * Name of an Argo CD project; only with `source: argocd`.
       */
      project?: string;
      /**
       * Name of a Kubernetes namespace; `*` stands for any characters.
       *
       * @example checkout-*
       */
      namespace?: string;
      /**
       * All of it belongs to this entity, whether the entity claims it or not.
       *
       * @example component:default/checkout
       */
      entityRef?: string;
      /**
       * Entities of this owner may claim single objects in it by annotation.
       *
       * @example group:default/checkout-team
       */
      owner?: string;
      /**
       * Entities of this system may claim single objects in it by annotation.
       *
       * @example system:default/shop
       */
      system?: string;
    }>;
  };
}
