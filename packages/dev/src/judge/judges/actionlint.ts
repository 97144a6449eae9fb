/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LabError } from '@openpolicy/lab';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CorpusFile, hashOf, placeOf } from '../corpus/buildCorpus';
import { Judge, JudgeFinding, ManifestSet } from '../types';

/** One entry of actionlint's output as JSON. */
export interface ActionlintEntry {
  message: string;
  filepath: string;
  line: number;
  kind: string;
}

/** Syntax, expressions, contexts and inputs of GitHub's workflows. */
export const actionlint: Judge = {
  name: 'actionlint',
  what: 'syntax, expressions and inputs of GitHub workflows',
  needs: ['actionlint'],
  async run({ corpus, tools, folder, exec }) {
    const findings: JudgeFinding[] = [];
    const seen = new Set<string>();
    let checked = 0;
    for (const set of corpus.sets) {
      const workflows = workflowsOf(set, corpus.files.workflow);
      const key = hashOf(...workflows.map(({ id }) => id));
      if (workflows.length === 0 || seen.has(key)) continue;
      seen.add(key);
      checked += workflows.length;
      const names = await stage(set, workflows, join(folder, key));
      const { stdout, stderr } = await exec(
        tools.actionlint,
        [
          '-format={{json .}}',
          '-no-color',
          // They may be on PATH or not, and the verdict must not depend on it.
          '-shellcheck=',
          '-pyflakes=',
          ...names.keys(),
        ],
        { cwd: join(folder, key) },
      );
      if (!stdout.trim()) throw new LabError(`actionlint said '${stderr}'`);
      const entries = JSON.parse(stdout) ?? [];
      findings.push(...readActionlint(entries, path => names.get(path)));
    }
    return { checked, unit: 'files', findings };
  },
};

function workflowsOf(
  set: ManifestSet,
  workflows: readonly CorpusFile[],
): CorpusFile[] {
  const paths = new Set(set.files.map(({ path }) => placeOf(set, path)));
  return workflows.filter(({ places }) =>
    places.some(place => paths.has(place)),
  );
}

/**
 * A repository as GitHub sees it, so that workflows find the workflows and actions
 * that they call.
 *
 * @returns the workflows by their path in it.
 */
async function stage(
  set: ManifestSet,
  workflows: readonly CorpusFile[],
  folder: string,
): Promise<Map<string, CorpusFile>> {
  await mkdir(join(folder, '.git'), { recursive: true });
  const names = new Map<string, CorpusFile>();
  for (const { path, content } of set.files) {
    const [, inGithub] =
      /(?:^|\/)((?:workflows|actions)\/.+)$/.exec(path) ?? [];
    if (!inGithub) continue;
    const name = join('.github', inGithub);
    await mkdir(join(folder, dirname(name)), { recursive: true });
    await writeFile(join(folder, name), content);
    const workflow = workflows.find(({ places }) =>
      places.includes(placeOf(set, path)),
    );
    if (workflow) names.set(name, workflow);
  }
  return names;
}

/** One finding an entry, with the line in its place. */
export function readActionlint(
  entries: readonly ActionlintEntry[],
  find: (path: string) => Pick<CorpusFile, 'content' | 'places'> | undefined,
): JudgeFinding[] {
  return entries.map(({ message, filepath, line, kind }) => {
    const { content = '', places = [filepath] } = find(filepath) ?? {};
    const isText = kind === 'expression' && isTextNull(message, content);
    return {
      severity: isText ? 'excused' : 'error',
      places: places.map(place => `${place}:${line}`),
      message: isText
        ? `${kind}: actionlint takes the text "null" in a matrix for null; a service may have that name`
        : `${kind}: ${message}`,
    };
  });
}

/** actionlint 1.7.12 looks at a matrix' values without their quotes (checkRawYAMLString in rule_expression.go). */
function isTextNull(message: string, content: string): boolean {
  return (
    /evaluating the value of type null$/.test(message) &&
    /^\s*- (["'])null\1$/m.test(content)
  );
}
