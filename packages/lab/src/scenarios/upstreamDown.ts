/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Scenario } from './types';

/** A scenario that ends one program of the lab. */
function upstreamDown(options: {
  name: string;
  program: string;
  what: string;
  expect: string[];
}): Scenario {
  const { name, program, what, expect } = options;
  return {
    name,
    summary: `${what} does not answer.`,
    expect,
    async apply(context) {
      await context.stopProgram(program);
      return `Ended '${program}'.`;
    },
    undo: context => context.startProgram(program),
  };
}

/** @public */
export const argocdDown = upstreamDown({
  name: 'argocd-down',
  program: 'argocd-server',
  what: "Argo CD's API",
  expect: [
    'delivery shows its last known state with its age, as stale; never green',
    'Sync says why it is not possible',
    'rollout and alerts go on',
  ],
});

/** @public */
export const prometheusDown = upstreamDown({
  name: 'prometheus-down',
  program: 'prometheus',
  what: 'Prometheus',
  expect: [
    'alerts show their last known state with its age, as stale; never "no alerts"',
    'rollout and delivery go on',
  ],
});

/** @public */
export const gitDown = upstreamDown({
  name: 'git-down',
  program: 'git-server',
  what: 'The Git server',
  expect: [
    'a service cannot be created, changed or adopted: the task says so before anything is made',
    'health of all services goes on',
  ],
});
