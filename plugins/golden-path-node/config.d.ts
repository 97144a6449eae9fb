/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { HumanDuration } from '@backstage/types';

export interface Config {
  goldenPath?: {
    git?: {
      /**
       * Plain Git servers that the portal may read and push to over HTTP. GitHub, GitLab and
       * Gitea come from `integrations`.
       */
      servers?: Array<{
        /** Address below which the repositories lie, as `<baseUrl>/<name>.git`. */
        baseUrl: string;
        /** Default: none, for servers that let everybody in. */
        username?: string;
        /**
         * Password or token of the user.
         * @visibility secret
         */
        token?: string;
        /** Address at which people look at a repository; `{name}` is its name. */
        browseUrl?: string;
      }>;
      /** Ends each call of a Git server. Default: one minute. */
      timeout?: HumanDuration | string;
    };
    repositories?: {
      /**
       * Where repositories of new services are made: the baseUrl of a server above, or the
       * address of an owner, group or organization on a host under `integrations`, e.g.
       * `https://github.com/openpolicy`.
       */
      url?: string;
    };
    delivery?: {
      /**
       * Environments that are delivered by another repository than the platform in the catalog
       * says, for example a copy for trying out.
       */
      environments?: Array<{
        /** Reference of the System, e.g. `system:default/openpolicy-platform`. */
        system: string;
        /** Name of the environment. */
        environment: string;
        /** Address of the GitOps repository. */
        repository: string;
        /** Name of the cluster under `goldenPath.clusters`. Default: the environment's own. */
        cluster?: string;
      }>;
    };
  };
}
