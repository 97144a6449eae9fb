/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { GoldenPathServer, runAsUser } from '../__testUtils__/GoldenPathServer';
import { createValidateAction } from './validate';

const draft = { name: 'coupons', port: 7042 };
const finding = (ruleId: string, severity: string) => ({
  ruleId,
  severity,
  message: `${ruleId} is broken`,
  fix: 'Mend it.',
});

describe('goldenPath:validate', () => {
  let server: GoldenPathServer;

  beforeEach(async () => {
    server = await GoldenPathServer.start();
  });

  afterEach(() => server.close());

  const run = (options?: Parameters<typeof runAsUser>[2]) =>
    runAsUser(
      createValidateAction({ goldenPath: server.client() }),
      { draft },
      options,
    );

  it.each([[false], [true]])(
    'lets a sound service pass, with what is worth a look (dry run: %p)',
    async isDryRun => {
      server.says(200, { findings: [finding('GP-PORT-007', 'warning')] });
      const { error, lines, outputs } = await run({ isDryRun });
      expect(error).toBeUndefined();
      expect(outputs.warnings).toEqual([
        'GP-PORT-007: GP-PORT-007 is broken. Mend it.',
      ]);
      expect(lines).toEqual([
        '! GP-PORT-007: GP-PORT-007 is broken. Mend it.',
        'Nothing is in the way of the service',
      ]);
    },
  );

  it('fails with all that is wrong', async () => {
    server.says(200, {
      findings: [
        finding('GP-CREATE-001', 'error'),
        finding('GP-CREATE-005', 'error'),
        { ...finding('GP-CPU-001', 'error'), waiver: { reason: 'x' } },
      ],
    });
    const { error, outputs } = await run();
    expect(error?.name).toBe('InputError');
    expect(error?.message).toBe(
      'The service cannot be made; nothing was changed. GP-CREATE-001: GP-CREATE-001 is broken. Mend it. GP-CREATE-005: GP-CREATE-005 is broken. Mend it.',
    );
    expect(outputs).toEqual({});
  });

  it('is not in its own way after a restart of the portal', async () => {
    server.says(200, { findings: [] });
    const { checkpoints } = await run();
    server.says(200, { findings: [finding('GP-CREATE-001', 'error')] });
    const { error } = await run({ checkpoints });
    expect(error).toBeUndefined();
    expect(server.requests).toHaveLength(1);
  });

  it('passes on what the backend refuses', async () => {
    server.refuses(403, 'You may not make services.');
    const { error } = await run();
    expect(error).toMatchObject({
      name: 'NotAllowedError',
      message: 'You may not make services.',
    });
  });
});
