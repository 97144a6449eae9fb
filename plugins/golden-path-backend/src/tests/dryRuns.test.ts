/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ApiServer } from '../__testUtils__/ApiServer';
import { DRAFT, startPortal, TestPortal } from '../__testUtils__/startPortal';

describe('dry runs', () => {
  let apiServer: ApiServer;
  let portal: TestPortal;

  beforeEach(async () => {
    apiServer = await ApiServer.start();
    portal = await startPortal({
      goldenPath: { clusters: [apiServer.config] },
    });
  });

  afterEach(async () => {
    await portal.stop();
    await apiServer.close();
  });

  const dryRun = (changes: object = {}, environment = 'stage') =>
    portal.post('/dry-runs', { draft: { ...DRAFT, ...changes }, environment });
  const outcomes = (objects: any[]) => [
    ...new Set(objects.map(({ outcome }) => outcome)),
  ];
  const patches = () =>
    apiServer.requests.filter(line => line.startsWith('PATCH '));

  it('ask about each object of the service, and store nothing', async () => {
    const { status, body } = await dryRun();
    expect(body).toMatchObject({ environment: 'stage', cluster: 'stage-1' });
    expect(status).toBe(200);
    expect(outcomes(body.objects)).toEqual(['created']);
    expect(body.objects).toContainEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      namespace: 'shop-platform',
      name: 'coupons',
      path: 'services/coupons/deployment.yaml',
      outcome: 'created',
    });
    expect(body.objects.map(({ kind }: any) => kind)).toEqual(
      expect.arrayContaining([
        'Application',
        'NetworkPolicy',
        'PrometheusRule',
        'Service',
        'ServiceMonitor',
      ]),
    );
    expect(body.objects.map(({ kind }: any) => kind)).not.toContain(
      'Kustomization',
    );
    expect(patches()).toHaveLength(body.objects.length);
    for (const line of patches()) {
      expect(line).toMatch(
        /\?dryRun=All&fieldManager=openpolicy-golden-path&fieldValidation=Strict&force=true$/,
      );
    }
    expect(apiServer.stored).toBe(0);
    expect(apiServer.busiest).toBeLessThanOrEqual(6);
    expect(apiServer.busiest).toBeGreaterThan(1);
  });

  it('ask about what lets the service into what it calls', async () => {
    const { body } = await dryRun({
      dependencies: [{ ref: 'component:default/cart' }],
    });
    expect(
      body.objects.filter(({ path }: any) => path.startsWith('services/cart/')),
    ).toContainEqual(
      expect.objectContaining({
        kind: 'AuthorizationPolicy',
        path: 'services/cart/edge-coupons.yaml',
        outcome: 'created',
      }),
    );
  });

  it('tell what is there already from what would change', async () => {
    const path = 'apis/apps/v1/namespaces/shop-platform/deployments/coupons';
    apiServer.put(path, { spec: { replicas: 7 } });
    const { body } = await dryRun();
    expect(
      body.objects.find(({ kind }: any) => kind === 'Deployment').outcome,
    ).toBe('changed');
  });

  it('find nothing to do where all is as it shall be', async () => {
    apiServer.isStoring = true;
    await dryRun();
    expect(outcomes((await dryRun()).body.objects)).toEqual(['unchanged']);
    // Each object names the version of the spec that it was made of.
    const { body } = await dryRun({ title: 'Coupons: "50% off" {{ now }}' });
    expect(outcomes(body.objects)).toEqual(['changed']);
  });

  it('say in words that the namespace is missing', async () => {
    apiServer.namespaces.delete('shop-platform');
    const { status, body } = await dryRun();
    expect(status).toBe(200);
    const deployment = body.objects.find(
      ({ kind }: any) => kind === 'Deployment',
    );
    expect(deployment).toMatchObject({
      outcome: 'refused',
      message:
        "Cluster 'stage-1' has no namespace 'shop-platform'. Let the platform's own application be synced first.",
    });
    expect(
      body.objects.find(({ kind }: any) => kind === 'Application').outcome,
    ).toBe('created');
  });

  it('say in words that a kind is missing, and ask about the others', async () => {
    apiServer.missingGroups.add('apis/monitoring.coreos.com/v1');
    const { body } = await dryRun();
    const refused = body.objects.filter(
      ({ outcome }: any) => outcome === 'refused',
    );
    expect(refused.map(({ kind }: any) => kind).sort()).toEqual([
      'PrometheusRule',
      'ServiceMonitor',
    ]);
    expect(refused[0].message).toContain(
      "Cluster 'stage-1' has no kind 'PrometheusRule' of 'monitoring.coreos.com/v1'",
    );
  });

  it('repeat what the API server refuses an object for', async () => {
    apiServer.refusals.set('Deployment', 'admission webhook denied: no limits');
    const { body } = await dryRun();
    expect(
      body.objects.find(({ kind }: any) => kind === 'Deployment').message,
    ).toBe("Cluster 'stage-1' refuses it: admission webhook denied: no limits");
  });

  it('repeat what is wrong with the type of a field, though it comes as an internal error', async () => {
    const fault =
      'failed to create typed patch object (openpolicy-dev/coupons; apps/v1, Kind=Deployment): .spec.replicas: expected numeric (int or float), got string';
    apiServer.typeFaults.set('Deployment', fault);
    const { status, body } = await dryRun();
    expect(status).toBe(200);
    expect(
      body.objects.find(({ kind }: any) => kind === 'Deployment'),
    ).toMatchObject({
      outcome: 'refused',
      message: `Cluster 'stage-1' refuses it: ${fault}`,
    });
  });

  it('do not take another internal error for a refusal', async () => {
    apiServer.typeFaults.set('Deployment', 'etcdserver: request timed out');
    const { status, body } = await dryRun();
    expect(status).toBe(503);
    expect(body.error.message).toContain(
      "Cluster 'stage-1' cannot be asked: it answered with HTTP status 500",
    );
  });

  it.each([
    [500, 'it answered with HTTP status 500'],
    [401, "it does not accept the portal's token (401)"],
    [302, 'it answered with HTTP status 302'],
  ])('say what an API server means by %d', async (failWith, words) => {
    apiServer.failWith = failWith;
    const { status, body } = await dryRun();
    expect(status).toBe(503);
    expect(body.error.message).toContain(
      `Cluster 'stage-1' cannot be asked: ${words}`,
    );
    expect(JSON.stringify(body)).not.toContain(apiServer.token);
  });

  it('say that the cluster is down', async () => {
    await apiServer.close();
    const { status, body } = await dryRun();
    expect(status).toBe(503);
    expect(body.error.message).toContain('cannot be reached (ECONNREFUSED)');
    apiServer = await ApiServer.start();
  });

  it('trust no other authority than that of the cluster', async () => {
    const { caData: _, ...config } = apiServer.config;
    const other = await startPortal({ goldenPath: { clusters: [config] } });
    const { status, body } = await other.post('/dry-runs', {
      draft: DRAFT,
      environment: 'stage',
    });
    expect(status).toBe(503);
    expect(body.error.message).toContain(
      'cannot be reached (DEPTH_ZERO_SELF_SIGNED_CERT)',
    );
    expect(apiServer.requests).toEqual([]);
    await other.stop();
  });

  it.each([
    [{}, 'moon', 400, "has no environment 'moon'"],
    [{}, '../x', 400, "'environment': is no name"],
    [{ port: undefined }, 'stage', 400, "'port'"],
    [{ owner: 'group:default/moon' }, 'stage', 400, 'GP-OWNER-002'],
    [{ system: 'system:default/moon' }, 'stage', 404, "'system:default/moon'"],
  ])('refuse %j in %s', async (changes, environment, status, words) => {
    const answer = await dryRun(changes, environment);
    expect(answer.status).toBe(status);
    expect(answer.body.error.message).toContain(words);
    expect(patches()).toEqual([]);
  });

  it('know no cluster that nobody configured', async () => {
    const other = await startPortal();
    const { status, body } = await other.post('/dry-runs', {
      draft: DRAFT,
      environment: 'stage',
    });
    expect(status).toBe(400);
    expect(body.error.message).toContain(
      "The portal does not know cluster 'stage-1'. Add it to 'goldenPath.clusters'",
    );
    await other.stop();
  });
});
