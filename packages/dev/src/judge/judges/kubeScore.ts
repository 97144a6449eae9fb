/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LabError } from '@openpolicy/lab';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hashOf, ObjectDocument } from '../corpus/buildCorpus';
import { Judge, JudgeFinding, ManifestSet, Score } from '../types';
import { asDeployments } from './rolloutTwins';

/** kube-score's `--output-format json` (version 2). */
export type KubeScoreOutput = {
  object_name: string;
  type_meta: { kind: string; apiVersion: string };
  object_meta: { name: string };
  checks: {
    check: { id: string; name: string };
    /** 1 critical, 5 warning, 7 and 10 well (kube-score, scorecard.go). */
    grade: number;
    skipped: boolean;
    comments: { path: string; summary: string; description: string }[] | null;
  }[];
}[];

/**
 * Good practice for pods, and how the objects of a service fit together. It is
 * shown a service's objects at once, because it looks for the pods that a
 * NetworkPolicy, a budget or a Service selects.
 */
export const kubeScore: Judge = {
  name: 'kube-score',
  what: 'good practice for pods; selectors that select',
  needs: ['kubeScore'],
  async run({ corpus, tools, folder, exec }) {
    const groups = new Map<
      string,
      { sets: ManifestSet[]; objects: readonly ObjectDocument[] }
    >();
    for (const set of corpus.sets) {
      const objects = asDeployments(corpus.objectsOf.get(set.id) ?? []);
      if (objects.length === 0) continue;
      const key = hashOf(...objects.map(({ id }) => id));
      const known = groups.get(key);
      if (known) known.sets.push(set);
      else groups.set(key, { sets: [set], objects });
    }
    const findings: JudgeFinding[] = [];
    const scores = new Map<string, Score>();
    await Promise.all(
      [...groups].map(async ([key, { sets, objects }]) => {
        const file = join(folder, `${key}.yaml`);
        await writeFile(file, objects.map(({ text }) => text).join('---\n'));
        const { stdout, stderr } = await exec(tools.kubeScore, [
          'score',
          '--output-format=json',
          '--kubernetes-version=v1.36',
          // What an object asks to be left out of is what one wants to know.
          '--disable-ignore-checks-annotations',
          file,
        ]);
        if (!stdout.trim()) throw new LabError(`kube-score said '${stderr}'`);
        const output = (JSON.parse(stdout) ?? []) as KubeScoreOutput;
        findings.push(...readKubeScore(output, sets, objects));
        for (const { id } of sets) scores.set(id, scoreOf(output));
      }),
    );
    return { checked: groups.size, unit: 'sets', findings, scores };
  },
};

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
  return output.flatMap(({ type_meta: type, object_meta: meta, checks }) => {
    const object = objects.find(
      ({ kind, name }) => kind === type.kind && name === meta.name,
    );
    // An object may be in more sets than those that were scored here.
    const places = (object?.places ?? []).filter(place =>
      sets.some(({ id }) => place.startsWith(`${id}: `)),
    );
    return checks
      .filter(({ grade, skipped }) => !skipped && grade <= 5)
      .map(({ check, grade, comments }) => {
        const texts = (comments ?? []).map(({ path, summary }) =>
          path ? `${path}: ${summary}` : summary,
        );
        return {
          severity: grade <= 1 ? ('error' as const) : ('warning' as const),
          places: places.length > 0 ? places : sets.map(({ id }) => id),
          message: `${type.kind} ${check.id}: ${
            texts.join('; ') || check.name
          }`,
        };
      });
  });
}
