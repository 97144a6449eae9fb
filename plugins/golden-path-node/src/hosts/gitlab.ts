/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PullRequestHost } from './pullRequestHost';

/** https://docs.gitlab.com/api/merge_requests. @internal */
export const gitlab: PullRequestHost = {
  noun: 'merge request',
  rights:
    "The token in 'integrations.gitlab' needs the scope 'api', and its user the role Developer in this project",
  headers: { accept: 'application/json' },
  collection: path =>
    `/projects/${encodeURIComponent(path.join('/'))}/merge_requests`,
  body: ({ head, base, title, description }) => ({
    source_branch: head,
    target_branch: base,
    title,
    description,
  }),
  query: ({ head, base }) => ({
    state: 'opened',
    source_branch: head,
    target_branch: base,
  }),
  pages: 1,
  read: answer => {
    const mergeRequest = answer as {
      web_url: string;
      iid: number;
      source_branch: string;
      target_branch: string;
      source_project_id: number;
      target_project_id: number;
    };
    return {
      url: mergeRequest.web_url,
      number: mergeRequest.iid,
      head: mergeRequest.source_branch,
      base: mergeRequest.target_branch,
      isFromFork:
        mergeRequest.source_project_id !== mergeRequest.target_project_id,
    };
  },
};
