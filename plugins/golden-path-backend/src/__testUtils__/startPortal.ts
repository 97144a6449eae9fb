/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  AuditorService,
  BackstageUserPrincipal,
  coreServices,
  createServiceFactory,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { JsonObject } from '@backstage/types';
import { shopEntities } from '@openpolicy/plugin-golden-path-node/testUtils';
import { Knex } from 'knex';
import request from 'supertest';
import { goldenPathPlugin } from '../plugin';

/** Decides on one permission. */
export type TestPolicy = (
  permission: string,
  resourceRef: string | undefined,
) => boolean;

/** A backend with the plugin, asked as a user. */
export interface TestPortal {
  server: TestBackend['server'];
  stop(): Promise<void>;
  audit: Array<{ eventId: string; status: string; meta: JsonObject }>;
  get(path: string, user?: string): request.Test;
  post(path: string, body: object, user?: string): request.Test;
  delete(path: string, user?: string): request.Test;
}

/** A draft that breaks no rule on the platform of `shopEntities`. */
export const DRAFT = {
  name: 'coupons',
  description: 'Checks and redeems coupons.',
  owner: 'group:default/shop-team',
  system: 'system:default/shop',
  language: 'node',
  port: 7042,
  preview: 'a field of the form that is none of the service',
};

/** Starts a {@link TestPortal}. Default policy: everybody may do everything. */
export async function startPortal(
  options: {
    entities?: Entity[];
    goldenPath?: JsonObject;
    policy?: TestPolicy;
    knex?: Knex;
  } = {},
): Promise<TestPortal> {
  const audit: TestPortal['audit'] = [];
  const auditor: AuditorService = {
    async createEvent({ eventId }) {
      return {
        success: async ({ meta = {} } = {}) =>
          void audit.push({ eventId, status: 'succeeded', meta }),
        fail: async ({ meta = {} }) =>
          void audit.push({ eventId, status: 'failed', meta }),
      };
    },
  };
  const permissions: PermissionsService = {
    async authorize(requests) {
      return requests.map(asked => ({
        result: (options.policy ?? (() => true))(
          asked.permission.name,
          'resourceRef' in asked ? asked.resourceRef : undefined,
        )
          ? AuthorizeResult.ALLOW
          : AuthorizeResult.DENY,
      }));
    },
    async authorizeConditional() {
      throw new Error('not asked');
    },
  };
  const userInfo: UserInfoService = {
    async getUserInfo({ principal }) {
      const { userEntityRef } = principal as BackstageUserPrincipal;
      return {
        userEntityRef,
        ownershipEntityRefs: [userEntityRef, 'group:default/shop-team'],
      };
    },
  };
  const backend = await startTestBackend({
    features: [
      goldenPathPlugin,
      catalogServiceMock.factory({
        entities:
          options.entities ??
          shopEntities('https://git.example.com/deploy.git'),
      }),
      ...(options.knex
        ? [mockServices.database.factory({ knex: options.knex })]
        : []),
      mockServices.rootConfig.factory({
        data: { goldenPath: options.goldenPath ?? {} },
      }),
      createServiceFactory({
        service: coreServices.userInfo,
        deps: {},
        factory: () => userInfo,
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
  const as = (test: request.Test, user = 'user:default/ada') =>
    test.set('Authorization', mockCredentials.user.header(user));
  const url = (path: string) => `/api/golden-path${path}`;
  const { server } = backend;
  return {
    server,
    stop: () => backend.stop(),
    audit,
    get: (path, user) => as(request(server).get(url(path)), user),
    post: (path, body, user) =>
      as(request(server).post(url(path)).send(body), user),
    delete: (path, user) => as(request(server).delete(url(path)), user),
  };
}
