/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { mockCredentials } from '@backstage/backend-test-utils';
import request from 'supertest';
import { makeApplication, makeEntity } from '../__testUtils__/builders';
import {
  startPortal,
  TestPolicy,
  TestPortal,
} from '../__testUtils__/startPortal';
import { spec } from '../schema/openapi.generated';

const READ = 'service-health.service.read';
const ENTITY_READ = 'catalog.entity.read';
const SYNC = 'service-health.application.sync';

type Role = 'nobody' | 'service' | 'stranger' | 'reader' | 'owner';
type Target = 'own' | 'foreign' | 'unbound' | 'missing';

const HEADERS: Record<Role, string> = {
  nobody: mockCredentials.none.header(),
  service: mockCredentials.service.header(),
  stranger: mockCredentials.user.header('user:default/stranger'),
  reader: mockCredentials.user.header('user:default/reader'),
  owner: mockCredentials.user.header('user:default/owner'),
};

/** The reader sees all, the owner also syncs its own, the stranger has the health permission and does not see the entities. */
const policy: TestPolicy = (permission, entityRef, principal) => {
  if (principal.type === 'service') {
    return true;
  }
  switch (principal.userEntityRef) {
    case 'user:default/stranger':
      return permission !== ENTITY_READ;
    case 'user:default/reader':
      return permission === READ || permission === ENTITY_READ;
    case 'user:default/owner':
      return (
        permission !== SYNC ||
        ['component:default/own', 'component:default/unbound'].includes(
          String(entityRef),
        )
      );
    default:
      return false;
  }
};

const TARGETS: Target[] = ['own', 'foreign', 'unbound', 'missing'];

/** Per route and role, the status for each of the targets, or one for all. A route without a row here fails the test below. */
const MATRIX: Record<string, Record<Role, number | number[]>> = {
  'get /services': {
    nobody: 401,
    service: 200,
    stranger: 200,
    reader: 200,
    owner: 200,
  },
  'get /services/{kind}/{namespace}/{name}': {
    nobody: 401,
    service: [200, 200, 200, 404],
    stranger: 404,
    reader: [200, 200, 200, 404],
    owner: [200, 200, 200, 404],
  },
  'get /services/{kind}/{namespace}/{name}/syncs': {
    nobody: 401,
    service: [200, 200, 200, 404],
    stranger: 404,
    reader: [200, 200, 200, 404],
    owner: [200, 200, 200, 404],
  },
  'post /services/{kind}/{namespace}/{name}/syncs': {
    nobody: 401,
    service: 403,
    stranger: 404,
    reader: [403, 403, 403, 404],
    // Unbound: the entity claims the application of 'own'.
    owner: [202, 403, 403, 404],
  },
  'get /sources': {
    nobody: 401,
    service: 200,
    stranger: 200,
    reader: 200,
    owner: 200,
  },
  'get /stream': {
    nobody: 401,
    service: [200, 200, 200, 404],
    stranger: 404,
    reader: [200, 200, 200, 404],
    owner: [200, 200, 200, 404],
  },
};

describe('permissions', () => {
  let portal: TestPortal;

  beforeAll(async () => {
    portal = await startPortal({
      entities: ['own', 'foreign', 'unbound'].map(name =>
        makeEntity(name, {
          annotations: {
            'argocd/app-name': name === 'unbound' ? 'own' : name,
          },
        }),
      ),
      policy,
    });
    for (const name of ['own', 'foreign']) {
      portal.argocd.put(makeApplication(name));
      portal.provider.setLive(makeApplication(name));
    }
  });

  afterAll(async () => {
    await portal.stop();
  });

  it('has a row for each route', () => {
    const routes = Object.entries(spec.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map(method => `${method} ${path}`),
    );
    expect(Object.keys(MATRIX).sort()).toEqual(routes.sort());
  });

  const rows = Object.entries(MATRIX).flatMap(([route, roles]) =>
    Object.entries(roles).flatMap(([role, statuses]) =>
      TARGETS.map(
        (target, index) =>
          [
            role as Role,
            route,
            target,
            Array.isArray(statuses) ? statuses[index] : statuses,
          ] as const,
      ),
    ),
  );

  it.each(rows)('%s: %s of %s: %s', async (role, route, target, status) => {
    const [method, template] = route.split(' ');
    const path = `/api/service-health${template
      .replace('{kind}', 'component')
      .replace('{namespace}', 'default')
      .replace('{name}', target)}`;
    let call;
    if (method === 'post') {
      call = request(portal.server)
        .post(path)
        .send({
          applicationId: `app-lab-${target === 'unbound' ? 'own' : target}`,
          idempotencyKey: `press-${role}-${target}`,
        });
    } else if (template === '/stream') {
      // A stream has no end: what counts is how it begins.
      call = request(portal.server)
        .get(`${path}?entityRef=component:default/${target}`)
        .buffer(false)
        .parse((response, done) => {
          (response as unknown as { destroy(): void }).destroy();
          done(null, '');
        });
    } else {
      call = request(portal.server).get(path);
    }
    const response = await call
      .set('Authorization', HEADERS[role])
      .catch((error: { response?: { status: number } }) => error.response);
    expect(response?.status).toBe(status);
  });

  it('shows a stranger no row of the fleet', async () => {
    const response = await request(portal.server)
      .get('/api/service-health/services')
      .set('Authorization', HEADERS.stranger);
    expect(response.body.rows).toEqual([]);
  });
});
