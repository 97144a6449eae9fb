/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { shopEntities } from '@openpolicy/plugin-golden-path-node/testUtils';
import {
  startGitServer,
  TestGitServer,
} from '@openpolicy/plugin-golden-path-node/testUtils';
import { GitRepository } from '@openpolicy/plugin-golden-path-node';
import { ApiServer } from '../__testUtils__/ApiServer';
import { DRAFT, startPortal, TestPortal } from '../__testUtils__/startPortal';

const RESERVATIONS = '/platforms/default/shop/reservations';

describe('checks of a draft', () => {
  let git: TestGitServer;
  let apiServer: ApiServer;
  let portal: TestPortal;

  const goldenPath = () => ({
    git: {
      servers: [
        {
          baseUrl: git.baseUrl,
          username: git.auth.username,
          token: git.auth.password,
        },
      ],
    },
    repositories: { url: git.baseUrl },
    clusters: [apiServer.config],
  });

  beforeAll(async () => {
    git = await startGitServer();
    apiServer = await ApiServer.start();
    apiServer.put('api/v1/namespaces/shop-platform/services/legacy', {
      spec: { ports: [{ port: 7077 }] },
    });
    apiServer.put(
      'apis/argoproj.io/v1alpha1/namespaces/argocd/applications/stray',
      {},
    );
    const repository = await GitRepository.open({
      url: `${git.baseUrl}/old-coupons.git`,
      auth: git.auth,
      orCreate: true,
    });
    await repository.commitAndPush({
      message: 'Begin',
      author: { name: 'Ada', email: 'ada@example.com' },
      changes: [{ path: 'README.md', content: 'x\n' }],
    });
    await repository.close();
    portal = await startPortal({ goldenPath: goldenPath() });
  });

  afterAll(async () => {
    await portal.stop();
    await apiServer.close();
    await git.close();
  });

  afterEach(() => {
    git.failWith = undefined;
    apiServer.failWith = undefined;
  });

  const validate = async (
    changes: object = {},
    options: { portal?: TestPortal; user?: string } = {},
  ) => {
    const { status, body } = await (options.portal ?? portal).post(
      '/validations',
      { draft: { ...DRAFT, ...changes } },
      options.user,
    );
    expect(status).toBe(200);
    return body;
  };
  const errorsOf = async (...args: Parameters<typeof validate>) =>
    (await validate(...args)).findings
      .filter(({ severity }: any) => severity === 'error')
      .map(({ ruleId, field }: any) => [ruleId, field]);

  it('find nothing in the way of a sound one, and say what it would be', async () => {
    const { findings, entity } = await validate();
    expect(
      findings.filter(({ severity }: any) => severity === 'error'),
    ).toEqual([]);
    expect(entity).toMatchObject({
      kind: 'Component',
      metadata: { name: 'coupons' },
      spec: { runtime: { ports: [{ port: 7042 }] } },
    });
  });

  it.each([
    ['a name of the catalog', { name: 'cart' }, [['GP-CREATE-001', 'name']]],
    [
      'an owner that is not there',
      { owner: 'group:default/moon-team' },
      [['GP-CREATE-002', 'owner']],
    ],
    [
      'an owner that is no group',
      { owner: 'user:default/ada' },
      [['GP-CREATE-002', 'owner']],
    ],
    [
      'an owner that is no reference',
      { owner: 'group:' },
      [['GP-CREATE-002', 'owner']],
    ],
    [
      'a system without a platform',
      { system: 'system:default/moon' },
      [['GP-CREATE-004', 'system']],
    ],
    ['a port of the catalog', { port: 7013 }, [['GP-CREATE-005', 'port']]],
    ['a port of the cluster', { port: 7077 }, [['GP-CREATE-005', 'port']]],
    [
      'a repository that exists',
      { name: 'old-coupons' },
      [['GP-CREATE-006', 'name']],
    ],
    [
      'a Service that is there',
      { name: 'legacy' },
      [['GP-CREATE-007', 'name']],
    ],
    [
      'an application that is there',
      { name: 'stray' },
      [['GP-CREATE-007', 'name']],
    ],
    ['no port', { port: undefined }, [['GP-CREATE-010', 'port']]],
    ['no description of what is wrong', { tier: 7 }, [['GP-SPEC-001', 'tier']]],
  ])('find %s', async (_, changes, expected) => {
    expect(await errorsOf(changes)).toEqual(expected);
  });

  it.each([
    ['{{ constructor }}', 'name'],
    ['../../etc', 'name'],
    ['a: b\n- c', 'name'],
  ])('never ask anybody about the name %j', async (name, field) => {
    const before = apiServer.requests.length;
    const errors = await errorsOf({ name });
    expect(errors.length).toBeGreaterThan(0);
    expect(new Set(errors.map(([, found]: string[]) => found))).toEqual(
      new Set([field]),
    );
    expect(
      apiServer.requests
        .slice(before)
        .filter(line => !line.endsWith('/services')),
    ).toEqual([]);
  });

  it('leave a port to who has reserved it, and to nobody else', async () => {
    await portal.post(RESERVATIONS, { service: 'coupons', port: 7042 });
    expect(await errorsOf()).toEqual([]);
    const bob = 'user:default/bob';
    expect(await errorsOf({}, { user: bob })).toEqual([
      ['GP-CREATE-005', 'port'],
    ]);
    expect(await errorsOf({ name: 'wishes' })).toEqual([
      ['GP-CREATE-005', 'port'],
    ]);
    await portal.delete(`${RESERVATIONS}/7042`);
  });

  it('find a group that the user does not belong to, unless that is allowed', async () => {
    const entities = shopEntities('https://git.example.com/deploy.git');
    entities.push({
      ...entities[0],
      metadata: { name: 'bank-team', namespace: 'default' },
    });
    const owner = 'group:default/bank-team';
    for (const [owners, expected] of [
      ['members', [['GP-CREATE-003', 'owner']]],
      ['any', []],
    ] as const) {
      const other = await startPortal({
        entities,
        goldenPath: { ...goldenPath(), creation: { owners } },
      });
      expect(await errorsOf({ owner }, { portal: other })).toEqual(expected);
      await other.stop();
    }
  });

  it.each([502, 401])('say that the Git server answers %d', async status => {
    git.failWith = status;
    const { findings } = await validate();
    const [finding] = findings.filter(
      ({ ruleId }: any) => ruleId === 'GP-CREATE-008',
    );
    expect(finding).toMatchObject({ severity: 'error' });
    expect(finding.message).toContain(`${status}`);
    expect(JSON.stringify(findings)).not.toContain(git.auth.password);
  });

  it('say once that the cluster does not answer, and stop nobody', async () => {
    apiServer.failWith = 500;
    const { findings } = await validate();
    expect(
      findings
        .filter(({ ruleId }: any) => ruleId.startsWith('GP-CREATE'))
        .map(({ ruleId, severity }: any) => [ruleId, severity]),
    ).toEqual([['GP-CREATE-011', 'warning']]);
    expect(JSON.stringify(findings)).not.toContain(apiServer.token);
  });

  it('say what the configuration lacks', async () => {
    const bare = await startPortal();
    const { findings } = await validate({}, { portal: bare });
    expect(
      findings.find(({ ruleId }: any) => ruleId === 'GP-CREATE-008').message,
    ).toContain("Set 'goldenPath.repositories.url'");
    await bare.stop();
  });

  it.each([[{}], [{ draft: 'x' }], [{ draft: [] }]])(
    'refuse the body %j',
    async body => {
      expect((await portal.post('/validations', body)).status).toBe(400);
    },
  );
});
