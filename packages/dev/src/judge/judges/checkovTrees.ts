/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  Corpus,
  CorpusFile,
  hashOf,
  ObjectDocument,
} from '../corpus/buildCorpus';
import { asDeployments } from './rolloutTwins';

/** What checkov is shown at once. */
export interface CheckovTree {
  id: string;
  /** The trees of the sets that this holds. */
  names: string[];
  objects: readonly ObjectDocument[];
  workflows: readonly CorpusFile[];
}

/** Objects and workflows up to which small trees are put together. */
const SMALL = 600;

/**
 * Cuts everything into what checkov is shown at once. Trees of the same content are
 * judged once. Small ones are judged together, because checkov takes seconds to start:
 * there a policy of one may stand for a pod of another's, which kube-score sees all
 * the same.
 */
export function checkovTrees(corpus: Corpus, small = SMALL): CheckovTree[] {
  const trees: CheckovTree[] = [];
  for (const name of new Set(corpus.sets.map(set => set.tree))) {
    const isIn = ({ trees: own }: { trees: string[] }) => own.includes(name);
    const tree = treeOf(
      [name],
      asDeployments(corpus.objects.filter(isIn)),
      corpus.files.workflow.filter(isIn),
    );
    if (sizeOf(tree) === 0) continue;
    const same = trees.find(({ id }) => id === tree.id);
    if (same) same.names.push(name);
    else trees.push(tree);
  }
  return putTogether(trees, small);
}

function putTogether(trees: readonly CheckovTree[], small: number) {
  const result: CheckovTree[] = [];
  for (const tree of trees) {
    const last = result[result.length - 1];
    if (!last || sizeOf(last) + sizeOf(tree) > small) {
      result.push(tree);
      continue;
    }
    result[result.length - 1] = treeOf(
      [...last.names, ...tree.names],
      union(last.objects, tree.objects),
      union(last.workflows, tree.workflows),
    );
  }
  return result;
}

function treeOf(
  names: string[],
  objects: readonly ObjectDocument[],
  workflows: readonly CorpusFile[],
): CheckovTree {
  const id = hashOf(...[...objects, ...workflows].map(entry => entry.id));
  return { id, names, objects, workflows };
}

function sizeOf({ objects, workflows }: CheckovTree): number {
  return objects.length + workflows.length;
}

function union<T extends { id: string }>(
  a: readonly T[],
  b: readonly T[],
): T[] {
  return [...new Map([...a, ...b].map(entry => [entry.id, entry])).values()];
}

/** Writes a document or workflow a file, named after its id. */
export async function stageTree(
  { objects, workflows }: CheckovTree,
  folder: string,
): Promise<void> {
  // checkov takes for a workflow what lies where GitHub looks for it.
  const github = join(folder, '.github/workflows');
  await mkdir(github, { recursive: true });
  for (const { id, text } of objects) {
    await writeFile(join(folder, `${id}.yaml`), text);
  }
  for (const { id, content } of workflows) {
    await writeFile(join(github, `${id}.yaml`), content);
  }
}
