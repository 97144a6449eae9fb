/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { parse } from 'yaml';
import { ManifestSet } from '../types';
import { classify, FileKind, isClusterObject } from './classify';

/** A Kubernetes object, once, with every place where it was rendered. */
export interface ObjectDocument {
  /** Hash of the text; also the name of its file where judges want files. */
  id: string;
  /** One YAML document, as it was rendered. */
  text: string;
  apiVersion: string;
  kind: string;
  name: string;
  namespace?: string;
  value: Record<string, any>;
  places: string[];
  /** Trees that hold it, in the order of the sets. */
  trees: string[];
}

/** A file that is no object, once, with every place where it was rendered. */
export interface CorpusFile {
  id: string;
  path: string;
  content: string;
  places: string[];
  /** Trees that hold it, in the order of the sets. */
  trees: string[];
  /** Of a rule test: the files beside it that it names. */
  siblings: ReadonlyMap<string, string>;
}

/** Everything that was rendered, sorted by what it is. */
export interface Corpus {
  sets: readonly ManifestSet[];
  objects: readonly ObjectDocument[];
  /** The objects of each set, by its id. */
  objectsOf: ReadonlyMap<string, readonly ObjectDocument[]>;
  files: Readonly<Record<Exclude<FileKind, 'objects'>, readonly CorpusFile[]>>;
}

/** Where a reader finds a file: the set, then the path. */
export function placeOf(set: ManifestSet, path: string): string {
  return `${set.id}: ${path}`;
}

/** Short, stable name of a content. */
export function hashOf(...parts: string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex').slice(0, 20);
}

/** Sorts rendered files by kind and keeps each document and file once. */
export function buildCorpus(sets: readonly ManifestSet[]): Corpus {
  const objects = new Map<string, ObjectDocument>();
  const objectsOf = new Map<string, ObjectDocument[]>();
  const files: Record<Exclude<FileKind, 'objects'>, Map<string, CorpusFile>> = {
    'prometheus-rules': new Map(),
    'prometheus-tests': new Map(),
    'alertmanager-config': new Map(),
    workflow: new Map(),
    other: new Map(),
    broken: new Map(),
  };
  // The same text is parsed once: most of a rendered matrix is repetition.
  const kinds = new Map<string, FileKind>();
  const ruleFiles = new Map<string, string[]>();
  for (const set of sets) {
    const inSet: ObjectDocument[] = [];
    objectsOf.set(set.id, inSet);
    for (const { path, content } of set.files) {
      const key = hashOf(path.split('/').slice(1).join('/'), content);
      const kind = kinds.get(key) ?? classify(path, content).kind;
      kinds.set(key, kind);
      if (kind === 'objects') {
        for (const document of documentsOf(content, objects)) {
          addPlace(document, set, path);
          inSet.push(document);
        }
        continue;
      }
      const siblings =
        kind === 'prometheus-tests'
          ? siblingsOf(set, path, ruleFilesOf(content, ruleFiles))
          : new Map();
      const id = hashOf(posix.basename(path), content, ...[...siblings].flat());
      const file = files[kind].get(id) ?? {
        id,
        path,
        content,
        places: [],
        trees: [],
        siblings,
      };
      files[kind].set(id, file);
      addPlace(file, set, path);
    }
  }
  const list = (kind: keyof typeof files) => [...files[kind].values()];
  return {
    sets,
    objects: [...objects.values()],
    objectsOf,
    files: {
      'prometheus-rules': list('prometheus-rules'),
      'prometheus-tests': list('prometheus-tests'),
      'alertmanager-config': list('alertmanager-config'),
      workflow: list('workflow'),
      other: list('other'),
      broken: list('broken'),
    },
  };
}

/** Cuts a file at its document markers; the texts stay as they were rendered. */
export function splitDocuments(content: string): string[] {
  return content
    .split(/^---(?:[ \t].*)?$/m)
    .filter(text => /^[^#\s]/m.test(text))
    .map(text => `${text.trim()}\n`);
}

function addPlace(
  entry: { places: string[]; trees: string[] },
  set: ManifestSet,
  path: string,
) {
  entry.places.push(placeOf(set, path));
  if (!entry.trees.includes(set.tree)) entry.trees.push(set.tree);
}

function documentsOf(
  content: string,
  known: Map<string, ObjectDocument>,
): ObjectDocument[] {
  const result: ObjectDocument[] = [];
  for (const text of splitDocuments(content)) {
    const id = hashOf(text);
    let document = known.get(id);
    if (!document) {
      const value = parse(text);
      if (!isClusterObject(value)) continue;
      document = {
        id,
        text,
        value,
        apiVersion: value.apiVersion,
        kind: value.kind,
        name: String(value.metadata?.name ?? ''),
        namespace: value.metadata?.namespace,
        places: [],
        trees: [],
      };
      known.set(id, document);
    }
    result.push(document);
  }
  return result;
}

/** What a rule test names; such tests are long and come once an environment. */
function ruleFilesOf(content: string, known: Map<string, string[]>): string[] {
  const found =
    known.get(content) ?? [parse(content)?.rule_files ?? []].flat().map(String);
  known.set(content, found);
  return found;
}

/**
 * The files of its folder that a rule test names. The others would only make the same
 * test run again where they differ.
 */
function siblingsOf(
  set: ManifestSet,
  path: string,
  named: readonly string[],
): Map<string, string> {
  const isPattern = named.some(name => /[*?[]/.test(name));
  const folder = posix.dirname(path);
  return new Map(
    set.files
      .filter(file => {
        const name = posix.relative(folder, file.path);
        const isBeside = posix.dirname(file.path) === folder;
        return isBeside && (isPattern || named.includes(name));
      })
      .map(file => [posix.basename(file.path), file.content]),
  );
}
