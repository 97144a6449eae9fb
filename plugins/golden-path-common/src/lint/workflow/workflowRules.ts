/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { at } from '../access';
import { RuleInfo } from '../../rules/types';
import { COMMAND_RULES } from './commandRules';
import { Workflow } from './workflow';

/**
 * A rule about a workflow of GitHub Actions.
 *
 * @internal
 */
export interface WorkflowRule extends RuleInfo {
  check(
    workflow: Workflow,
  ): Array<{ field: string; problem: string; fix: string }>;
}

/** @internal */
export const noKubeconfig: WorkflowRule = {
  id: 'GP-LINT-190',
  severity: 'error',
  title: 'No workflow holds a kubeconfig',
  why: 'A pipeline that writes to the cluster and Argo CD undo each other, and whoever may change the workflow has the cluster.',
  check: ({ texts }) =>
    texts
      .filter(({ text }) => /\bsecrets\s*[.[]['"]?\w*KUBE_?CONFIG/i.test(text))
      .map(({ field }) => ({
        field,
        problem: 'reads a kubeconfig from the secrets of the repository',
        fix: 'Let the workflow open a pull request with the new digest, and Argo CD deploy it.',
      })),
};

/** @internal */
export const pinnedActions: WorkflowRule = {
  id: 'GP-LINT-191',
  severity: 'error',
  title: 'Every action is pinned by the SHA of its commit',
  why: 'A tag can be moved, and has been: then somebody else runs with the rights of the workflow.',
  check: ({ steps }) =>
    steps.flatMap(({ field, uses }) =>
      uses === undefined ||
      uses.startsWith('./') ||
      /@[0-9a-f]{40}$/.test(uses) ||
      /^docker:\/\/.+@sha256:[0-9a-f]{64}$/.test(uses)
        ? []
        : {
            field: `${field}.uses`,
            problem: `is '${uses}', which is no commit`,
            fix: 'Write owner/action@<40 characters of the SHA> # tag.',
          },
    ),
};

/** @internal */
export const declaredPermissions: WorkflowRule = {
  id: 'GP-LINT-192',
  severity: 'error',
  title: 'A workflow says which permissions it needs',
  why: 'Without that its token may have every right that the repository gives.',
  check: ({ document, jobs }) => {
    const whole = at(document, 'permissions');
    const fix =
      "Write 'permissions: {contents: read}', and more for the job that needs it.";
    if (whole === undefined) {
      return jobs
        .filter(({ fields }) => fields.permissions === undefined)
        .map(({ field }) => ({
          field: `${field}.permissions`,
          problem: 'is not set, and neither is that of the workflow',
          fix,
        }));
    }
    return [
      { field: 'permissions', value: whole },
      ...jobs.map(({ field, fields }) => ({
        field: `${field}.permissions`,
        value: fields.permissions,
      })),
    ]
      .filter(({ value }) => value === 'write-all')
      .map(({ field }) => ({ field, problem: "is 'write-all'", fix }));
  },
};

const commandRules = COMMAND_RULES.map(
  ({ check, ...info }): WorkflowRule => ({
    ...info,
    check: ({ steps }) =>
      steps.flatMap(({ field, run }) => {
        const found = run === undefined ? undefined : check(run);
        return found ? { field: `${field}.run`, ...found } : [];
      }),
  }),
);

/** @internal */
export const WORKFLOW_RULES: readonly WorkflowRule[] = [
  noKubeconfig,
  pinnedActions,
  declaredPermissions,
  ...commandRules,
];
