/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parseArgs } from 'node:util';
import { createGitServer } from './createGitServer';

const { values } = parseArgs({
  options: { port: { type: 'string' }, root: { type: 'string' } },
});
const server = createGitServer(values.root!);
server.listen(Number(values.port), '127.0.0.1', () =>
  process.stdout.write(`serving ${values.root} on 127.0.0.1:${values.port}\n`),
);
process.on('SIGTERM', () => {
  server.closeAllConnections();
  server.close(() => process.exit(0));
});
