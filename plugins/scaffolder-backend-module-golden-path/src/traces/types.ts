/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  DeliveryTargets,
  GitServers,
} from '@openpolicy/plugin-golden-path-node';
import { GoldenPathClient } from '../goldenPathClient';
import { ServiceHealthClient } from '../serviceHealthClient';

/** One thing that there is of a service. */
export interface Trace {
  kind: 'repository' | 'delivery' | 'reservation' | 'entity' | 'application';
  /** In words, fit for the middle of a list. */
  text: string;
  /** Where to look at it. */
  url?: string;
  /** Whether the task made it; undefined if nothing says so. */
  isOwn?: boolean;
}

/** What there is of a service, and where the portal could not look. */
export interface Traces {
  found: Trace[];
  /** One sentence for each place that could not be looked at. */
  unknown: string[];
}

/** Which service, and who asks. */
export interface TraceQuery {
  name: string;
  /** Full reference of the platform's System. */
  system?: string;
  /** Default: the platform's first. */
  environment?: string;
  /** Address of its repository. Default: where the portal makes one of that name. */
  repositoryUrl?: string;
  /** Task whose work is told from that of others. */
  taskId: string;
  credentials: BackstageCredentials;
  signal?: AbortSignal;
}

/** What the finders of traces need. */
export interface TraceDependencies {
  catalog: CatalogService;
  gitServers: GitServers;
  targets: DeliveryTargets;
  goldenPath: Pick<GoldenPathClient, 'getPorts' | 'releasePort'>;
  serviceHealth: ServiceHealthClient;
  /** `app.baseUrl`. */
  baseUrl: string;
}
