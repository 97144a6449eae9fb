/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** `https://github.com/o/r.git` as publish actions take it: `github.com?owner=o&repo=r`. */
export function repoUrlOf(repository: string): string {
  const { host, pathname } = new URL(repository);
  const segments = pathname.replace(/^\/|\.git$/g, '').split('/');
  const repo = segments.pop() ?? '';
  return `${host}?${new URLSearchParams({ owner: segments.join('/'), repo })}`;
}
