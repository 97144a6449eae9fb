/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { GoldenPathServer, runAsUser } from '../__testUtils__/GoldenPathServer';
import { createDryRunAction } from './dryRun';

const draft = { name: 'coupons' };
const object = (kind: string, outcome: string, message?: string) => ({
  kind,
  name: 'coupons',
  outcome,
  message,
});

describe('goldenPath:dryRun', () => {
  let server: GoldenPathServer;

  beforeEach(async () => {
    server = await GoldenPathServer.start();
  });

  afterEach(() => server.close());

  const run = (options?: Parameters<typeof runAsUser>[2]) =>
    runAsUser(
      createDryRunAction({ goldenPath: server.client() }),
      { draft, environment: 'stage' },
      options,
    );

  it.each([[false], [true]])(
    'says what the cluster would make of each object (dry run: %p)',
    async isDryRun => {
      server.says(200, {
        cluster: 'stage-1',
        objects: [
          object('Service', 'created'),
          object('Deployment', 'changed'),
          object('ConfigMap', 'unchanged'),
        ],
      });
      const { error, lines, outputs } = await run({ isDryRun });
      expect(error).toBeUndefined();
      expect(server.requests[0].body).toEqual({ draft, environment: 'stage' });
      expect(lines).toEqual([
        "Service 'coupons': would be made",
        "Deployment 'coupons': would be changed",
        "ConfigMap 'coupons': is there as it shall be",
        "Cluster 'stage-1' would take all 3 objects",
      ]);
      expect(outputs).toEqual({ cluster: 'stage-1', objects: 3 });
    },
  );

  it('fails with what the cluster refuses', async () => {
    server.says(200, {
      cluster: 'stage-1',
      objects: [
        object('Service', 'created'),
        object('Deployment', 'refused', 'no limits.'),
      ],
    });
    const { error, outputs } = await run();
    expect(error).toMatchObject({
      name: 'InputError',
      message:
        "Cluster 'stage-1' would refuse 1 of 2 objects; nothing was changed. Deployment 'coupons': no limits.",
    });
    expect(outputs).toEqual({});
  });

  it('asks no second time after a restart of the portal', async () => {
    server.says(200, {
      cluster: 'stage-1',
      objects: [object('Service', 'created')],
    });
    const { checkpoints } = await run();
    server.refuses(503, 'Cluster down.');
    const { error, outputs } = await run({ checkpoints });
    expect(error).toBeUndefined();
    expect(outputs).toEqual({ cluster: 'stage-1', objects: 1 });
  });

  it('passes on that the cluster is down', async () => {
    server.refuses(503, "Cluster 'stage-1' cannot be asked.");
    const { error } = await run();
    expect(error?.message).toBe("Cluster 'stage-1' cannot be asked.");
  });
});
