/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { HumanDuration } from '@backstage/types';

export interface Config {
  goldenPath?: {
    /** API servers that are asked what they would say to a service's objects, and which ports are taken. */
    clusters?: Array<{
      /** As the environments of a platform, or `goldenPath.delivery.environments`, call it. */
      name: string;
      /** `https://host:port` of the API server. */
      url: string;
      /**
       * Token of an account that may only ask with dryRun=All; docs/own-cluster.md has one.
       * @visibility secret
       */
      token: string;
      /** Certificate authority of the API server: PEM, or base64 of it as in a kubeconfig. Default: the system's. */
      caData?: string;
    }>;
    reservations?: {
      /** How long a port is kept for a service that is yet to be made. Default: one hour. */
      ttl?: HumanDuration | string;
    };
    creation?: {
      /**
       * Who may make a service that a group owns: `members` of the group, or `any` user that may make one. Default: members.
       */
      owners?: 'members' | 'any';
      /** The Template that makes services; upgrades take its skeletons. Default: template:default/service. */
      template?: string;
    };
  };
}
