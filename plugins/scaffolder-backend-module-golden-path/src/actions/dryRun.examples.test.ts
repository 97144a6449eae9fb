/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parse } from 'yaml';
import { GoldenPathServer, runAsUser } from '../__testUtils__/GoldenPathServer';
import { createDryRunAction } from './dryRun';
import { examples } from './dryRun.examples';

describe('examples of goldenPath:dryRun', () => {
  it.each(examples.map(({ description, example }) => [description, example]))(
    'run: %s',
    async (_, example) => {
      const server = await GoldenPathServer.start();
      server.says(200, { cluster: 'stage-1', objects: [] });
      const [{ action, input }] = parse(example).steps;
      expect(action).toBe('goldenPath:dryRun');
      const dryRun = createDryRunAction({ goldenPath: server.client() });
      expect(dryRun.schema?.input).toBeDefined();
      const { error, outputs } = await runAsUser(dryRun, input);
      expect(error).toBeUndefined();
      expect(outputs).toEqual({ cluster: 'stage-1', objects: 0 });
      await server.close();
    },
  );
});
