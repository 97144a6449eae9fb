/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LoggerService } from '@backstage/backend-plugin-api';
import { ApplicationObservation } from '@openpolicy/plugin-service-health-common';

/** Projects that are asked about; a policy is most often written for each. */
const MAX_PROJECTS = 5;

/** Rights on applications that neither account needs. */
const NEVER_NEEDED = ['create', 'update', 'delete', 'override'] as const;

/** Rights elsewhere that neither account needs; answers to these would hold credentials. */
const NEVER_NEEDED_ELSEWHERE = [
  ['exec', 'create', '*/*'],
  ['repositories', 'get', '*'],
  ['clusters', 'get', '*'],
] as const;

/**
 * The part of a client that the self-test asks.
 *
 * @internal
 */
export interface PermissionAsker {
  readonly credentialKey: string;
  canI(
    resource: string,
    action: string,
    subresource: string,
    signal?: AbortSignal,
  ): Promise<boolean>;
}

/**
 * Asks Argo CD what an account may, and returns a sentence for everything that is too weak or too strong for its use. Policies are
 * mostly written per project, so it asks about one application of each of the first projects.
 *
 * @internal
 */
export async function findAccountProblems(options: {
  asker: PermissionAsker;
  use: 'read' | 'sync';
  applications: readonly ApplicationObservation[];
  signal?: AbortSignal;
}): Promise<string[]> {
  const { asker, use, signal } = options;
  const samples = new Map<string, string>();
  for (const { data } of options.applications) {
    if (samples.size === MAX_PROJECTS) {
      break;
    }
    if (!samples.has(data.project)) {
      samples.set(data.project, `${data.project}/${data.name}`);
    }
  }
  const account = `The account of '${asker.credentialKey}'`;
  const problems: string[] = [];

  for (const [project, sample] of samples) {
    const may = (action: string) =>
      asker.canI('applications', action, sample, signal);
    const tooMuch: string[] = [];
    for (const action of NEVER_NEEDED) {
      if (await may(action)) {
        tooMuch.push(action);
      }
    }
    const maySync = await may('sync');
    if (use === 'read' && maySync) {
      tooMuch.push('sync');
    }
    if (use === 'sync' && !maySync) {
      problems.push(
        `${account} may not sync applications of project '${project}'. Grant 'applications, sync, ${project}/*', or syncs there will be refused.`,
      );
    }
    if (tooMuch.length > 0) {
      problems.push(
        `${account} is stronger than it needs to be: it may ${tooMuch.join(
          ', ',
        )} applications of project '${project}'. Grant only '${
          use === 'sync' ? 'get and sync' : 'get'
        }'.`,
      );
    }
  }
  for (const [resource, action, object] of NEVER_NEEDED_ELSEWHERE) {
    if (await asker.canI(resource, action, object, signal)) {
      problems.push(
        `${account} is stronger than it needs to be: it may ${action} ${resource}. Take that right from it.`,
      );
    }
  }
  if (use === 'read' && samples.size === 0) {
    problems.push(
      `${account} sees no application. Grant 'applications, get' on the projects of your services, unless there are none yet.`,
    );
  }
  return problems;
}

/**
 * Runs {@link findAccountProblems} and warns of each.
 *
 * @internal
 */
export async function warnOfAccountProblems(
  options: Parameters<typeof findAccountProblems>[0] & {
    logger: LoggerService;
  },
): Promise<void> {
  for (const problem of await findAccountProblems(options)) {
    options.logger.warn(problem);
  }
}
