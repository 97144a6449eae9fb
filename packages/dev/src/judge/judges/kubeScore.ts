/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Corpus, hashOf, ObjectDocument } from '../corpus/buildCorpus';
import { Judge, JudgeFinding, ManifestSet, Score } from '../types';
import { judgeRequest } from './excuses';
import { asDeployments } from './rolloutTwins';

/** kube-score's `--output-format json` (version 2). */
export type KubeScoreOutput = {
  object_name: string;
  type_meta: { kind: string; apiVersion: string };
  object_meta: { name: string };
  checks: {
    check: { id: string; name: string; optional: boolean };
    /** 1 critical, 5 warning, 7 and 10 well (kube-score, scorecard.go). */
    grade: number;
    skipped: boolean;
    comments: { path: string; summary: string; description: string }[] | null;
  }[];
}[];

/** What is scored together, and the sets that have exactly this. */
interface Group {
  sets: ManifestSet[];
  /** What is scored. */
  own: readonly ObjectDocument[];
  /** What kube-score is shown. */
  shown: readonly ObjectDocument[];
}

/**
 * Good practice for pods, and how the objects of a service fit together. It is
 * shown a service's objects at once, because it looks for the pods that a
 * NetworkPolicy, a budget or a Service selects; and the platform's with those of
 * all services, because its policies select their pods.
 */
export const kubeScore: Judge = {
  name: 'kube-score',
  what: 'good practice for pods; selectors that select',
  needs: ['kubeScore'],
  async run({ corpus, tools, folder, exec }) {
    const groups = groupSets(corpus);
    const findings: JudgeFinding[] = [];
    const scores = new Map<string, Score>();
    await Promise.all(
      [...groups].map(async ([key, { sets, own, shown }]) => {
        const file = join(folder, `${key}.yaml`);
        await writeFile(file, shown.map(({ text }) => text).join('---\n'));
        const { stdout, stderr } = await exec(tools.kubeScore, [
          'score',
          '--output-format=json',
          '--kubernetes-version=v1.36',
          file,
        ]);
        if (!stdout.trim()) {
          findings.push({
            severity: 'error',
            places: sets.map(({ id }) => id),
            message: stderr.trim().split('\n')[0] || 'kube-score failed',
          });
          return;
        }
        const all = (JSON.parse(stdout) ?? []) as KubeScoreOutput;
        const output = all.filter(entry => own.some(isObject(entry)));
        findings.push(...readKubeScore(output, sets, own));
        for (const { id } of sets) scores.set(id, scoreOf(output));
      }),
    );
    return { checked: groups.size, unit: 'sets', findings, scores };
  },
};

function groupSets(corpus: Corpus): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const set of corpus.sets) {
    const own = asDeployments(corpus.objectsOf.get(set.id) ?? []);
    if (own.length === 0) continue;
    const shown = set.service
      ? own
      : asDeployments(
          corpus.objects.filter(({ trees }) => trees.includes(set.tree)),
        );
    const key = hashOf(...[...own, ...shown].map(({ id }) => id));
    const known = groups.get(key);
    if (known) known.sets.push(set);
    else groups.set(key, { sets: [set], own, shown });
  }
  return groups;
}

function isObject({
  type_meta: type,
  object_meta: meta,
}: KubeScoreOutput[number]) {
  return ({ kind, name }: Pick<ObjectDocument, 'kind' | 'name'>) =>
    kind === type.kind && name === meta.name;
}

/** How many of the checks that were not skipped ended how. */
export function scoreOf(output: KubeScoreOutput): Score {
  const score = { passed: 0, warned: 0, failed: 0 };
  for (const { grade, skipped } of output.flatMap(({ checks }) => checks)) {
    if (skipped) continue;
    if (grade <= 1) score.failed += 1;
    else if (grade <= 5) score.warned += 1;
    else score.passed += 1;
  }
  return score;
}

/** What is worse than well, at the places of the object. */
export function readKubeScore(
  output: KubeScoreOutput,
  sets: readonly Pick<ManifestSet, 'id'>[],
  objects: readonly Pick<ObjectDocument, 'kind' | 'name' | 'places'>[],
): JudgeFinding[] {
  return output.flatMap(scored => {
    const { type_meta: type, checks } = scored;
    const object = objects.find(isObject(scored));
    // An object may be in more sets than those that were scored here.
    const places = (object?.places ?? []).filter(place =>
      sets.some(({ id }) => place.startsWith(`${id}: `)),
    );
    return checks.flatMap(check => {
      const finding = findingOf(check, { kind: type.kind });
      return finding
        ? [
            {
              ...finding,
              places: places.length > 0 ? places : sets.map(({ id }) => id),
            },
          ]
        : [];
    });
  });
}

function findingOf(
  {
    check,
    grade,
    skipped,
    comments,
  }: KubeScoreOutput[number]['checks'][number],
  object: { kind: string },
): Omit<JudgeFinding, 'places'> | undefined {
  if (skipped) {
    // An optional check that nobody enabled is skipped in the same words.
    const isRequest =
      !check.optional &&
      comments?.some(({ summary }) => / is ignored$/.test(summary));
    return isRequest ? judgeRequest('kube-score', check.id, object) : undefined;
  }
  if (grade > 5) return undefined;
  const texts = (comments ?? []).map(({ path, summary }) =>
    path ? `${path}: ${summary}` : summary,
  );
  return {
    severity: grade <= 1 ? 'error' : 'warning',
    message: `${object.kind} ${check.id}: ${texts.join('; ') || check.name}`,
  };
}
