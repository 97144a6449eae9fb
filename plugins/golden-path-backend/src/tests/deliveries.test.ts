/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { startPortal, TestPortal } from '../__testUtils__/startPortal';

describe('the deliveries of a platform', () => {
  let portal: TestPortal;

  afterEach(() => portal.stop());

  const overriding = (repository: string) => ({
    delivery: {
      environments: [
        {
          system: 'system:default/shop',
          environment: 'stage',
          repository,
          cluster: 'copy-7',
        },
      ],
    },
  });

  it('are those of the catalog unless the configuration says otherwise', async () => {
    portal = await startPortal({
      goldenPath: overriding('http://127.0.0.1:7041/copy.git'),
    });
    const { status, body } = await portal.get(
      '/platforms/default/shop/deliveries',
    );
    expect(status).toBe(200);
    const [stage, ...others] = body.deliveries;
    expect(stage).toEqual({
      environment: 'stage',
      repository: 'http://127.0.0.1:7041/copy.git',
      branch: 'main',
      cluster: 'copy-7',
    });
    expect(others.map(({ repository }: any) => repository)).toEqual(
      others.map(() => 'https://git.example.com/deploy.git'),
    );
  });

  it('never hold the credential of an address', async () => {
    portal = await startPortal({
      goldenPath: overriding('https://ada:s3cret@git.example.com/copy.git'),
    });
    const { text, body } = await portal.get(
      '/platforms/default/shop/deliveries',
    );
    expect(body.deliveries[0].repository).toBe(
      'https://git.example.com/copy.git',
    );
    expect(text).not.toMatch(/ada|s3cret/);
  });

  it('are not told of a platform that nobody knows', async () => {
    portal = await startPortal();
    const { status, body } = await portal.get(
      '/platforms/default/nowhere/deliveries',
    );
    expect(status).toBe(404);
    expect(body.error.message).toContain('system:default/nowhere');
  });
});
