/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Removal } from './Removal';

/** Gives back the ports that are reserved for the service. The backend lets only who reserved one give it back. */
export async function releasePorts(removal: Removal): Promise<void> {
  const { dependencies, ctx, query } = removal;
  const { name, system = '', credentials, signal } = query;
  const { goldenPath } = dependencies;
  const { ports } = await goldenPath.getPorts(system, { credentials, signal });
  const reserved = ports.filter(
    taken => taken.name === name && taken.state === 'reserved',
  );
  for (const { port, by } of reserved) {
    if (ctx.isDryRun) {
      removal.would(`give back port ${port}`);
      continue;
    }
    try {
      await goldenPath.releasePort(system, port, { credentials, signal });
      removal.gone(`the reservation of port ${port}`);
    } catch (error) {
      signal?.throwIfAborted();
      removal.stays(
        `port ${port} is reserved by ${by} until its time is over: ${
          (error as Error).message
        }`,
      );
    }
  }
}
