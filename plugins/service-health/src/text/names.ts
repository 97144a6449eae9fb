/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * A revision as people recognise it: seven characters of a commit or digest, a chart version as it is.
 *
 * @internal
 */
export function formatRevision(revision: string): string {
  if (/^[0-9a-f]{40,64}$/.test(revision)) {
    return revision.slice(0, 7);
  }
  const digest = /^(sha256:)([0-9a-f]{8,})$/.exec(revision);
  return digest ? `${digest[1]}${digest[2].slice(0, 7)}` : revision;
}

/**
 * The revision of an application; "(2 sources)" behind the first one if it has several.
 *
 * @internal
 */
export function formatRevisions(revisions: string[]): string | undefined {
  if (revisions.length === 0) {
    return undefined;
  }
  const first = formatRevision(revisions[0]);
  return revisions.length > 1
    ? `${first} (${revisions.length} sources)`
    : first;
}

/**
 * An image without its registry and path, which are the same for all of a platform: `api-gateway:1.4.2`, `api-gateway@sha256:1a2b3c4`.
 *
 * @internal
 */
export function formatImage(image: string): string {
  const last = image.slice(image.lastIndexOf('/') + 1);
  return last.replace(
    /(sha256:[0-9a-f]{7})[0-9a-f]*/,
    (_, digest: string) => digest,
  );
}

/**
 * The URL if a browser may follow it, else undefined. Rules and annotations are written by many hands, and a `javascript:` link
 * would run with the reader's session.
 *
 * @internal
 */
export function safeHttpUrl(url: string | undefined): string | undefined {
  if (!url) {
    return undefined;
  }
  try {
    const { protocol, href } = new URL(url);
    return protocol === 'http:' || protocol === 'https:' ? href : undefined;
  } catch {
    return undefined;
  }
}

/**
 * "1 pod", "2 pods".
 *
 * @internal
 */
export function countOf(
  count: number,
  singular: string,
  plural = `${singular}s`,
): string {
  return `${count} ${count === 1 ? singular : plural}`;
}

/**
 * The id of the element that shows a piece of evidence, so that the verdict can point to it.
 *
 * @internal
 */
export function evidenceElementId(kind: string, id: string): string {
  return `service-health-${kind}-${id.replace(/[^A-Za-z0-9_-]/g, '-')}`;
}
