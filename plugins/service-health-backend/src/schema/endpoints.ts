/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  FleetSnapshot,
  ServiceSnapshot,
  SourceFreshness,
  SyncAttempt,
} from '@openpolicy/plugin-service-health-common';

interface ServicePath {
  kind: string;
  namespace: string;
  name: string;
}

/**
 * The routes of `openapi.yaml` with the types of their parts. The schemas say the same of the same types; responses are checked against
 * them in tests.
 *
 * @internal
 */
export type Endpoints = {
  '#get|/services': { response: FleetSnapshot | void };
  '#get|/services/{kind}/{namespace}/{name}': {
    path: ServicePath;
    response: ServiceSnapshot | void;
  };
  '#get|/services/{kind}/{namespace}/{name}/syncs': {
    path: ServicePath;
    response: { items: SyncAttempt[] };
  };
  '#post|/services/{kind}/{namespace}/{name}/syncs': {
    path: ServicePath;
    body: { applicationId: string; idempotencyKey: string; prune?: boolean };
    response: SyncAttempt;
  };
  '#get|/sources': { response: { items: SourceFreshness[] } };
  '#get|/stream': {
    query: { entityRef?: string; fleet?: string };
    response: string;
  };
};
