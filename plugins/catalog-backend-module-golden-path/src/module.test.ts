/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { createBackendModule } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import {
  catalogProcessingExtensionPoint,
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { EventsService, eventsServiceRef } from '@backstage/plugin-events-node';
import { GitRepository } from '@openpolicy/plugin-golden-path-node';
import { startGitServer } from '@openpolicy/plugin-golden-path-node/testUtils';
import { AddressInfo } from 'node:net';
import goldenPathModule from '.';

// A whole catalog starts, and its loop has to come round several times.
jest.setTimeout(180_000);

/** An entity provider that the test can drive. */
class TestProvider implements EntityProvider {
  #connection?: EntityProviderConnection;

  getProviderName(): string {
    return 'test';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#connection = connection;
  }

  async provide(...entities: Entity[]): Promise<void> {
    await this.#connection!.applyMutation({
      type: 'full',
      entities: entities.map(entity => ({ entity, locationKey: 'test' })),
    });
  }
}

function service(name: string, runtime: object): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      annotations: {
        'backstage.io/managed-by-location': `url:https://example.com/${name}.yaml`,
        'backstage.io/managed-by-origin-location': `url:https://example.com/${name}.yaml`,
      },
    },
    spec: {
      type: 'service',
      lifecycle: 'production',
      owner: 'shop-team',
      system: 'shop',
      runtime: {
        apiVersion: 'runtime.openpolicy.io/v1',
        image: { tag: '1.3.0' },
        ports: [{ port: 9013 }],
        resources: { memory: { request: '256Mi', limit: '512Mi' } },
        ...runtime,
      } as any,
    },
  };
}

async function startCatalog(config: object = {}, others: object = {}) {
  const provider = new TestProvider();
  let events: EventsService | undefined;
  const { server } = await startTestBackend({
    features: [
      catalogPlugin,
      goldenPathModule,
      createBackendModule({
        pluginId: 'catalog',
        moduleId: 'test-provider',
        register(env) {
          env.registerInit({
            deps: {
              catalog: catalogProcessingExtensionPoint,
              eventsService: eventsServiceRef,
            },
            async init({ catalog, eventsService }) {
              catalog.addEntityProvider(provider);
              events = eventsService;
            },
          });
        },
      }),
      mockServices.database.factory(),
      mockServices.rootConfig.factory({
        data: {
          catalog: { processingInterval: { seconds: 1 }, ...config },
          ...others,
        },
      }),
    ],
  });
  const { port } = server.address() as AddressInfo;
  const read = async (name: string): Promise<any> => {
    const response = await fetch(
      `http://localhost:${port}/api/catalog/entities/by-name/component/default/${name}`,
      { headers: { authorization: 'Bearer mock-user-token' } },
    );
    return response.ok ? await response.json() : undefined;
  };
  return { provider, read, events: events! };
}

/** Asks until the catalog's processing loop has come round. */
async function eventually<T>(
  read: () => Promise<T>,
  isDone: (value: T) => boolean,
): Promise<T> {
  const deadline = Date.now() + 100_000;
  for (;;) {
    const value = await read();
    if (isDone(value)) {
      return value;
    }
    if (Date.now() > deadline) {
      throw new Error(`gave up waiting, last saw ${JSON.stringify(value)}`);
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}

describe('catalogModuleGoldenPath', () => {
  it('shows a wrong port on its entity and touches no other', async () => {
    const { provider, read } = await startCatalog();
    await provider.provide(service('checkout', {}), service('ledger', {}));
    await eventually(
      () => Promise.all([read('checkout'), read('ledger')]),
      entities => entities.every(Boolean),
    );

    await provider.provide(
      service('checkout', { ports: [{ port: 80 }] }),
      service('ledger', { image: { tag: '1.4.0' } }),
    );
    const checkout = await eventually(
      () => read('checkout'),
      entity => entity?.status?.items?.length > 0,
    );
    const ledger = await eventually(
      () => read('ledger'),
      entity => entity?.spec.runtime.image.tag === '1.4.0',
    );

    expect(checkout.status.items).toEqual([
      expect.objectContaining({
        level: 'error',
        message: expect.stringContaining(
          "GP-PORT-001 in 'component:default/checkout': 'spec.runtime.ports[0].port' is 80",
        ),
      }),
    ]);
    expect(checkout.spec.runtime.ports[0].port).toBe(9013);
    expect(ledger.status?.items ?? []).toEqual([]);
  });

  it('keeps a service whose dependency is unknown, with the dangling relation', async () => {
    const { provider, read } = await startCatalog();
    await provider.provide(
      service('checkout', {
        dependencies: [{ ref: 'component:default/nowhere' }],
      }),
    );
    const checkout = await eventually(
      () => read('checkout'),
      entity => entity?.relations?.length > 0,
    );
    expect(checkout.relations).toContainEqual(
      expect.objectContaining({
        type: 'dependsOn',
        targetRef: 'component:default/nowhere',
      }),
    );
  });

  it('shows a service as soon as its delivery is told of', async () => {
    const git = await startGitServer();
    try {
      const repository = `${git.baseUrl}/deploy.git`;
      const push = async (content: Entity) => {
        const opened = await GitRepository.open({
          url: repository,
          auth: git.auth,
          orCreate: true,
        });
        await opened.commitAndPush({
          message: 'Deliver',
          author: { name: 'Ada', email: 'ada@example.com' },
          changes: [
            {
              path: `catalog/${content.metadata.name}.yaml`,
              content: JSON.stringify(content),
            },
          ],
        });
        await opened.close();
      };
      await push(service('ledger', {}));
      const { read, events } = await startCatalog(
        {
          providers: {
            goldenPath: {
              lab: {
                repository,
                // Once at start, and never again in this test.
                schedule: { frequency: { hours: 7 }, timeout: { minutes: 1 } },
              },
            },
          },
        },
        // Only servers that the configuration names are called.
        { goldenPath: { git: { servers: [{ baseUrl: git.baseUrl }] } } },
      );
      const ledger = await eventually<any>(() => read('ledger'), Boolean);
      expect(
        ledger.metadata.annotations['backstage.io/managed-by-location'],
      ).toBe(`git:${repository}/-/main/catalog/ledger.yaml`);

      await push(service('coupons', { ports: [{ port: 9017 }] }));
      await events.publish({
        topic: 'golden-path.delivered',
        eventPayload: { repository, branch: 'main' },
      });
      const coupons = await eventually<any>(() => read('coupons'), Boolean);
      expect(coupons.spec.runtime.ports).toEqual([{ port: 9017 }]);
      expect(coupons.metadata.annotations).not.toHaveProperty(
        'backstage.io/view-url',
      );
      expect(await read('ledger')).toBeDefined();
    } finally {
      await git.close();
    }
  });
});
