/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { GoldenPathServer, runAsUser } from '../__testUtils__/GoldenPathServer';
import { createReservePortAction } from './reservePort';

const draft = { name: 'coupons', system: 'system:default/shop', port: 7042 };
const expiresAt = '2026-11-25T22:00:07.000Z';

describe('goldenPath:reservePort', () => {
  let server: GoldenPathServer;

  beforeEach(async () => {
    server = await GoldenPathServer.start();
  });

  afterEach(() => server.close());

  const run = (
    input: object = draft,
    options?: Parameters<typeof runAsUser>[2],
  ) =>
    runAsUser(
      createReservePortAction({ goldenPath: server.client() }),
      { draft: input },
      options,
    );

  it('takes the port of the draft', async () => {
    server.says(201, { port: 7042, outcome: 'reserved', expiresAt });
    const { error, lines, outputs } = await run();
    expect(error).toBeUndefined();
    expect(server.requests).toMatchObject([
      {
        route: 'POST /api/golden-path/platforms/default/shop/reservations',
        body: { service: 'coupons', port: 7042 },
      },
    ]);
    expect(outputs).toEqual({ port: 7042, expiresAt });
    expect(lines).toEqual([
      `Port 7042 is reserved for coupons until ${expiresAt}`,
    ]);
  });

  it('takes any port for a draft without one, and says if it had it', async () => {
    server.says(200, { port: 7003, outcome: 'renewed', expiresAt });
    const { outputs, lines } = await run({ ...draft, port: undefined });
    expect(server.requests[0].body).toEqual({ service: 'coupons' });
    expect(outputs.port).toBe(7003);
    expect(lines[0]).toContain('is still reserved for coupons');
  });

  it('asks no second time after a restart of the portal', async () => {
    server.says(201, { port: 7042, outcome: 'reserved', expiresAt });
    const { checkpoints } = await run();
    server.refuses(409, "used by 'component:default/coupons'");
    const { error, outputs } = await run(draft, { checkpoints });
    expect(error).toBeUndefined();
    expect(outputs.port).toBe(7042);
  });

  it('reserves nothing in a dry run', async () => {
    const { outputs, lines } = await run(draft, { isDryRun: true });
    expect(server.requests).toEqual([]);
    expect(outputs.port).toBe(7042);
    expect(lines).toEqual(['Would reserve port 7042 for coupons']);
  });

  it('says who has the port', async () => {
    server.refuses(409, "Port 7042 is reserved by 'user:default/bob'.");
    const { error } = await run();
    expect(error).toMatchObject({
      name: 'ConflictError',
      message: "Port 7042 is reserved by 'user:default/bob'.",
    });
  });

  it.each([[{ ...draft, name: 7 }], [{ ...draft, system: undefined }]])(
    'refuses %j',
    async input => {
      const { error } = await run(input);
      expect(error?.message).toContain("has no 'name' or no 'system'");
      expect(server.requests).toEqual([]);
    },
  );
});
