/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LintOptions } from '@openpolicy/plugin-golden-path-common';
import { Corpus } from './corpus/buildCorpus';
import { Tools } from './tools';

/** A rendered file. */
export interface RenderedFile {
  /** With slashes, relative to the folder that holds the environments. */
  path: string;
  content: string;
}

/** Files that are judged together, such as those of one service in one environment. */
export interface ManifestSet {
  /** Unique, and readable in a report: `prod/rolling/api-gateway`. */
  id: string;
  /** What is deployed together, such as `prod/rolling`: sets of one tree may refer to each other. */
  tree: string;
  environment?: string;
  strategy?: string;
  /** Undefined for what belongs to no service. */
  service?: string;
  files: RenderedFile[];
  /** What there is besides the files, for our own linter; the same for all sets of a tree. */
  surroundings?: LintOptions;
}

/** How bad what a judge found is. Errors and warnings fail a run; what is excused has a reason in `judges/excuses.ts`. */
export type Severity = 'error' | 'warning' | 'excused';

/** One thing that a judge found. */
export interface JudgeFinding {
  severity: Severity;
  /** Every place that has it, as `prod/rolling/api-gateway: services/…`. */
  places: string[];
  /** The judge's own words, without the name of the object, so that equal findings group. */
  message: string;
}

/** How many checks of a set ended how. */
export interface Score {
  passed: number;
  warned: number;
  failed: number;
}

/** What a judge says of everything that it was shown. */
export interface JudgeResult {
  /** How many things it looked at; each once, however often it was rendered. */
  checked: number;
  /** What these things are: `objects`, `sets`, `files`. */
  unit: string;
  findings: JudgeFinding[];
  /** Of judges that count checks: the score of each set, by id. */
  scores?: ReadonlyMap<string, Score>;
}

/** What a judge gets. */
export interface JudgeContext {
  corpus: Corpus;
  tools: Tools;
  /** An empty folder of the judge's own. */
  folder: string;
  /** One that the next run finds as this one left it, for records of processes. */
  runFolder: string;
  /** Runs a program to its end; not more than two run at once, whoever asks. */
  exec(
    command: string,
    args: string[],
    options?: { cwd?: string; env?: Record<string, string>; input?: string },
  ): Promise<{ code: number; stdout: string; stderr: string }>;
  /** Does other work in one of the two places. */
  work<T>(job: () => Promise<T>): Promise<T>;
}

/** One of the field's own tools. A new one is a file in `judges/` and a row in its index. */
export interface Judge {
  name: string;
  /** What it knows that others don't, in a few words. */
  what: string;
  /** What has to be got before it can run. */
  needs: ReadonlyArray<keyof Tools>;
  run(context: JudgeContext): Promise<JudgeResult>;
}
