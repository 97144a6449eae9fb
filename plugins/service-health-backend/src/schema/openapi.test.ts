/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import express from 'express';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import request from 'supertest';
import { createValidatedOpenApiRouter } from '@backstage/backend-openapi-utils';
import { parse } from 'yaml';
import {
  makeAlert,
  makeApplication,
  makeEntity,
  makeEvent,
  makePod,
  makeReplicaSet,
  makeWorkload,
} from '../__testUtils__/builders';
import { startPortal, TestPortal } from '../__testUtils__/startPortal';
import { spec } from './openapi.generated';

type OpenApiSpec = Parameters<typeof createValidatedOpenApiRouter>[0];

const GATEWAY = '/services/component/default/api-gateway';

describe('openapi', () => {
  it('is the same in YAML and in the module (run scripts/generateOpenApi.js)', () => {
    const yaml = readFileSync(resolve(__dirname, 'openapi.yaml'), 'utf8');
    expect(spec).toEqual(parse(yaml));
  });

  describe('describes the answers', () => {
    let portal: TestPortal;
    /** The portal behind a check of each answer; one that is not as described becomes a 500 that says why. */
    let validating: express.Express;

    beforeAll(async () => {
      portal = await startPortal({
        entities: [makeEntity('api-gateway')],
        policy: (_, ref) => ref !== 'component:default/secret',
      });
      const workload = makeWorkload('api-gateway');
      const replicaSet = makeReplicaSet('api-gateway-5d8', workload);
      const pod = makePod('api-gateway-5d8-x1', replicaSet);
      [workload, replicaSet, pod, makeEvent('e1', pod)].forEach(object =>
        portal.kubernetes.put(object),
      );
      const application = makeApplication('api-gateway', {
        data: {
          operation: {
            phase: 'Failed',
            message: 'one or more objects failed to apply',
            resources: [{ kind: 'Service', name: 'x', status: 'SyncFailed' }],
          },
          history: [{ id: 1, revision: '1f3a' }],
          conditions: [{ type: 'SyncError', message: 'failed' }],
        },
      });
      portal.argocd.put(application);
      portal.provider.setLive(application);
      portal.prometheus.put(
        makeAlert('HighErrorRate', { service: 'api-gateway' }),
      );

      // Backstage's wrapServer would do the same behind a proxy, which needs a name server to find 'localhost'.
      const app = express();
      app.use(
        createValidatedOpenApiRouter(spec as unknown as OpenApiSpec, {
          middleware: [(_req, _res, next) => next()],
          validatorOptions: {
            validateRequests: false,
            validateResponses: true,
          },
        }),
      );
      app.use(express.json());
      app.use(async (req, res) => {
        const answer = await request(portal.server)
          [req.method === 'POST' ? 'post' : 'get'](
            `/api/service-health${req.url}`,
          )
          .send(req.method === 'POST' ? req.body : undefined);
        res.status(answer.status).json(answer.body);
      });
      validating = app;
    });

    afterAll(async () => {
      await portal.stop();
    });

    it.each([
      ['get', '/services', 200],
      ['get', GATEWAY, 200],
      ['get', '/services/component/default/secret', 404],
      ['get', '/sources', 200],
      ['get', '/stream', 400],
      ['post', `${GATEWAY}/syncs`, 202],
      ['get', `${GATEWAY}/syncs`, 200],
      ['post', `${GATEWAY}/syncs`, 200],
    ])('%s %s: %s', async (method, path, status) => {
      const call =
        method === 'post'
          ? request(validating).post(path).send({
              applicationId: 'app-lab-api-gateway',
              idempotencyKey: 'press-0001',
            })
          : request(validating).get(path);
      const response = await call;
      // With the message beside it, a failure says what is not as described.
      expect({ status: response.status, text: response.text }).toEqual({
        status,
        text: expect.any(String),
      });
    });

    it('notices an answer that is not as described', async () => {
      portal.argocd.put(
        makeApplication('api-gateway', {
          data: { outOfSync: 'three' as unknown as number },
        }),
      );
      const response = await request(validating).get(GATEWAY);
      expect(response.status).toBe(500);
      expect(response.text).toContain('/delivery/applications/0/outOfSync');
    });
  });
});
