/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

export interface Config {
  /**
   * Argo CD instances. The keys are those of the Argo CD plugins for Backstage; `syncToken`, `caData` and `caFile` are additions.
   * Only the operator of the portal may change them.
   */
  argocd?: {
    /**
     * User name for every instance without a token and a user name of its own.
     * @visibility backend
     */
    username?: string;
    /**
     * Password of that user.
     * @visibility secret
     */
    password?: string;
    /**
     * Base URL of Argo CD's own pages, for links, if there is one instance and it has no `frontendUrl`.
     */
    baseUrl?: string;
    /**
     * Accepted and not needed: applications in all namespaces that Argo CD serves are read.
     */
    namespacedApps?: boolean;
    /**
     * Ignored with a warning: certificates are always checked.
     */
    localDevelopment?: boolean;
    /**
     * Where instances are found. Only `type: config` is supported; others are skipped with a warning.
     */
    appLocatorMethods?: Array<{
      type: string;
      instances?: Array<{
        /**
         * Name of the instance in the portal, unique. Example: `lab`.
         */
        name: string;
        /**
         * Base URL of the API server, with its root path if it has one. Example: `https://argocd.example.com`.
         */
        url: string;
        /**
         * Base URL of Argo CD's own pages, for links. Default: no links.
         */
        frontendUrl?: string;
        /**
         * Token of an account that may `get` applications, and nothing else. Never used to write.
         * @visibility secret
         */
        token?: string;
        /**
         * Token of an account that may `get` and `sync` applications. Used for syncs alone; without it every sync is refused.
         * @visibility secret
         */
        syncToken?: string;
        /**
         * User name for reading, instead of a token.
         * @visibility backend
         */
        username?: string;
        /**
         * Password of that user.
         * @visibility secret
         */
        password?: string;
        /**
         * PEM certificates to trust for this instance, as text or as base64 of it.
         * @visibility backend
         */
        caData?: string;
        /**
         * File with PEM certificates to trust for this instance, read at start.
         * @visibility backend
         */
        caFile?: string;
      }>;
    }>;
  };
}
