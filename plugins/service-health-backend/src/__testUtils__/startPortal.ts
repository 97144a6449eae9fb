/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  AuditorService,
  BackstageCredentials,
  coreServices,
  createBackendModule,
  createServiceFactory,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { JsonObject } from '@backstage/types';
import { serviceHealthExtensionPoint } from '@openpolicy/plugin-service-health-node';
import {
  FakeDeliveryProvider,
  FakeSource,
} from '@openpolicy/plugin-service-health-node/testUtils';
import { Knex } from 'knex';
import { serviceHealthPlugin } from '../plugin';

/** Decides on one permission of one entity. */
export type TestPolicy = (
  permission: string,
  entityRef: string | undefined,
  principal: { type?: string; userEntityRef?: string },
) => boolean;

/** What the auditor was told. */
export interface AuditRecord {
  eventId: string;
  severity?: string;
  status: 'succeeded' | 'failed';
  meta: JsonObject;
  error?: string;
}

/** A backend with the plugin, whose upstreams, catalog and policy are the test's. */
export interface TestPortal {
  server: TestBackend['server'];
  stop(): Promise<void>;
  kubernetes: FakeSource;
  argocd: FakeSource;
  prometheus: FakeSource;
  provider: FakeDeliveryProvider;
  audit: AuditRecord[];
  /** How often the permission framework was asked. */
  authorizations: { count: number };
  setPolicy(policy: TestPolicy): void;
}

/** Starts a {@link TestPortal}. Default policy: everybody may do everything, asked entity by entity. */
export async function startPortal(options: {
  entities: Entity[];
  policy?: TestPolicy;
  config?: JsonObject;
  /** Default: a SQLite database of its own. */
  knex?: Knex;
}): Promise<TestPortal> {
  const kubernetes = new FakeSource({ source: 'kubernetes', instance: 'lab' });
  const argocd = new FakeSource({ source: 'argocd', instance: 'lab' });
  const prometheus = new FakeSource({ source: 'prometheus', instance: 'lab' });
  const provider = new FakeDeliveryProvider('lab');
  const audit: AuditRecord[] = [];
  const authorizations = { count: 0 };
  let policy: TestPolicy = options.policy ?? (() => true);

  const permissions: PermissionsService = {
    async authorize(requests, { credentials } = {} as any) {
      authorizations.count++;
      return requests.map(request => ({
        result: policy(
          request.permission.name,
          'resourceRef' in request ? request.resourceRef : undefined,
          (credentials as BackstageCredentials<{ type?: string }>).principal,
        )
          ? AuthorizeResult.ALLOW
          : AuthorizeResult.DENY,
      }));
    },
    async authorizeConditional(requests) {
      return requests.map(() => ({
        result: AuthorizeResult.CONDITIONAL,
        pluginId: 'catalog',
        resourceType: 'catalog-entity',
        conditions: { rule: 'TEST', resourceType: 'catalog-entity' },
      }));
    },
  };
  const auditor: AuditorService = {
    async createEvent({ eventId, severityLevel }) {
      const record = (
        status: AuditRecord['status'],
        meta: JsonObject = {},
        error?: Error,
      ) => {
        audit.push({
          eventId,
          severity: severityLevel,
          status,
          meta,
          error: error?.name,
        });
      };
      return {
        success: async ({ meta } = {}) => record('succeeded', meta),
        fail: async ({ meta, error }) => record('failed', meta, error),
      };
    },
  };

  const backend = await startTestBackend({
    features: [
      serviceHealthPlugin,
      createBackendModule({
        pluginId: 'service-health',
        moduleId: 'fakes',
        register(env) {
          env.registerInit({
            deps: { extensionPoint: serviceHealthExtensionPoint },
            async init({ extensionPoint }) {
              extensionPoint.addSource(kubernetes);
              extensionPoint.addSource(argocd);
              extensionPoint.addSource(prometheus);
              extensionPoint.addDeliveryProvider(provider);
            },
          });
        },
      }),
      catalogServiceMock.factory({ entities: options.entities }),
      ...(options.knex
        ? [mockServices.database.factory({ knex: options.knex })]
        : []),
      mockServices.rootConfig.factory({
        data: { permission: { enabled: true }, ...options.config },
      }),
      createServiceFactory({
        service: coreServices.permissions,
        deps: {},
        factory: () => permissions,
      }),
      createServiceFactory({
        service: coreServices.auditor,
        deps: {},
        factory: () => auditor,
      }),
    ],
  });
  await Promise.all([
    kubernetes.started(),
    argocd.started(),
    prometheus.started(),
  ]);
  return {
    server: backend.server,
    stop: () => backend.stop(),
    kubernetes,
    argocd,
    prometheus,
    provider,
    audit,
    authorizations,
    setPolicy(next) {
      policy = next;
    },
  };
}
