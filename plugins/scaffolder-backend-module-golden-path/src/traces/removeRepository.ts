/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { GitRepository } from '@openpolicy/plugin-golden-path-node';
import { findRepository } from './findRepository';
import { Removal } from './Removal';

/**
 * Empties the repository that the task made, if nobody else has worked in it. A plain Git server has no way to delete one, and on hosts
 * with an API the portal's account need not have the right: there, the address is given.
 */
export async function removeRepository(removal: Removal): Promise<void> {
  const { dependencies, ctx, query } = removal;
  const found = await findRepository(dependencies.gitServers, query);
  if (!found) {
    return;
  }
  const { browseUrl, access } = found;
  const obstacle =
    (!found.isOwn && 'this task did not make it') ||
    (!found.isOnlyOwn && 'others have worked in it') ||
    (!found.isPlain && 'its host lets it be deleted on its own pages only') ||
    (!(await removal.isAllowed(found.madeBy)) && 'somebody else made it');
  if (obstacle) {
    removal.stays(
      `repository ${browseUrl}, because ${obstacle}. Delete it there if nobody needs it.`,
    );
    return;
  }
  if (ctx.isDryRun) {
    removal.would(`empty repository ${browseUrl}`);
    return;
  }
  const repository = await GitRepository.open(access);
  try {
    await repository.deleteBranch();
    removal.gone(`the content of repository ${browseUrl}`);
  } catch (error) {
    query.signal?.throwIfAborted();
    removal.stays(
      `repository ${browseUrl}, because it cannot be deleted over Git (${
        (error as Error).message
      }). Delete it on the server.`,
    );
  } finally {
    await repository.close();
  }
}
