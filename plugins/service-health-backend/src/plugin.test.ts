/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { mockCredentials } from '@backstage/backend-test-utils';
import {
  ConflictError,
  NotAllowedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { SyncOutcomeUnknownError } from '@openpolicy/plugin-service-health-node';
import request from 'supertest';
import {
  makeAlert,
  makeApplication,
  makeEntity,
  makePod,
  makeReplicaSet,
  makeWorkload,
} from './__testUtils__/builders';
import {
  startPortal,
  TestPolicy,
  TestPortal,
} from './__testUtils__/startPortal';

const GATEWAY = '/api/service-health/services/component/default/api-gateway';
const ETL = '/api/service-health/services/component/default/etl-service';

const entities = [
  makeEntity('api-gateway'),
  makeEntity('etl-service', {
    owner: 'group:default/data-team',
    annotations: {
      'backstage.io/kubernetes-id': 'etl-service',
      // Somebody else's application.
      'argocd/app-name': 'api-gateway',
    },
  }),
];

describe('serviceHealthPlugin', () => {
  let portal: TestPortal;

  async function start(options: { policy?: TestPolicy; config?: {} } = {}) {
    portal = await startPortal({ entities, ...options });
    const workload = makeWorkload('api-gateway');
    const replicaSet = makeReplicaSet('api-gateway-5d8', workload);
    const application = makeApplication('api-gateway', {
      data: { sync: { status: 'OutOfSync', revisions: ['1f3a'] } },
    });
    portal.kubernetes.put(workload);
    portal.kubernetes.put(replicaSet);
    portal.kubernetes.put(makePod('api-gateway-5d8-x1', replicaSet));
    portal.kubernetes.put(makeWorkload('etl-service'));
    portal.argocd.put(application);
    portal.provider.setLive(application);
    portal.prometheus.put(
      makeAlert('HighErrorRate', { service: 'api-gateway' }),
    );
    return portal;
  }

  const get = (path: string) => request(portal.server).get(path);
  const sync = (body: object, path: string = GATEWAY) =>
    request(portal.server).post(`${path}/syncs`).send(body);
  const body = {
    applicationId: 'app-lab-api-gateway',
    idempotencyKey: 'press-0001',
  };

  afterEach(async () => {
    await portal.stop();
  });

  describe('snapshot', () => {
    it('shows what is proven to belong to the service, with pods by their owners', async () => {
      await start();
      const response = await get(GATEWAY);
      expect(response.status).toBe(200);
      expect(response.body).toMatchObject({
        entityRef: 'component:default/api-gateway',
        rollout: {
          state: 'ready',
          workloads: [
            {
              name: 'api-gateway',
              replicaSets: [{ name: 'api-gateway-5d8' }],
            },
          ],
          pods: [{ name: 'api-gateway-5d8-x1' }],
        },
        delivery: {
          state: 'ready',
          applications: [
            { id: 'app-lab-api-gateway', sync: { status: 'OutOfSync' } },
          ],
        },
        alerts: { state: 'ready', alerts: [{ name: 'HighErrorRate' }] },
        claims: [],
      });
    });

    it('answers 304 to the version that the caller has, and 200 after a change', async () => {
      await start();
      const first = await get(GATEWAY);
      expect(first.headers.etag).toMatch(/^W\/".+"$/);
      const again = await get(GATEWAY).set('If-None-Match', first.headers.etag);
      expect(again.status).toBe(304);
      expect(again.text).toBe('');

      portal.argocd.put(makeApplication('api-gateway'));
      const changed = await get(GATEWAY).set(
        'If-None-Match',
        first.headers.etag,
      );
      expect(changed.status).toBe(200);
      expect(changed.body.delivery.applications[0].sync.status).toBe('Synced');
    });

    it('does not show the application of somebody else to an entity that names it', async () => {
      await start();
      const response = await get(ETL);
      expect(response.status).toBe(200);
      expect(response.body.delivery.applications).toEqual([]);
      expect(response.body.delivery.state).toBe('unbound');
      expect(response.body.claims).toEqual([
        {
          annotation: 'argocd/app-name',
          value: 'api-gateway',
          reason: expect.stringContaining("'argocd/app-name: api-gateway'"),
          nextStep: expect.stringContaining(
            'backstage.io/entity-ref: component:default/etl-service',
          ),
        },
      ]);
    });

    it('answers alike for a service that may not be seen and one that does not exist', async () => {
      await start({
        policy: (_, ref) => ref !== 'component:default/etl-service',
      });
      const denied = await get(ETL);
      const unknown = await get(ETL.replace('etl-service', 'no-service'));
      expect(denied.status).toBe(404);
      expect(unknown.status).toBe(404);
      expect(denied.body.error).toEqual(unknown.body.error);
      expect(denied.body.error.message).toContain(
        'Service not found or not visible',
      );
    });

    it('says that sources are connecting before they were heard of', async () => {
      portal = await startPortal({ entities });
      const response = await get(GATEWAY);
      expect(response.body.rollout.state).toBe('connecting');
      expect(response.body.delivery.state).toBe('connecting');
      expect(response.body.alerts.state).toBe('connecting');
      expect(response.body.verdict.tone).toBe('unknown');
      expect(response.body.claims).toEqual([]);
    });

    it('refuses a name that no entity can have, by the description of the API', async () => {
      await start();
      const response = await get(
        '/api/service-health/services/component/default/a%2F..%2Fb',
      );
      expect(response.status).toBe(400);
    });
  });

  describe('fleet and sources', () => {
    async function fleet() {
      for (;;) {
        const response = await get('/api/service-health/services');
        if (response.status !== 200 || response.body.rows.length > 0) {
          return response;
        }
      }
    }

    it('lists the services that the caller may see', async () => {
      await start({
        policy: (_, ref) => ref !== 'component:default/etl-service',
      });
      const response = await fleet();
      expect(
        response.body.rows.map((row: { entityRef: string }) => row.entityRef),
      ).toEqual(['component:default/api-gateway']);
      expect(
        response.body.sources.map((one: { source: string }) => one.source),
      ).toEqual(['catalog', 'kubernetes', 'argocd', 'prometheus']);
      const again = await get('/api/service-health/services').set(
        'If-None-Match',
        response.headers.etag,
      );
      expect(again.status).toBe(304);
    });

    it('asks the permission framework once for many reads of one user', async () => {
      await start();
      await fleet();
      const before = portal.authorizations.count;
      // A decision holds for 15 s, which a slow machine could spend here.
      const now = performance.now();
      const clock = jest.spyOn(performance, 'now').mockReturnValue(now);
      for (let i = 0; i < 20; i++) {
        await get(GATEWAY);
        await fleet();
      }
      clock.mockRestore();
      expect(portal.authorizations.count).toBe(before);
    });

    it('says how fresh each source is', async () => {
      await start();
      portal.argocd.fail({
        reason: 'Argo CD does not answer.',
        nextStep: 'Look at its log.',
      });
      const response = await get('/api/service-health/sources');
      expect(response.body.items).toEqual([
        expect.objectContaining({ source: 'catalog', state: 'live' }),
        expect.objectContaining({ source: 'kubernetes', state: 'live' }),
        expect.objectContaining({
          source: 'argocd',
          state: 'failed',
          reason: 'Argo CD does not answer.',
          nextStep: 'Look at its log.',
        }),
        expect.objectContaining({ source: 'prometheus', state: 'live' }),
      ]);
    });
  });

  describe('sync', () => {
    it('carries out the sync once, with the user and the request id, and records it', async () => {
      await start();
      const response = await sync(body);
      expect(response.status).toBe(202);
      expect(response.body).toMatchObject({
        entityRef: 'component:default/api-gateway',
        applicationId: 'app-lab-api-gateway',
        application: 'api-gateway',
        instance: 'lab',
        requestedBy: 'user:default/mock',
        outcome: 'accepted',
        prune: false,
      });
      expect(portal.provider.sent).toEqual([
        {
          application: {
            namespace: 'argocd',
            name: 'api-gateway',
            project: 'openpolicy-platform',
          },
          requestId: response.body.id,
          requestedBy: 'user:default/mock',
          prune: false,
        },
      ]);
      const list = await get(`${GATEWAY}/syncs`);
      expect(list.body.items).toEqual([response.body]);
      expect(portal.audit).toEqual([
        {
          eventId: 'application-sync',
          severity: 'medium',
          status: 'succeeded',
          meta: {
            entityRef: 'component:default/api-gateway',
            applicationId: 'app-lab-api-gateway',
            application: 'api-gateway',
            instance: 'lab',
            project: 'openpolicy-platform',
            prune: false,
            requestId: response.body.id,
            outcome: 'accepted',
          },
        },
      ]);
    });

    it('completes the record when the operation ends', async () => {
      await start();
      const { body: attempt } = await sync(body);
      portal.argocd.put(
        makeApplication('api-gateway', {
          data: {
            operation: {
              phase: 'Succeeded',
              message: 'successfully synced',
              requestId: attempt.id,
              startedAt: '2026-11-23T05:00:01Z',
              finishedAt: '2026-11-23T05:00:07Z',
              resources: [],
            },
          },
        }),
      );
      let item;
      do {
        item = (await get(`${GATEWAY}/syncs`)).body.items[0];
      } while (item.outcome === 'accepted');
      expect(item).toMatchObject({
        id: attempt.id,
        outcome: 'succeeded',
        reason: 'successfully synced',
        finishedAt: '2026-11-23T05:00:07Z',
      });
    });

    it('starts nothing for a key that was used before', async () => {
      await start();
      const first = await sync(body);
      const [second, third] = await Promise.all([sync(body), sync(body)]);
      expect(second.status).toBe(200);
      expect(second.body.id).toBe(first.body.id);
      expect(third.body.id).toBe(first.body.id);
      expect(portal.provider.sent).toHaveLength(1);
    });

    it('refuses a key that was used for something else', async () => {
      await start();
      await sync(body);
      const response = await sync({ ...body, prune: true });
      expect(response.status).toBe(409);
      expect(portal.provider.sent).toHaveLength(1);
    });

    it('sends nothing for a user who may not sync, and says whom to ask', async () => {
      await start({
        policy: permission => permission !== 'service-health.application.sync',
      });
      const response = await sync(body);
      expect(response.status).toBe(403);
      expect(response.body.error.message).toContain(
        "Ask its owner 'group:default/platform-team'",
      );
      expect(portal.provider.sent).toEqual([]);
      expect(portal.audit).toMatchObject([
        {
          eventId: 'application-sync',
          status: 'failed',
          error: 'NotAllowedError',
          meta: { outcome: 'refused' },
        },
      ]);
      expect((await get(`${GATEWAY}/syncs`)).body.items).toMatchObject([
        {
          outcome: 'refused',
          requestedBy: 'user:default/mock',
          reason: expect.stringContaining('not permitted'),
        },
      ]);
    });

    it('answers alike for an application of another entity and one that does not exist', async () => {
      await start();
      const foreign = await sync(body, ETL);
      const unknown = await sync(
        { ...body, applicationId: 'app-lab-no-such' },
        ETL,
      );
      expect(foreign.status).toBe(403);
      expect(foreign.status).toBe(unknown.status);
      expect(foreign.body.error).toEqual(unknown.body.error);
      expect(JSON.stringify(foreign.body.error)).not.toContain('api-gateway');
      expect(portal.provider.sent).toEqual([]);
      expect(portal.audit).toHaveLength(2);
    });

    it.each([
      ['a service', mockCredentials.service.header(), 403],
      ['nobody', mockCredentials.none.header(), 401],
    ])('refuses %s', async (_, authorization, status) => {
      await start();
      const response = await sync(body).set('Authorization', authorization);
      expect(response.status).toBe(status);
      expect(portal.provider.sent).toEqual([]);
    });

    it.each([
      [
        'another operation runs',
        new ConflictError('Another operation is running.'),
        409,
      ],
      [
        'a sync window is closed',
        new NotAllowedError('Blocked by sync window.'),
        403,
      ],
      [
        'Argo CD is down',
        new ServiceUnavailableError('Argo CD does not answer.'),
        503,
      ],
    ])('records a refusal when %s', async (_, error, status) => {
      await start();
      portal.provider.refuseWith(error);
      const response = await sync(body);
      expect(response.status).toBe(status);
      expect(response.body.error.message).toBe(error.message);
      expect((await get(`${GATEWAY}/syncs`)).body.items).toMatchObject([
        { outcome: 'refused', reason: error.message },
      ]);
    });

    it('says that it does not know when the answer was lost, and finds out later', async () => {
      await start();
      portal.provider.loseAnswerWith(new SyncOutcomeUnknownError('timeout'));
      const response = await sync(body);
      expect(response.status).toBe(202);
      expect(response.body.outcome).toBe('unknown');

      const again = await sync(body);
      expect(again.body.id).toBe(response.body.id);
      expect(portal.provider.sent).toHaveLength(1);

      portal.argocd.put(
        makeApplication('api-gateway', {
          data: {
            operation: {
              phase: 'Failed',
              message: 'one or more objects failed to apply',
              requestId: response.body.id,
              finishedAt: '2026-11-23T05:00:09Z',
              resources: [],
            },
          },
        }),
      );
      let item;
      do {
        item = (await get(`${GATEWAY}/syncs`)).body.items[0];
      } while (item.outcome === 'unknown');
      expect(item).toMatchObject({
        outcome: 'failed',
        reason: 'one or more objects failed to apply',
      });
    });

    it.each<[string, Parameters<typeof makeApplication>[1]]>([
      ['points elsewhere', { entityRef: 'component:default/etl-service' }],
      ['was moved to another project', { project: 'other' }],
      ['is being deleted', { data: { deleting: true } }],
      [
        'runs an operation',
        { data: { operation: { phase: 'Running', resources: [] } } },
      ],
    ])('sends nothing if the live application %s', async (_, options) => {
      await start();
      portal.provider.setLive(makeApplication('api-gateway', options));
      const response = await sync(body);
      expect(response.status).toBe(409);
      expect(portal.provider.sent).toEqual([]);
      expect((await get(`${GATEWAY}/syncs`)).body.items).toMatchObject([
        { outcome: 'refused' },
      ]);
    });

    it.each([
      ['no key', { applicationId: 'app-lab-api-gateway' }],
      ['a short key', { ...body, idempotencyKey: 'x' }],
      ['a name from the browser', { ...body, name: 'api-gateway' }],
      ['a prune that is no boolean', { ...body, prune: 'yes' }],
    ])('refuses a body with %s', async (_, bad) => {
      await start();
      expect((await sync(bad)).status).toBe(400);
      expect(portal.provider.sent).toEqual([]);
    });

    it('refuses a body that is no JSON, as a form of another site sends it', async () => {
      await start();
      const response = await request(portal.server)
        .post(`${GATEWAY}/syncs`)
        .set('Content-Type', 'text/plain')
        .send(JSON.stringify(body));
      expect(response.status).toBe(400);
      expect(portal.provider.sent).toEqual([]);
    });

    it('lets nobody sync while the permission framework is off', async () => {
      await start({ config: { permission: { enabled: false } } });
      const response = await sync(body);
      expect(response.status).toBe(403);
      expect(response.body.error.message).toContain("'permission.enabled'");
    });

    it('lets anybody sync without permissions if the operator says so', async () => {
      await start({
        config: {
          permission: { enabled: false },
          serviceHealth: { sync: { dangerouslyAllowWithoutPermissions: true } },
        },
      });
      expect((await sync(body)).status).toBe(202);
    });
  });
});
