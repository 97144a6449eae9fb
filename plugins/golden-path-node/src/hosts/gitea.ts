/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { githubShapes } from './githubShapes';
import { PullRequestHost } from './pullRequestHost';

/** https://docs.gitea.com/api, Forgejo too. @internal */
export const gitea: PullRequestHost = {
  ...githubShapes,
  rights:
    "The token or user in 'integrations.gitea' needs the scope 'write:repository', and the user write access to this repository",
  headers: { accept: 'application/json' },
  // It cannot be asked for a head. GET pulls/{base}/{head} answers with any that ever was, closed ones too.
  query: ({ base }) => ({ state: 'open', base_branch: base, limit: '50' }),
  pages: 40,
};
