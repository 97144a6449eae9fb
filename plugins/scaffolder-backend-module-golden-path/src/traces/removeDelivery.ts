/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ConflictError, NotAllowedError } from '@backstage/errors';
import { edgesTo } from '@openpolicy/plugin-golden-path-common';
import {
  accessOf,
  DELIVERED_TOPIC,
  deliverService,
  DeliveryRequest,
  GitHostKind,
  onTip,
  planDeliveryTo,
} from '@openpolicy/plugin-golden-path-node';
import { authorOf, commitMessage } from '../commit';
import { propose, shortId } from '../proposal';
import { ServiceDelivery } from './findDelivery';
import { Removal } from './Removal';

/**
 * Checks that a delivery may be taken back: the task made it, at the word of who started it or may change the service, and not from under
 * services that call it.
 *
 * @throws ConflictError, NotAllowedError; nothing was changed then
 */
export async function checkDelivery(
  removal: Removal,
  { model, commit, deliveredBy, browseUrl }: ServiceDelivery,
): Promise<void> {
  const { name, taskId } = removal.query;
  if (commit === undefined) {
    throw new ConflictError(
      `Failed to remove '${name}': task ${taskId} did not bring it into ${browseUrl} by a commit that says so. It is somebody else's, or its pull request was squashed. Nothing was changed; if it is yours, remove it there.`,
    );
  }
  if (!(await removal.isAllowed(deliveredBy))) {
    throw new NotAllowedError(
      `You may not remove '${name}': ${
        deliveredBy ?? 'somebody else'
      } made it. Ask them, or the owner of the service.`,
    );
  }
  const entityRef = `component:default/${name}`;
  const callers = new Set(
    edgesTo({ entityRef }, model).map(({ caller }) => caller.entityRef),
  );
  if (callers.size > 0) {
    throw new ConflictError(
      `Failed to remove '${name}': ${[...callers].join(
        ', ',
      )} call it. Take it out of their dependencies first.`,
    );
  }
}

/**
 * Takes a service out of the GitOps repository: by a commit on a plain server, elsewhere by a pull request.
 */
export async function removeDelivery(
  removal: Removal,
  { model, target, access, browseUrl }: ServiceDelivery,
  provider: GitHostKind,
): Promise<void> {
  const { ctx, query, dependencies } = removal;
  const { name } = query;
  const request: DeliveryRequest = {
    model,
    target,
    access,
    name,
    mode: 'remove',
  };
  const title = `Remove ${name} from ${target.environment}`;
  if (provider === 'git' && !ctx.isDryRun) {
    const { repository, branch } = target;
    const { revision, changes } = await deliverService({
      ...request,
      message: commitMessage(title, ctx),
      author: authorOf(ctx),
    });
    await dependencies.events.publish({
      topic: DELIVERED_TOPIC,
      eventPayload: { repository, branch, revision },
    });
    ctx.output('mode', 'pushed');
    ctx.output('revision', revision);
    removal.gone(
      `'${name}' from ${browseUrl}: ${
        changes.length
      } files, by commit ${revision.slice(0, 7)}. Argo CD takes away what runs`,
    );
    return;
  }

  const opening = accessOf(request);
  await onTip(opening, async repository => {
    const { changes } = await planDeliveryTo(repository, request);
    if (ctx.isDryRun) {
      changes.forEach(({ path, content }) =>
        removal.would(`${content === undefined ? 'remove' : 'change'} ${path}`),
      );
      return;
    }
    const pullRequestUrl = await propose(
      ctx,
      {
        title,
        description: `Takes '${name}' away again. Merging it lets Argo CD remove what runs.`,
        message: commitMessage(title, ctx),
        author: authorOf(ctx),
        changes,
        // A host keeps the branch of a merged one, and a service of the same name may be made and removed again.
        branchName: `golden-path/remove-${name}-${target.environment}-${shortId(
          query.taskId,
        )}`,
      },
      { gitServers: dependencies.gitServers, repository, access: opening },
    );
    ctx.output('mode', 'pull-request');
    removal.stays(
      `'${name}' in ${browseUrl} until somebody merges ${pullRequestUrl}, which removes ${changes.length} files`,
    );
  });
}
