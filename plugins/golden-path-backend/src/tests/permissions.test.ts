/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { mockCredentials } from '@backstage/backend-test-utils';
import request from 'supertest';
import { DRAFT, startPortal } from '../__testUtils__/startPortal';

const RESERVATIONS = '/platforms/default/shop/reservations';
const ROUTES: Array<['get' | 'post' | 'delete', string, object, string?]> = [
  ['get', '/platforms/default/shop/ports', {}],
  ['post', RESERVATIONS, { service: 'coupons' }, 'golden-path.port.reserve'],
  ['delete', `${RESERVATIONS}/7042`, {}, 'golden-path.port.reserve'],
  ['post', '/validations', { draft: DRAFT }, 'golden-path.service.create'],
  [
    'post',
    '/dry-runs',
    { draft: DRAFT, environment: 'stage' },
    'golden-path.service.create',
  ],
  [
    'get',
    '/services/component/default/cart/source',
    {},
    'golden-path.service.change',
  ],
];

describe('permissions', () => {
  it.each(ROUTES)(
    'let no service and nobody %s %s',
    async (method, path, body) => {
      const portal = await startPortal();
      const url = `/api/golden-path${path}`;
      for (const [header, status] of [
        [mockCredentials.none.header(), 401],
        [mockCredentials.service.header(), 403],
      ] as const) {
        const answer = await request(portal.server)
          [method](url)
          .send(body)
          .set('Authorization', header);
        expect(answer.status).toBe(status);
      }
      await portal.stop();
    },
  );

  it.each(ROUTES.slice(1))(
    'are needed to %s %s',
    async (method, path, body, permission) => {
      const asked: string[] = [];
      const portal = await startPortal({
        policy: name => {
          asked.push(name);
          return false;
        },
      });
      const answer = await (method === 'post'
        ? portal.post(path, body)
        : portal[method](path));
      expect(answer.status).toBe(403);
      expect(answer.body.error.message).toMatch(/^You may not /);
      expect(asked).toEqual([permission]);
      await portal.stop();
    },
  );
});
