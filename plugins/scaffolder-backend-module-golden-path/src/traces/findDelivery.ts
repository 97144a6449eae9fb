/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { NotFoundError } from '@backstage/errors';
import {
  catalogFilePath,
  PlatformModel,
} from '@openpolicy/plugin-golden-path-common';
import {
  DeliveryTarget,
  GitRepository,
  GitRepositoryOptions,
  openPlatform,
  TRAILERS,
  trailerOf,
} from '@openpolicy/plugin-golden-path-node';
import { isCommitOf } from '../commit';
import { TraceDependencies, TraceQuery } from './types';

/** Commits that are looked through for the task's own: every delivery of the platform adds one. */
const DEPTH = 200;

/** What the GitOps repository of an environment has of a service. */
export interface ServiceDelivery {
  model: PlatformModel;
  target: DeliveryTarget;
  access: GitRepositoryOptions;
  /** Address for people. */
  browseUrl: string;
  /** Whether the service is in it. */
  isThere: boolean;
  /** Commit of the task that brought the service. */
  commit?: string;
  /** Reference of the user who started that task. */
  deliveredBy?: string;
}

/**
 * Looks into the GitOps repository of an environment.
 *
 * @throws NotFoundError if there is no such platform, and if the Git server cannot be asked
 */
export async function findDelivery(
  dependencies: Pick<TraceDependencies, 'catalog' | 'targets' | 'gitServers'>,
  query: TraceQuery,
): Promise<ServiceDelivery> {
  const { catalog, targets, gitServers } = dependencies;
  const { name, system, credentials, signal, taskId } = query;
  if (!system) {
    throw new NotFoundError(
      `Nothing says which platform runs '${name}'. Name its System.`,
    );
  }
  const { model } = await openPlatform({
    catalog,
    credentials,
    systemRef: system,
    targets,
  });
  const [first] = model.system.spec.environments;
  const target = targets.find(model, query.environment || first.name);
  const access = { ...(await gitServers.accessTo(target.repository)), signal };
  const repository = await GitRepository.open({
    ...access,
    branch: target.branch,
    depth: DEPTH,
  });
  try {
    const [isThere, log] = [
      (await repository.read(catalogFilePath(name))) !== undefined,
      await repository.log(),
    ];
    // One that another task has made anew since then is not this task's.
    const maker = log.find(
      ({ message }) => trailerOf(message, TRAILERS.made) === `service ${name}`,
    );
    const own = maker && isCommitOf(maker.message, taskId) ? maker : undefined;
    return {
      model,
      target,
      access,
      browseUrl: gitServers.browseUrlOf(target.repository),
      isThere,
      ...(own && {
        commit: own.revision,
        deliveredBy: trailerOf(own.message, TRAILERS.user),
      }),
    };
  } finally {
    await repository.close();
  }
}
