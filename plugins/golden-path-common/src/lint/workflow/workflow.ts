/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { at, Fields, fieldsAt, isFields, listAt, textAt } from '../access';

/** A step of a job. */
export interface WorkflowStep {
  /** As `jobs.build.steps[0]`. */
  field: string;
  uses?: string;
  run?: string;
}

/** A workflow of GitHub Actions, as rules see it. */
export interface Workflow {
  document: unknown;
  jobs: ReadonlyArray<{ field: string; fields: Fields }>;
  steps: readonly WorkflowStep[];
  /** Every text of the document with its path. */
  texts: ReadonlyArray<{ field: string; text: string }>;
}

/**
 * Reads a parsed workflow; what has another shape is left out.
 *
 * @internal
 */
export function readWorkflow(document: unknown): Workflow {
  const jobs = Object.entries(fieldsAt(document, 'jobs')).map(
    ([name, job]) => ({ field: `jobs.${name}`, fields: fieldsAt(job) }),
  );
  return {
    document,
    jobs,
    steps: [
      // A job may be another workflow.
      ...jobs.map(({ field, fields }) => ({
        field,
        uses: textAt(fields, 'uses'),
      })),
      ...jobs.flatMap(({ field, fields }) =>
        listAt(fields, 'steps').map((step, i) => ({
          field: `${field}.steps[${i}]`,
          uses: textAt(step, 'uses'),
          run: textAt(step, 'run'),
        })),
      ),
    ],
    texts: textsOf(document, ''),
  };
}

function textsOf(
  value: unknown,
  field: string,
): Array<{ field: string; text: string }> {
  if (typeof value === 'string') {
    return [{ field, text: value }];
  }
  if (Array.isArray(value)) {
    return value.flatMap((entry, i) => textsOf(entry, `${field}[${i}]`));
  }
  return isFields(value)
    ? Object.keys(value).flatMap(key =>
        textsOf(at(value, key), field ? `${field}.${key}` : key),
      )
    : [];
}
