/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parse } from 'yaml';
import { GoldenPathServer, runAsUser } from '../__testUtils__/GoldenPathServer';
import { createReservePortAction } from './reservePort';
import { examples } from './reservePort.examples';

describe('examples of goldenPath:reservePort', () => {
  it.each(examples.map(({ description, example }) => [description, example]))(
    'run: %s',
    async (_, example) => {
      const server = await GoldenPathServer.start();
      server.says(200, { port: 7042, outcome: 'reserved', expiresAt: 'x' });
      const [{ action, input }] = parse(example).steps;
      expect(action).toBe('goldenPath:reservePort');
      const reservePort = createReservePortAction({
        goldenPath: server.client(),
      });
      expect(reservePort.schema?.input).toBeDefined();
      const { error, outputs } = await runAsUser(reservePort, input);
      expect(error).toBeUndefined();
      expect(outputs).toEqual({ port: 7042, expiresAt: 'x' });
      await server.close();
    },
  );
});
