/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PullRequestHost } from './pullRequestHost';

interface GiteaBranch {
  ref: string;
  repo_id: number;
}

/** https://docs.gitea.com/api, Forgejo too. @internal */
export const gitea: PullRequestHost = {
  noun: 'pull request',
  rights:
    "The token or user in 'integrations.gitea' needs the scope 'write:repository', and the user write access to this repository",
  headers: { accept: 'application/json' },
  collection: path => `/repos/${path.map(encodeURIComponent).join('/')}/pulls`,
  body: ({ head, base, title, description }) => ({
    head,
    base,
    title,
    body: description,
  }),
  // It cannot be asked for a head. GET pulls/{base}/{head} answers with any that ever was, closed ones too.
  query: ({ base }) => ({ state: 'open', base_branch: base, limit: '50' }),
  pages: 40,
  read: answer => {
    const { html_url, number, head, base } = answer as {
      html_url: string;
      number: number;
      head?: GiteaBranch;
      base?: GiteaBranch;
    };
    return (
      head &&
      base && {
        url: html_url,
        number,
        head: head.ref,
        base: base.ref,
        isFromFork: head.repo_id !== base.repo_id,
      }
    );
  },
};
