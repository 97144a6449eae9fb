/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PullRequestHost } from './pullRequestHost';

interface GithubBranch {
  ref: string;
  repo?: { id: number } | null;
}

/** https://docs.github.com/rest/pulls/pulls, GitHub Enterprise too. @internal */
export const github: PullRequestHost = {
  noun: 'pull request',
  rights:
    "The token or GitHub App in 'integrations.github' needs the permissions 'Pull requests: write' and 'Contents: write' for this repository (a classic token: the scope 'repo')",
  headers: {
    accept: 'application/vnd.github+json',
    'x-github-api-version': '2022-11-28',
  },
  collection: path => `/repos/${path.map(encodeURIComponent).join('/')}/pulls`,
  body: ({ head, base, title, description }) => ({
    head,
    base,
    title,
    body: description,
  }),
  query: ({ head, base }, [owner]) => ({
    state: 'open',
    head: `${owner}:${head}`,
    base,
  }),
  pages: 1,
  read: answer => {
    const { html_url, number, head, base } = answer as {
      html_url: string;
      number: number;
      head?: GithubBranch;
      base?: GithubBranch;
    };
    return (
      head &&
      base && {
        url: html_url,
        number,
        head: head.ref,
        base: base.ref,
        isFromFork: head.repo?.id !== base.repo?.id,
      }
    );
  },
};
