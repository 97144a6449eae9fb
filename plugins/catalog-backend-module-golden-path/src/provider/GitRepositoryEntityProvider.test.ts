/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LoggerService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { EntityProviderMutation } from '@backstage/plugin-catalog-node';
import { GitRepository, GitServers } from '@openpolicy/plugin-golden-path-node';
import {
  startGitServer,
  TestGitServer,
} from '@openpolicy/plugin-golden-path-node/testUtils';
import { GitRepositoryEntityProvider } from './GitRepositoryEntityProvider';

const component = (name: string, more = '') =>
  `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: ${name}\nspec:\n  type: service\n${more}`;

describe('GitRepositoryEntityProvider', () => {
  let server: TestGitServer;
  let count = 0;

  beforeAll(async () => {
    server = await startGitServer();
  });

  afterEach(() => {
    server.failWith = undefined;
    server.onRequest = undefined;
  });

  afterAll(() => server.close());

  /** A provider of a repository of its own, and what it tells the catalog. */
  async function startProvider(files: Record<string, string | undefined>) {
    const name = `deploy-${++count}`;
    const repository = `${server.baseUrl}/${name}.git`;
    const push = async (changes: Record<string, string | undefined>) => {
      const opened = await GitRepository.open({
        url: repository,
        auth: server.auth,
        orCreate: true,
      });
      try {
        const { revision } = await opened.commitAndPush({
          message: 'Change',
          author: { name: 'Ada', email: 'ada@example.com' },
          changes: Object.entries(changes).map(([path, content]) => ({
            path,
            content,
          })),
        });
        return revision;
      } finally {
        await opened.close();
      }
    };
    await push(files);

    const mutations: EntityProviderMutation[] = [];
    const lines: string[] = [];
    const clock = { ms: 1_000_000 };
    const log = (level: string) => (message: string) =>
      lines.push(`${level} ${message}`);
    const logger = {
      debug: log('debug'),
      info: log('info'),
      warn: log('warn'),
      error: log('error'),
      child: () => logger,
    } as LoggerService;
    const events = mockServices.events.mock();
    let scheduled: () => Promise<void> = async () => {};
    const provider = GitRepositoryEntityProvider.create({
      config: {
        id: 'lab',
        repository,
        branch: 'main',
        path: 'catalog',
        schedule: { frequency: { minutes: 1 }, timeout: { minutes: 1 } },
      },
      gitServers: GitServers.fromConfig(
        mockServices.rootConfig({
          data: {
            goldenPath: {
              git: {
                servers: [
                  {
                    baseUrl: server.baseUrl,
                    username: server.auth.username,
                    token: server.auth.password,
                  },
                ],
              },
            },
          },
        }),
      ),
      events,
      logger,
      now: () => clock.ms,
      taskRunner: {
        run: async ({ fn }) => {
          scheduled = async () => fn(new AbortController().signal);
        },
      },
    });
    await provider.connect({
      applyMutation: async mutation => {
        mutations.push(mutation);
      },
      refresh: async () => {},
    });
    return {
      repository,
      name,
      push,
      mutations,
      lines,
      clock,
      turn: () => scheduled(),
      deliver: (eventPayload: unknown) =>
        events.subscribe.mock.calls[0][0].onEvent({
          topic: 'golden-path.delivered',
          eventPayload,
        }),
      names: (mutation = mutations[mutations.length - 1]) =>
        (mutation.type === 'full' ? mutation.entities : mutation.added).map(
          ({ entity }: any) => entity.metadata.name,
        ),
    };
  }

  it('gives the catalog every entity of the folder, with where it comes from', async () => {
    const { turn, mutations, repository } = await startProvider({
      'catalog/cart.yaml': component('cart'),
      'catalog/coupons.yml': component('coupons'),
      'catalog/notes.md': 'no entity',
      'catalog/deeper/other.yaml': component('other'),
      'services/cart/service.yaml': 'kind: Service\n',
    });
    await turn();
    expect(mutations).toHaveLength(1);
    expect(mutations[0]).toMatchObject({
      type: 'full',
      entities: [
        {
          locationKey: 'golden-path:lab',
          entity: {
            metadata: {
              name: 'cart',
              annotations: {
                'backstage.io/managed-by-location': `git:${repository}/-/main/catalog/cart.yaml`,
                'backstage.io/managed-by-origin-location': `git:${repository}/-/main/catalog/cart.yaml`,
              },
            },
          },
        },
        { entity: { metadata: { name: 'coupons' } } },
      ],
    });
    expect((mutations[0] as any).entities).toHaveLength(2);
  });

  it('lets no file say that it comes from somewhere else', async () => {
    const { turn, mutations, repository } = await startProvider({
      'catalog/cart.yaml': component('cart').replace(
        'metadata:\n',
        'metadata:\n  annotations:\n    backstage.io/managed-by-location: url:https://example.com/x.yaml\n',
      ),
    });
    await turn();
    expect(
      (mutations[0] as any).entities[0].entity.metadata.annotations[
        'backstage.io/managed-by-location'
      ],
    ).toBe(`git:${repository}/-/main/catalog/cart.yaml`);
  });

  it('looks at the tip alone while nothing was pushed, and all over every ten minutes', async () => {
    const { turn, mutations, clock } = await startProvider({
      'catalog/cart.yaml': component('cart'),
    });
    await turn();
    const posts: string[] = [];
    server.onRequest = method => {
      if (method === 'POST') posts.push(method);
    };
    clock.ms += 599_000;
    await turn();
    expect(mutations).toHaveLength(1);
    expect(posts).toEqual([]);
    clock.ms += 2_000;
    await turn();
    expect(mutations).toHaveLength(2);
  });

  it('takes away what left the repository', async () => {
    const { turn, push, names, mutations } = await startProvider({
      'catalog/cart.yaml': component('cart'),
      'catalog/coupons.yaml': component('coupons'),
    });
    await turn();
    await push({ 'catalog/coupons.yaml': undefined });
    await turn();
    expect(mutations).toHaveLength(2);
    expect(mutations[1].type).toBe('full');
    expect(names()).toEqual(['cart']);
  });

  it('reads a delivery at once, and no other repository', async () => {
    const { deliver, push, mutations, names, repository } = await startProvider(
      {
        'catalog/cart.yaml': component('cart'),
      },
    );
    await deliver({ repository: 'https://git.example.com/other.git' });
    await deliver({ repository, branch: 'other' });
    await deliver(undefined);
    expect(mutations).toEqual([]);
    await push({ 'catalog/coupons.yaml': component('coupons') });
    await deliver({ repository: repository.replace(/\.git$/, '/') });
    expect(names()).toEqual(['cart', 'coupons']);
  });

  it('misses no delivery that comes while it reads', async () => {
    const { deliver, push, mutations, names, repository, turn } =
      await startProvider({ 'catalog/cart.yaml': component('cart') });
    let told: Promise<void> | undefined;
    server.onRequest = async (method, path) => {
      if (!told && method === 'POST' && path.endsWith('/git-upload-pack')) {
        server.onRequest = undefined;
        await push({ 'catalog/coupons.yaml': component('coupons') });
        told = deliver({ repository });
      }
    };
    await turn();
    await told;
    expect(names()).toEqual(['cart', 'coupons']);
    expect(mutations.length).toBeLessThanOrEqual(2);
  });

  it('keeps what the catalog has while Git is down, and says so once', async () => {
    const { turn, push, mutations, lines, names, repository } =
      await startProvider({ 'catalog/cart.yaml': component('cart') });
    await turn();
    await push({ 'catalog/coupons.yaml': component('coupons') });
    server.failWith = 503;
    await turn();
    await turn();
    expect(mutations).toHaveLength(1);
    expect(lines.filter(line => line.startsWith('warn'))).toEqual([
      `warn Keeps what the catalog has: Failed to read repository '${repository}': the Git server answered 503. Try again; if it stays, look at the server.`,
    ]);
    server.failWith = undefined;
    await turn();
    expect(names()).toEqual(['cart', 'coupons']);
    expect(lines).toContain('info Reads the Git repository again');
  });

  it('keeps the last good state of a file that is broken, and names its line', async () => {
    const { turn, push, mutations, lines, names } = await startProvider({
      'catalog/cart.yaml': component('cart'),
      'catalog/coupons.yaml': component('coupons'),
    });
    await turn();
    const revision = await push({
      'catalog/coupons.yaml': component('coupons', '  a: b: c\n'),
      'catalog/orders.yaml': component('orders'),
    });
    await turn();
    expect(mutations[1].type).toBe('full');
    expect(names()).toEqual(['cart', 'coupons', 'orders']);
    expect(lines).toContainEqual(
      expect.stringMatching(
        `^warn Ignores 'catalog/coupons.yaml' at ${revision.slice(
          0,
          7,
        )}, line 7: .+`,
      ),
    );
  });

  it('takes nothing away as long as it never saw a broken file good', async () => {
    const { turn, push, mutations, names } = await startProvider({
      'catalog/cart.yaml': component('cart'),
      'catalog/coupons.yaml': 'a: b: c\n',
    });
    await turn();
    expect(mutations[0].type).toBe('delta');
    expect((mutations[0] as any).removed).toEqual([]);
    expect(names()).toEqual(['cart']);
    await push({ 'catalog/coupons.yaml': component('coupons') });
    await turn();
    expect(mutations[1].type).toBe('full');
    expect(names()).toEqual(['cart', 'coupons']);
  });

  it('takes the first of two files that hold the same entity', async () => {
    const { turn, lines, names } = await startProvider({
      'catalog/a.yaml': component('cart'),
      'catalog/b.yaml': component('cart'),
    });
    await turn();
    expect(names()).toEqual(['cart']);
    expect(lines).toContain(
      "warn Ignores 'component:default/cart' of 'catalog/b.yaml': 'catalog/a.yaml' holds it already",
    );
  });

  it('takes an empty folder for what it is', async () => {
    const { turn, mutations } = await startProvider({ 'README.md': 'x\n' });
    await turn();
    expect(mutations).toEqual([{ type: 'full', entities: [] }]);
  });

  it('shows no token in any line of its log', async () => {
    const { turn, lines } = await startProvider({
      'catalog/cart.yaml': component('cart'),
    });
    for (const status of [401, 403, 404, 500, 302]) {
      server.failWith = status;
      await turn();
    }
    expect(lines.length).toBeGreaterThan(4);
    expect(lines.join('\n')).not.toContain('4711');
  });
});
