/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  catalog?: {
    providers?: {
      /**
       * Git repositories whose entities go into the catalog, by a name of your choice: those to
       * which the portal delivers services. Credentials come from `goldenPath.git.servers` or
       * `integrations`.
       */
      goldenPath?: {
        [id: string]: {
          /**
           * Address to clone from, over http(s) and without credentials.
           * Example: `https://git.example.com/shop/deploy.git`.
           */
          repository: string;
          /** Branch that is read. Default: `main`. */
          branch?: string;
          /** Folder with the YAML files; folders in it are not read. Default: `catalog`. */
          path?: string;
          /**
           * How often to look for a new commit. Default: every minute, each look ending after one
           * minute. A delivery of this portal is read at once.
           */
          schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
        };
      };
    };
  };
}
