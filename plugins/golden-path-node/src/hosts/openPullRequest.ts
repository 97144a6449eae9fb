/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { NotAllowedError } from '@backstage/errors';
import { displayUrl } from '../git/gitErrors';
import { GitServers } from '../git/GitServers';
import { askHost, HostAnswer } from './askHost';
import { gitea } from './gitea';
import { github } from './github';
import { gitlab } from './gitlab';
import { HostApi, PullRequestHostKind } from './hostApi';
import {
  PullRequest,
  PullRequestHost,
  PullRequestProposal,
} from './pullRequestHost';
import { toRefusal } from './refusal';

const HOSTS: Record<PullRequestHostKind, PullRequestHost> = {
  github,
  gitlab,
  gitea,
};

/** Statuses of hosts that have one of these branches already; they tell other faults by them too. */
const MAY_MEAN_OPEN = [400, 409, 422];

/**
 * A pull request that is open.
 *
 * @public
 */
export interface OpenedPullRequest {
  /** Its page. */
  url: string;
  /** As people there call it: #7, on GitLab !7. */
  number: number;
  /** Whether this call opened it; else it found one of the same branches. */
  created: boolean;
}

/**
 * Opens the pull request (on GitLab, the merge request) of a pushed branch over the
 * API of the repository's host. Done twice it finds the one that is open.
 *
 * @throws InputError for a plain Git server, NotAllowedError, NotFoundError,
 *   ConflictError, ServiceUnavailableError: each names the repository, the host's
 *   reason and the next step; the reason of `signal` if it is aborted
 * @public
 */
export async function openPullRequest(
  gitServers: GitServers,
  proposal: PullRequestProposal,
): Promise<OpenedPullRequest> {
  const api = await gitServers.apiOf(proposal.repository);
  const host = HOSTS[api.kind];
  const { auth } = api;
  if (!auth) {
    throw new NotAllowedError(
      `Failed to open a ${host.noun} in repository '${displayUrl(
        proposal.repository,
      )}': the portal has no credential for its host. ${host.rights}.`,
    );
  }
  const context = { api: { ...api, auth }, host, proposal };
  // Not looked for first: mostly there is none, and a host refuses a second one.
  const answer = await ask(context, 'POST');
  if (answer.status === 201) {
    const { url, number } = readOne(answer.body, context) ?? refuse();
    return { url, number, created: true };
  }
  const found = MAY_MEAN_OPEN.includes(answer.status)
    ? await findOpen(context)
    : undefined;
  const { url, number } = found ?? refuse();
  return { url, number, created: false };

  function refuse(): never {
    throw toRefusal(answer, context);
  }
}

interface Context {
  api: Required<HostApi>;
  host: PullRequestHost;
  proposal: PullRequestProposal;
}

async function findOpen(context: Context): Promise<PullRequest | undefined> {
  const { host, proposal } = context;
  for (let page = 1; page <= host.pages; page++) {
    const answer = await ask(context, 'GET', page);
    if (answer.status !== 200 || !Array.isArray(answer.body)) {
      throw toRefusal(answer, context);
    }
    const found = answer.body
      .map(one => readOne(one, context))
      .find(
        one =>
          one?.head === proposal.head &&
          one.base === proposal.base &&
          !one.isFromFork,
      );
    if (found || answer.body.length === 0) {
      return found;
    }
  }
  return undefined;
}

function ask(
  { api, host, proposal }: Context,
  method: 'GET' | 'POST',
  page = 1,
): Promise<HostAnswer> {
  const query = new URLSearchParams({
    ...host.query(proposal, api.path),
    page: String(page),
  });
  const collection = host.collection(api.path);
  return askHost(api, {
    repository: proposal.repository,
    method,
    path: method === 'GET' ? `${collection}?${query}` : collection,
    headers: host.headers,
    body: method === 'POST' ? host.body(proposal) : undefined,
    signal: proposal.signal,
  });
}

/** Its page becomes a link in the portal, so it must be one. */
function readOne(answer: unknown, { host }: Context): PullRequest | undefined {
  const one = answer ? host.read(answer) : undefined;
  return one &&
    Number.isInteger(one.number) &&
    URL.canParse(one.url) &&
    /^https?:$/.test(new URL(one.url).protocol)
    ? one
    : undefined;
}
