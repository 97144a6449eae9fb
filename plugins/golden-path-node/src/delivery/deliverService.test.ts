/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  buildModels,
  GENERATOR_VERSION,
  PlatformModel,
  readServiceDefinition,
  renderPlatform,
  serviceDraftSchema,
  serviceEntityOf,
  withService,
} from '@openpolicy/plugin-golden-path-common';
import { GitRepository } from '../git/GitRepository';
import { shopEntities } from '../testUtils/shop';
import { startGitServer, TestGitServer } from '../testUtils/startGitServer';
import { deliverService, DeliveryRequest } from './deliverService';

const author = { name: 'Ada Example', email: 'ada@example.com' };
const TARGET = { environment: 'stage', branch: 'main', cluster: 'stage-1' };

describe('deliverService', () => {
  let server: TestGitServer;
  let count = 0;
  let repository: string;
  let name: string;
  let model: PlatformModel;

  const access = () => ({ url: repository, auth: server.auth });

  beforeAll(async () => {
    server = await startGitServer();
  });

  afterAll(() => server.close());

  beforeEach(async () => {
    name = `deploy-${++count}`;
    repository = `${server.baseUrl}/${name}.git`;
    const entities = shopEntities(repository);
    [model] = buildModels(entities.map(entity => ({ entity }))).models;
    const seed = await GitRepository.open({ ...access(), orCreate: true });
    await seed.commitAndPush({
      message: 'Render',
      author,
      changes: renderPlatform(model, { environment: 'stage' }),
    });
    await seed.close();
  });

  afterEach(() => {
    server.onRequest = undefined;
  });

  const entityOf = (service: string, more: object = {}) =>
    serviceEntityOf(
      serviceDraftSchema.parse({
        name: service,
        owner: 'group:default/shop-team',
        system: 'system:default/shop',
        language: 'go',
        port: 7042,
        dependencies: [{ ref: 'component:default/cart' }],
        ...more,
      }),
      {
        platform: model.system,
        repository: `https://git.example.com/${service}`,
      },
    );
  const deliver = (
    service: string,
    mode: DeliveryRequest['mode'] = 'create',
    more?: object,
  ) =>
    deliverService({
      model,
      target: { ...TARGET, repository },
      access: access(),
      name: service,
      entity: mode === 'remove' ? undefined : entityOf(service, more),
      mode,
      message: `${mode} ${service}\n\nBackstage-Task: task-7\n`,
      author,
    });
  const push = async (
    changes: Record<string, string | undefined>,
    message = 'By hand',
  ) => {
    const opened = await GitRepository.open(access());
    await opened.commitAndPush({
      message,
      author,
      changes: Object.entries(changes).map(([path, content]) => ({
        path,
        content,
      })),
    });
    await opened.close();
  };
  const show = (path: string) => server.git(name, 'show', `main:${path}`);
  const files = async () =>
    (await server.git(name, 'ls-tree', '-r', '--name-only', 'main')).split(
      '\n',
    );

  it('adds a service, its Application, its entry, and lets it into what it calls', async () => {
    const { revision } = await deliver('coupons');
    expect(await server.git(name, 'rev-parse', 'main')).toBe(`${revision}\n`);
    expect(await files()).toEqual(
      expect.arrayContaining([
        'argocd/application-coupons.yaml',
        'catalog/coupons.yaml',
        'services/cart/edge-coupons.yaml',
        'services/coupons/deployment.yaml',
      ]),
    );
    expect(await show('catalog/coupons.yaml')).toContain('port: 7042');
    expect(
      await server.git(
        name,
        'diff',
        '--stat',
        'main~1',
        'main',
        '--',
        'platform',
      ),
    ).toBe('');
  });

  it('changes nothing the second time', async () => {
    const first = await deliver('coupons');
    const again = await deliver('coupons');
    expect(again).toEqual({ revision: first.revision, changes: [] });
  });

  it('takes the entry that an earlier release wrote for its own, and writes it anew', async () => {
    await deliver('coupons');
    const entry = await show('catalog/coupons.yaml');
    const before = entry.replace(/(techdocs-ref:) url:\S+/, '$1 dir:.');
    expect(before).not.toBe(entry);
    await push({ 'catalog/coupons.yaml': before });
    const { changes } = await deliver('coupons');
    expect(changes.map(({ path }) => path)).toEqual(['catalog/coupons.yaml']);
    expect(await show('catalog/coupons.yaml')).toBe(entry);
    expect((await deliver('coupons')).changes).toEqual([]);
  });

  it('changes what differs, though the catalog knows nothing of the service yet', async () => {
    await deliver('coupons');
    const { changes } = await deliver('coupons', 'change', {
      scale: { min: 3, max: 5 },
    });
    expect(changes.map(({ path }) => path)).toContain(
      'services/coupons/horizontalpodautoscaler.yaml',
    );
    expect(changes.map(({ path }) => path)).not.toContain(
      'services/cart/edge-coupons.yaml',
    );
    expect(await show('services/coupons/horizontalpodautoscaler.yaml')).toMatch(
      /minReplicas: 3/,
    );
  });

  it('leaves no trace of what it takes away', async () => {
    await deliver('coupons');
    await deliver('coupons', 'remove');
    expect(await server.git(name, 'diff', '--stat', 'main~2', 'main')).toBe('');
  });

  it('takes away what was added to its folder since', async () => {
    await deliver('coupons');
    await push({ 'services/coupons/by-hand.yaml': 'kind: ConfigMap\n' });
    await deliver('coupons', 'remove');
    expect((await files()).filter(path => path.includes('coupons'))).toEqual(
      [],
    );
  });

  it('brings in three services at the same time, each let into a fourth', async () => {
    await Promise.all([
      deliver('coupons'),
      deliver('wishes', 'create', { port: 7043 }),
      deliver('stars', 'create', { port: 7044 }),
    ]);
    const all = [
      entityOf('coupons'),
      entityOf('wishes', { port: 7043 }),
      entityOf('stars', { port: 7044 }),
    ].reduce(
      (result, entity) =>
        withService(
          result,
          readServiceDefinition(entity, `catalog/${entity.metadata.name}.yaml`)
            .value!,
        ),
      model,
    );
    const wanted = renderPlatform(all, { environment: 'stage' });
    expect(
      (await files()).filter(path => /^(?!catalog\/)./.test(path)),
    ).toEqual(wanted.map(({ path }) => path));
    for (const { path, content } of wanted.filter(file =>
      /\bcart\b/.test(file.path),
    )) {
      expect(await show(path)).toBe(content);
    }
  });

  it('is not misled by a catalog that still has what left the repository', async () => {
    await deliver('wishes', 'create', { port: 7043 });
    const lagging = withService(
      model,
      readServiceDefinition(
        entityOf('wishes', { port: 7043 }),
        'catalog/wishes.yaml',
      ).value!,
    );
    await deliver('wishes', 'remove');
    model = lagging;
    await deliver('coupons');
    expect((await files()).filter(path => path.includes('wishes'))).toEqual([]);
    expect(await show('services/cart/prometheusrule.yaml')).not.toContain(
      'wishes',
    );
  });

  it('gives up when others are faster each time', async () => {
    let turns = 0;
    server.onRequest = async (method, path) => {
      if (method === 'POST' && path.endsWith('/git-receive-pack')) {
        const { onRequest } = server;
        server.onRequest = undefined;
        await push({ 'README.md': `${++turns}\n` });
        server.onRequest = onRequest;
      }
    };
    await expect(deliver('coupons')).rejects.toThrow(
      `Failed to push to repository '${repository}': others changed branch 'main' each time, 5 times.`,
    );
    expect(turns).toBe(5);
  });

  it('keeps what somebody changed by hand, and stops where it can not', async () => {
    await deliver('coupons');
    const path = 'services/coupons/horizontalpodautoscaler.yaml';
    const rendered = await show(path);
    await push({ [path]: `${rendered}# by hand\n` });
    await deliver('coupons', 'change', { scale: { min: 3, max: 5 } });
    expect(await show(path)).toMatch(/minReplicas: 3[^]*# by hand\n$/);
    await push({
      [path]: rendered.replace(/minReplicas: \d+/, 'minReplicas: 17'),
    });
    const before = await server.git(name, 'rev-parse', 'main');
    await expect(
      deliver('coupons', 'change', { scale: { min: 4, max: 7 } }),
    ).rejects.toThrow(
      new RegExp(`'${path}' in repository .* from line \\d+ on`),
    );
    expect(await server.git(name, 'rev-parse', 'main')).toBe(before);
  });

  it.each([
    ['another port', { port: 7049 }],
    ['another owner', { owner: 'group:default/other-team' }],
  ])(
    'changes nothing of a service of the same name with %s',
    async (_, more) => {
      await deliver('coupons');
      const before = await server.git(name, 'rev-parse', 'main');
      await expect(deliver('coupons', 'create', more)).rejects.toThrow(
        `Failed to create 'coupons': repository '${repository}' has another service of that name already, in 'catalog/coupons.yaml'; nothing was changed.`,
      );
      expect(await server.git(name, 'rev-parse', 'main')).toBe(before);
    },
  );

  it('does not take the name of a service that the catalog has from elsewhere', async () => {
    await expect(deliver('cart', 'create')).rejects.toThrow(
      "the catalog has a service of that name already, 'component:default/cart'",
    );
  });

  it('delivers nothing that breaks a rule', async () => {
    await expect(deliver('coupons', 'create', { port: 80 })).rejects.toThrow(
      /'component:default\/coupons' breaks rules of the platform: GP-PORT-001/,
    );
    expect(await files()).not.toContain('catalog/coupons.yaml');
  });

  it.each(['../out', 'Coupons', 'a/b', '', '{{ name }}', 'a\nb'])(
    "takes no '%s' for a name",
    async bad => {
      await expect(deliver(bad)).rejects.toThrow('is no name of a service');
    },
  );

  it('does not mind the broken file of another service', async () => {
    await push({ 'catalog/other.yaml': 'a: b: c\n' });
    await deliver('coupons');
    expect(await files()).toContain('catalog/coupons.yaml');
  });

  it('says which file of its own is broken', async () => {
    await push({ 'catalog/coupons.yaml': 'a: b: c\n' });
    await expect(deliver('coupons', 'change')).rejects.toThrow(
      "Failed to read 'catalog/coupons.yaml' of the GitOps repository",
    );
  });

  it('says that a branch is protected, in the words of the server', async () => {
    await server.hook(
      name,
      'pre-receive',
      '#!/bin/sh\necho "only reviewers may push" >&2\nexit 1\n',
    );
    await expect(deliver('coupons')).rejects.toThrow(
      /refused the push to 'main' \(.*pre-receive hook declined.*only reviewers may push/,
    );
  });

  it('changes no service that the portal did not make', async () => {
    await expect(deliver('cart', 'change', { port: 7013 })).rejects.toThrow(
      "has no 'catalog/cart.yaml'",
    );
  });

  describe('upgrade', () => {
    const HPA = 'services/coupons/horizontalpodautoscaler.yaml';
    const OLD = 'services/coupons/rollout-plan.yaml';

    /** What an older generator would have left: other words, and a file that is made no more. */
    const age = async () => {
      const own = (await files()).filter(path =>
        /^(services\/coupons\/|(argocd|catalog)\/.*coupons)/.test(path),
      );
      const aged = await Promise.all(
        own.map(async path => [
          path,
          (await show(path))
            .replaceAll(GENERATOR_VERSION, '0.0.3')
            .replace(/stabilizationWindowSeconds: \d+/, '$&7'),
        ]),
      );
      await push(
        { ...Object.fromEntries(aged), [OLD]: 'kind: ConfigMap\n' },
        'Deliver\n\nBackstage-Task: task-3\n',
      );
    };

    beforeEach(async () => {
      await deliver('coupons');
      await age();
    });

    it('brings what an older generator wrote to what this one makes', async () => {
      await deliver('coupons', 'upgrade');
      expect(await server.git(name, 'diff', '--stat', 'main~2', 'main')).toBe(
        '',
      );
      expect(await deliver('coupons', 'upgrade')).toMatchObject({
        changes: [],
      });
    });

    it('keeps what people wrote, and what they added', async () => {
      const mine = 'services/coupons/by-hand.yaml';
      await push({
        [HPA]: `${await show(HPA)}# by hand\n`,
        [mine]: 'kind: ConfigMap\n',
      });
      await deliver('coupons', 'upgrade');
      expect(await show(HPA)).toContain(GENERATOR_VERSION);
      expect(await show(HPA)).toMatch(/# by hand\n$/);
      expect(await files()).toContain(mine);
      expect(await files()).not.toContain(OLD);
      expect(await server.git(name, 'log', '-1', '--format=%B')).toContain(
        `Golden-Path-Merged: ${HPA}\n`,
      );
    });

    it('keeps people’s lines in one upgrade after the other', async () => {
      await push({ [HPA]: `${await show(HPA)}# by hand\n` });
      await deliver('coupons', 'upgrade');
      await deliver('coupons', 'upgrade', { scale: { min: 3, max: 7 } });
      expect(await show(HPA)).toMatch(/maxReplicas: 7[^]*# by hand\n$/);
    });

    it('changes nothing where both changed the same line', async () => {
      await push({
        [HPA]: (
          await show(HPA)
        ).replace(/stabilizationWindowSeconds: \d+/, '$&1'),
      });
      const before = await server.git(name, 'rev-parse', 'main');
      await expect(deliver('coupons', 'upgrade')).rejects.toThrow(
        new RegExp(`'${HPA}' in repository .* somebody changed the same lines`),
      );
      expect(await server.git(name, 'rev-parse', 'main')).toBe(before);
    });

    it('is not what a change does', async () => {
      await deliver('coupons', 'change', { scale: { min: 3, max: 7 } });
      expect(await show(HPA)).toMatch(/maxReplicas: 7/);
      expect(await show(HPA)).toContain('0.0.3');
    });
  });
});
