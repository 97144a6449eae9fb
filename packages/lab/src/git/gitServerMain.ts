/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf } from '../errors';
import { labPaths } from '../paths';
import { gitBaseUrl, gitUser, requireState } from '../state';
import { createGitServer } from './createGitServer';
import { tellArgoCd } from './tellArgoCd';

const log = (text: string) =>
  process.stdout.write(`${new Date().toISOString()} ${text}\n`);

async function main() {
  const { values } = parseArgs({ options: { run: { type: 'string' } } });
  const paths = labPaths({ run: values.run });
  const state = await requireState(paths);
  const { ports, tokens, endpoints } = state;
  const server = createGitServer({
    root: paths.git,
    username: gitUser,
    token: tokens.gitPortal,
    onPush: push => {
      log(`'${push.repository}' is at ${push.after ?? 'no commit'}`);
      const { repository } = push;
      tellArgoCd({
        argocd: endpoints.argocd,
        url: `${gitBaseUrl(state)}/${repository}.git`,
        folder: join(paths.git, `${repository}.git`),
        push,
      }).catch(error => log(`told nobody of it: ${messageOf(error)}`));
    },
  });
  server.listen(ports.git, '127.0.0.1', () =>
    log(`serving ${paths.git} on 127.0.0.1:${ports.git}`),
  );
  process.on('SIGTERM', () => {
    server.closeAllConnections();
    server.close(() => process.exit(0));
  });
}

main().catch(error => {
  log(messageOf(error));
  process.exit(1);
});
