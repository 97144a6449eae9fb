/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { LabError } from '../errors';

/** Whether a server could listen on 127.0.0.1:`port` now. @internal */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () =>
      server.close(() => resolve(true)),
    );
  });
}

/**
 * Picks free ports, one a name.
 *
 * They are taken below 32768, where Linux's range for outgoing connections
 * begins, because minutes may pass between the choice and the start.
 * @internal
 */
export async function pickPorts<T extends string>(
  names: readonly T[],
): Promise<Record<T, number>> {
  const first = 18_000;
  const count = 12_000;
  const offset = randomInt(count);
  const ports = {} as Record<T, number>;
  let next = 0;
  for (const name of names) {
    for (;;) {
      if (next === count) {
        throw new LabError(
          `Failed to find ${names.length} free ports between ${first} and ${
            first + count
          }.`,
        );
      }
      const port = first + ((offset + next++) % count);
      if (await isPortFree(port)) {
        ports[name] = port;
        break;
      }
    }
  }
  return ports;
}
