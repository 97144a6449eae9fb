/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { isMap, isScalar, isSeq, Document, parseAllDocuments } from 'yaml';

type YamlDocument = Document.Parsed;

/**
 * The repository that the Applications in these documents deliver from, provided
 * that their path is a folder of the tree. The rendered tree names a real host,
 * which the lab replaces by its own Git server.
 * @internal
 */
export function deliveryRepositories(
  documents: YamlDocument[],
  pathExists: (path: string) => boolean,
): Set<string> {
  const urls = new Set<string>();
  for (const document of documents) {
    if (document.get('kind') !== 'Application') continue;
    for (const source of sourcesOf(document)) {
      const { repoURL, path } = source;
      if (repoURL && path && pathExists(path)) urls.add(repoURL);
    }
  }
  return urls;
}

function sourcesOf(
  document: YamlDocument,
): { repoURL?: string; path?: string }[] {
  const spec = (document.toJS() as any)?.spec ?? {};
  return [spec.source, ...(spec.sources ?? [])].filter(Boolean);
}

/**
 * Replaces the repositories by `labUrl` in the `repoURL` of Applications and
 * the `sourceRepos` of AppProjects; every other byte of the text stays.
 * @internal
 */
export function replaceRepositoryUrls(
  text: string,
  urls: Set<string>,
  labUrl: string,
): string {
  const edits: [number, number][] = [];
  const mark = (node: unknown) => {
    if (isScalar(node) && urls.has(String(node.value)) && node.range) {
      edits.push([node.range[0], node.range[1]]);
    }
  };
  for (const document of parseAllDocuments(text) as YamlDocument[]) {
    const kind = document.get('kind');
    if (kind === 'Application') {
      mark(document.getIn(['spec', 'source', 'repoURL'], true));
      const sources = document.getIn(['spec', 'sources']);
      if (isSeq(sources)) {
        for (const source of sources.items) {
          if (isMap(source)) mark(source.get('repoURL', true));
        }
      }
    }
    if (kind === 'AppProject') {
      const repositories = document.getIn(['spec', 'sourceRepos']);
      if (isSeq(repositories)) repositories.items.forEach(mark);
    }
  }
  let result = text;
  for (const [from, to] of edits.sort((a, b) => b[0] - a[0])) {
    result = result.slice(0, from) + JSON.stringify(labUrl) + result.slice(to);
  }
  return result;
}
