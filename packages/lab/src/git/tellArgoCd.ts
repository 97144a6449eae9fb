/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { request } from 'undici';
import { exec } from '../runtime/exec';
import { Push } from './createGitServer';
import { gitEnvironment } from './gitEnvironment';

/** The commit of a branch that is not there, as GitHub writes it. */
const none = '0'.repeat(40);

/**
 * A push event as GitHub sends it, with the fields that Argo CD reads
 * (util/webhook/webhook.go, affectedRevisionInfo).
 *
 * @param url - clone URL of the repository. Argo CD wants that of the web page, which
 *   is the same without `.git`; it ignores the port.
 * @internal
 */
export function pushEvent(url: string, push: Push, files: string[]) {
  return {
    ref: `refs/heads/${push.branch}`,
    before: push.before ?? none,
    after: push.after ?? none,
    repository: {
      html_url: url.replace(/\.git$/, ''),
      default_branch: push.branch,
    },
    commits: [{ added: [], modified: files, removed: [] }],
  };
}

/**
 * Tells Argo CD of a push through its webhook, so that it looks at once and not at its
 * next poll.
 *
 * @throws when Argo CD does not take it; it then sees the push when it polls.
 * @internal
 */
export async function tellArgoCd(options: {
  argocd: string;
  /** Clone URL, as Applications name it. */
  url: string;
  /** Folder of the bare repository. */
  folder: string;
  push: Push;
}): Promise<void> {
  const { argocd, url, folder, push } = options;
  const event = pushEvent(url, push, await changedFiles(folder, push));
  const response = await request(`${argocd}/api/webhook`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-github-event': 'push' },
    body: JSON.stringify(event),
    signal: AbortSignal.timeout(10_000),
  });
  const text = await response.body.text();
  if (response.statusCode !== 200) {
    throw new Error(
      `Argo CD answered ${response.statusCode}: ${text.slice(0, 200)}`,
    );
  }
}

async function changedFiles(
  folder: string,
  { before, after }: Push,
): Promise<string[]> {
  if (!before || !after) return [];
  const { stdout } = await exec(
    'git',
    ['diff', '--name-only', '-z', before, after],
    { cwd: folder, env: gitEnvironment },
  );
  return stdout.split('\0').filter(Boolean);
}
