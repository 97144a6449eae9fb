/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { githubShapes } from './githubShapes';
import { PullRequestHost } from './pullRequestHost';

/** https://docs.github.com/rest/pulls/pulls, GitHub Enterprise too. @internal */
export const github: PullRequestHost = {
  ...githubShapes,
  rights:
    "The token or GitHub App in 'integrations.github' needs the permissions 'Pull requests: write' and 'Contents: write' for this repository (a classic token: the scope 'repo')",
  headers: {
    accept: 'application/vnd.github+json',
    'x-github-api-version': '2022-11-28',
  },
  query: ({ head, base }, [owner]) => ({
    state: 'open',
    head: `${owner}:${head}`,
    base,
  }),
  pages: 1,
};
