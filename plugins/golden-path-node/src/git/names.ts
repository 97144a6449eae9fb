/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { InputError } from '@backstage/errors';

/**
 * The address of a repository without what does not belong there.
 *
 * @throws InputError for anything but http(s), and for credentials, which would end
 *   in messages and logs. The text is not repeated for that reason.
 * @internal
 */
export function checkRepositoryUrl(text: string): string {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new InputError(
      "The address of a Git repository is no URL. It looks like 'https://git.example.com/shop/deploy.git'.",
    );
  }
  if (url.username || url.password) {
    throw new InputError(
      `The address of the Git repository on '${url.host}' holds a credential. Put it into 'goldenPath.git.servers' instead.`,
    );
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new InputError(
      `The Git repository on '${url.host}' is reached by '${url.protocol}'. Name its http or https address.`,
    );
  }
  if (url.search || url.hash || url.pathname.length < 2) {
    throw new InputError(
      `The address '${url.origin}${url.pathname}' names no Git repository. It looks like 'https://git.example.com/shop/deploy.git'.`,
    );
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

/**
 * Checks a path inside a repository.
 *
 * @throws InputError for one that leaves it, or that a checkout would take for Git's own
 * @internal
 */
export function checkFilePath(path: string): string[] {
  const parts = path.split('/');
  const isSafe =
    path.length <= 1024 &&
    // eslint-disable-next-line no-control-regex
    !/[\u0000-\u001f\u007f\\:]/.test(path) &&
    parts.every(
      part =>
        part !== '' &&
        part !== '.' &&
        part !== '..' &&
        // A checkout on a file system that folds case or short names takes these for `.git`.
        !/^(\.git|git~\d+)[. ]*$/i.test(part),
    );
  if (!isSafe) {
    throw new InputError(
      `The path ${JSON.stringify(path.slice(0, 100))} is no path of a file in a Git repository.`,
    );
  }
  return parts;
}

/**
 * Checks the name of a branch by the rules of `git check-ref-format`, for the names
 * that a portal uses.
 *
 * @throws InputError
 * @internal
 */
export function checkBranch(branch: string): string {
  if (
    !/^[A-Za-z0-9][A-Za-z0-9._/-]{0,199}$/.test(branch) ||
    /\.\.|\/\/|\/\.|\.lock(\/|$)|[./]$/.test(branch)
  ) {
    throw new InputError(
      `${JSON.stringify(branch.slice(0, 100))} is no name of a Git branch.`,
    );
  }
  return branch;
}
