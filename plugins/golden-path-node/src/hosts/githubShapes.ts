/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PullRequestHost } from './pullRequestHost';

interface Branch {
  ref: string;
  /** GitHub; none if the fork is gone. */
  repo?: { id: number } | null;
  /** Gitea. */
  repo_id?: number;
}

/** What GitHub's API has, and Gitea's in its likeness. @internal */
export const githubShapes: Pick<
  PullRequestHost,
  'noun' | 'collection' | 'body' | 'read'
> = {
  noun: 'pull request',
  collection: path => `/repos/${path.map(encodeURIComponent).join('/')}/pulls`,
  body: ({ head, base, title, description }) => ({
    head,
    base,
    title,
    body: description,
  }),
  read: answer => {
    const { html_url, number, head, base } = answer as {
      html_url: string;
      number: number;
      head?: Branch;
      base?: Branch;
    };
    return (
      head &&
      base && {
        url: html_url,
        number,
        head: head.ref,
        base: base.ref,
        isFromFork: repositoryOf(head) !== repositoryOf(base),
      }
    );
  },
};

function repositoryOf({ repo, repo_id }: Branch): number | undefined {
  return repo_id ?? repo?.id;
}
