/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { HumanDuration } from '@backstage/types';

export interface Config {
  /**
   * Prometheus instances, whose alerts service health shows. Only the operator of the portal may change them.
   */
  prometheus?: {
    /**
     * Key of a frontend plugin that reaches Prometheus through the proxy. Not used here; a warning says so if there are no
     * instances.
     */
    proxyPath?: string;
    /**
     * Key of the same plugin. Not used here.
     */
    uiUrl?: string;
    instances?: Array<{
      /**
       * Name of the instance in the portal, unique. Example: `lab`.
       */
      name: string;
      /**
       * Base URL of Prometheus, Thanos or Mimir, with its prefix if it has one; `/api/v1/rules` is read below it. An instance with
       * only a `proxyPath` is skipped with a warning.
       * @visibility backend
       */
      url?: string;
      proxyPath?: string;
      uiUrl?: string;
      /**
       * Bearer token.
       * @visibility secret
       */
      token?: string;
      /**
       * User name of basic authentication, instead of a token.
       * @visibility backend
       */
      username?: string;
      /**
       * Password of that user.
       * @visibility secret
       */
      password?: string;
      /**
       * Tenant, sent as X-Scope-OrgID.
       * @visibility backend
       */
      tenant?: string;
      /**
       * File with PEM certificates to trust for this instance, read at start.
       * @visibility backend
       */
      caFile?: string;
      /**
       * Time between polls, as milliseconds or a duration, 1 s to 5 min. Default: 5 s. Example: `10s`.
       * @visibility backend
       */
      pollInterval?: number | string | HumanDuration;
      /**
       * The Alertmanagers that this Prometheus sends to, peers of one cluster. Default: none, and it is unknown who is told.
       */
      alertmanagers?: Array<{
        /**
         * Base URL, with its prefix if it has one; `/api/v2/alerts` and `/api/v2/silences` are read below it.
         * @visibility backend
         */
        url: string;
        /**
         * Bearer token.
         * @visibility secret
         */
        token?: string;
        /**
         * User name of basic authentication, instead of a token.
         * @visibility backend
         */
        username?: string;
        /**
         * Password of that user.
         * @visibility secret
         */
        password?: string;
        /**
         * Tenant, sent as X-Scope-OrgID.
         * @visibility backend
         */
        tenant?: string;
        /**
         * File with PEM certificates to trust for this Alertmanager, read at start.
         * @visibility backend
         */
        caFile?: string;
      }>;
    }>;
  };
}
