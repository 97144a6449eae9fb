/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  GitRepository,
  GitRepositoryOptions,
  GitServers,
  RepositoryHome,
  TRAILERS,
  trailerOf,
} from '@openpolicy/plugin-golden-path-node';
import { isCommitOf } from '../commit';
import { TraceQuery } from './types';

/** Commits that are looked through for the task's own. */
const DEPTH = 50;

/** The repository of a service's code. */
export interface ServiceRepository {
  access: GitRepositoryOptions;
  url: string;
  /** Address for people. */
  browseUrl: string;
  /** Whether the portal can remove it: it is on a plain server, where there is nothing but Git. */
  isPlain: boolean;
  /** Whether the task made it. */
  isOwn: boolean;
  /** Whether all of its commits are the task's, so that nobody else's work is in it. */
  isOnlyOwn: boolean;
  /** Reference of the user who started the task that made it. */
  madeBy?: string;
}

/**
 * The repository of a service, if there is one.
 *
 * @throws if the Git server cannot be asked
 */
export async function findRepository(
  gitServers: GitServers,
  query: Pick<TraceQuery, 'name' | 'repositoryUrl' | 'taskId' | 'signal'>,
): Promise<ServiceRepository | undefined> {
  const { name, taskId, signal } = query;
  const url = cloneUrlOf(gitServers, name, query.repositoryUrl);
  if (url === undefined) {
    return undefined;
  }
  const access = { ...(await gitServers.accessTo(url)), signal };
  if (!(await GitRepository.exists(access))) {
    return undefined;
  }
  const repository = await GitRepository.open({ ...access, depth: DEPTH });
  try {
    const log = await repository.log();
    const own = log.filter(({ message }) => isCommitOf(message, taskId));
    return {
      access,
      url: repository.url,
      browseUrl: gitServers.browseUrlOf(url),
      isPlain: gitServers.kindOf(url) === 'git',
      isOwn: own.length > 0,
      isOnlyOwn: own.length > 0 && own.length === log.length,
      madeBy: own[0] && trailerOf(own[0].message, TRAILERS.user),
    };
  } finally {
    await repository.close();
  }
}

/** What steps put out and people copy is the address of a page; repositories are cloned from another. */
function cloneUrlOf(
  gitServers: GitServers,
  name: string,
  given: string | undefined,
): string | undefined {
  const home = homeOf(gitServers);
  if (!given) {
    return home?.urlOf(name);
  }
  if (given.endsWith('.git')) {
    return given;
  }
  return home?.browseUrlOf(name) === given
    ? home.urlOf(name)
    : `${given.replace(/\/+$/, '')}.git`;
}

/** The portal need not make repositories: then nobody can tell where one of that name would be. */
function homeOf(gitServers: GitServers): RepositoryHome | undefined {
  try {
    return gitServers.home();
  } catch {
    return undefined;
  }
}
