/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parse } from 'yaml';

/** A command of a CI job. */
export interface CiStep {
  name: string;
  run: string;
}

/**
 * The commands of a job of a workflow, in order. Those of actions are left out:
 * what they set up is here already.
 */
export function ciSteps(workflow: string, job: string): CiStep[] {
  const steps: Array<{ name: string; run?: string }> =
    parse(workflow).jobs[job].steps;
  return steps.flatMap(({ name, run }) =>
    run === undefined ? [] : [{ name, run }],
  );
}

/** What the build stage of an image file does. */
export type ImageStep =
  | { kind: 'copy'; sources: string[]; target: string }
  | { kind: 'run'; command: string };

/**
 * The first stage of an image file, which needs no container engine: it copies
 * sources and runs commands in one folder. A small part of the format, which all
 * skeletons keep to; the linter looks at the rest.
 *
 * @throws Error at a line that it does not know
 */
export function buildStage(dockerfile: string): ImageStep[] {
  const [, ...lines] = dockerfile
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#'));
  const end = lines.findIndex(line => line.startsWith('FROM '));
  return lines.slice(0, end).flatMap((line): ImageStep[] => {
    const [instruction, ...words] = line.split(/\s+/);
    switch (instruction) {
      case 'WORKDIR':
        return [];
      case 'COPY':
        return [
          {
            kind: 'copy',
            sources: words.slice(0, -1),
            target: words[words.length - 1],
          },
        ];
      case 'RUN':
        return [{ kind: 'run', command: line.slice('RUN '.length) }];
      default:
        throw new Error(`The image file has '${line}', which nobody tries.`);
    }
  });
}

/** Whether the image's build sees a file, by a `.dockerignore` that lists what it needs. */
export function isInContext(dockerignore: string, path: string): boolean {
  let isIgnored = false;
  for (const line of dockerignore.split('\n').filter(Boolean)) {
    const [, not, pattern] = /^(!?)(.+?)\/?$/.exec(line)!;
    const expression = new RegExp(
      `^${pattern
        .replace(/[.+^${}()|[\]\\]/g, '\\$&')
        .replaceAll('*', '[^/]*')}(/|$)`,
    );
    if (expression.test(path)) isIgnored = not === '';
  }
  return !isIgnored;
}
