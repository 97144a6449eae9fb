/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parse } from 'yaml';
import { GoldenPathServer, runAsUser } from '../__testUtils__/GoldenPathServer';
import { createValidateAction } from './validate';
import { examples } from './validate.examples';

describe('examples of goldenPath:validate', () => {
  it.each(examples.map(({ description, example }) => [description, example]))(
    'run: %s',
    async (_, example) => {
      const server = await GoldenPathServer.start();
      server.says(200, { findings: [] });
      const [{ action, input }] = parse(example).steps;
      expect(action).toBe('goldenPath:validate');
      const validate = createValidateAction({ goldenPath: server.client() });
      expect(validate.schema?.input).toBeDefined();
      const { error, outputs } = await runAsUser(validate, input);
      expect(error).toBeUndefined();
      expect(outputs).toEqual({ warnings: [] });
      await server.close();
    },
  );
});
