/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  ANNOTATIONS,
  isBlocking,
  PreviewFile,
  PreviewFinding,
  PreviewGroup,
  ServicePreviewResult,
} from '@openpolicy/plugin-golden-path-common';

/** A file of the list, in order; `folder` is set where a new one begins. @internal */
export interface FileEntry {
  /** Of the group and the path: two repositories may have the same one. */
  key: string;
  group: string;
  name: string;
  folder: string;
  file: PreviewFile;
  /** Nothing but the hash of the spec is different, which every object of a service carries. */
  isHashOnly: boolean;
}

/** @internal */
export interface FileSection {
  title: string;
  folders: Array<{ folder: string; files: FileEntry[] }>;
}

/**
 * The files by repository and folder. Files at the root of a repository come first.
 *
 * @internal
 */
export function sectionsOf(groups: readonly PreviewGroup[]): FileSection[] {
  return groups.map(({ title, files }) => {
    const byFolder = new Map<string, FileEntry[]>();
    for (const file of files) {
      const slash = file.path.lastIndexOf('/');
      const folder = file.path.slice(0, slash + 1);
      const entries = byFolder.get(folder) ?? [];
      entries.push({
        key: `${title}: ${file.path}`,
        group: title,
        name: file.path.slice(slash + 1),
        folder,
        file,
        isHashOnly: isHashOnly(file),
      });
      byFolder.set(folder, entries);
    }
    return {
      title,
      folders: [...byFolder]
        .map(([folder, entries]) => ({ folder, files: entries }))
        .sort((a, b) => (a.folder < b.folder ? -1 : 1)),
    };
  });
}

const HASHES = new RegExp(
  `^ *${ANNOTATIONS.specHash.replace(/\W/g, '\\$&')}: .*$`,
  'gm',
);

function isHashOnly({ before, content }: PreviewFile): boolean {
  return (
    before !== undefined &&
    before !== content &&
    before.replace(HASHES, '') === content.replace(HASHES, '')
  );
}

/** @internal */
export function entriesOf(sections: readonly FileSection[]): FileEntry[] {
  return sections.flatMap(({ folders }) =>
    folders.flatMap(({ files }) => files),
  );
}

/**
 * What somebody opens first: the spec, which says most in the fewest lines.
 */
function firstEntry(entries: readonly FileEntry[]): FileEntry | undefined {
  const news = entries.filter(({ isHashOnly: isQuiet }) => !isQuiet);
  return (
    news.find(({ file }) => file.path === 'service.yaml') ??
    news.find(({ file }) => /\/(deployment|rollout)\.yaml$/.test(file.path)) ??
    news[0] ??
    entries[0]
  );
}

/**
 * The file that somebody has open. While the service gets another name, its files get
 * other folders: then the one of the same name in the same top folder is meant.
 *
 * @internal
 */
export function openEntry(
  entries: readonly FileEntry[],
  wanted: FileEntry | undefined,
): FileEntry | undefined {
  const topOf = ({ folder }: FileEntry) => folder.split('/')[0];
  return (
    entries.find(({ key }) => key === wanted?.key) ??
    entries.find(
      entry =>
        wanted !== undefined &&
        entry.group === wanted.group &&
        entry.name === wanted.name &&
        topOf(entry) === topOf(wanted),
    ) ??
    firstEntry(entries)
  );
}

/** @internal */
export interface PreviewCounts {
  files: number;
  errors: number;
  warnings: number;
}

/** A waived error is no error any more. @internal */
export function countsOf(result: ServicePreviewResult): PreviewCounts {
  return {
    files: (result.groups ?? []).reduce(
      (sum, { files }) => sum + files.length,
      0,
    ),
    errors: result.findings.filter(isBlocking).length,
    warnings: result.findings.filter(({ severity }) => severity === 'warning')
      .length,
  };
}

/** Errors, then warnings; notes apart, as nothing has to be done about them. @internal */
export function sortFindings(findings: readonly PreviewFinding[]): {
  problems: PreviewFinding[];
  notes: PreviewFinding[];
} {
  const rank = (finding: PreviewFinding) => (isBlocking(finding) ? 0 : 1);
  return {
    problems: findings
      .filter(({ severity, waiver }) => severity !== 'info' && !waiver)
      .sort((a, b) => rank(a) - rank(b)),
    notes: findings.filter(
      ({ severity, waiver }) => severity === 'info' || waiver,
    ),
  };
}
