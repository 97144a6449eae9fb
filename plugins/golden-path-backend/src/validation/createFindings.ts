/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PreviewFinding } from '@openpolicy/plugin-golden-path-common';

/**
 * What only the portal's backend can find wrong with a service that is yet to be made. The ids go on where the form's own end
 * (`previewFindings.ts` of golden-path-common): 001 name taken, 004 no platform, 009 cannot be rendered.
 */
function finding(
  id: string,
  severity: PreviewFinding['severity'],
  about: Pick<PreviewFinding, 'field' | 'path' | 'message' | 'fix'>,
): PreviewFinding {
  const ruleId = `GP-CREATE-${id}`;
  return {
    ruleId,
    severity,
    entityRef: '',
    ...about,
    docs: `plugins/golden-path-backend/README.md#${ruleId.toLowerCase()}`,
  };
}

/** @internal */
export const nameTaken = (name: string) =>
  finding('001', 'error', {
    field: 'name',
    path: 'metadata.name',
    message: `'name' is '${name}', and the catalog has a service of that name already`,
    fix: 'Choose another name, or change the service that has it from its page.',
  });

/** @internal */
export const ownerUnknown = (owner: string) =>
  finding('002', 'error', {
    field: 'owner',
    path: 'spec.owner',
    message: `'owner' is '${owner}', which is no Group of the catalog`,
    fix: 'Choose a group of the catalog.',
  });

/** @internal */
export const ownerIsForeign = (owner: string, user: string) =>
  finding('003', 'error', {
    field: 'owner',
    path: 'spec.owner',
    message: `'owner' is '${owner}', and '${user}' does not belong to that group`,
    fix: 'Choose a group that you belong to, or ask one of its members to make the service.',
  });

/** @internal */
export const portTaken = (port: number, by: string) =>
  finding('005', 'error', {
    field: 'port',
    path: 'spec.runtime.ports[0].port',
    message: `'port' is ${port}, which is taken: ${by}`,
    fix: 'Take a free port of the pool.',
  });

/** @internal */
export const repositoryExists = (url: string) =>
  finding('006', 'error', {
    field: 'name',
    path: 'metadata.name',
    message: `Repository '${url}' exists already`,
    fix: 'Choose another name. If a failed run left it behind, remove what that run made first.',
  });

/** @internal */
export const objectExists = (name: string, what: string) =>
  finding('007', 'error', {
    field: 'name',
    path: 'metadata.name',
    message: `'name' is '${name}', and there is an object of that name that the catalog does not know: ${what}`,
    fix: 'Choose another name. If a failed run left it behind, remove what that run made first.',
  });

/** @internal */
export const gitDoesNotAnswer = (reason: string) =>
  finding('008', 'error', {
    path: 'metadata.name',
    message: `It cannot be seen whether a repository of that name exists. ${withoutStop(
      reason,
    )}`,
    fix: 'Try again once the Git server answers; if it stays, tell the platform team.',
  });

/** @internal */
export const fieldMissing = (field: string) =>
  finding('010', 'error', {
    field,
    path: field,
    message: `'${field}' is missing`,
    fix: 'Fill it in.',
  });

/** @internal */
export const clusterDoesNotAnswer = (reason: string) =>
  finding('011', 'warning', {
    path: 'spec.runtime.ports[0].port',
    message: `It cannot be seen which names and ports are taken in the cluster. ${withoutStop(
      reason,
    )}`,
    fix: 'Try again later, or go on: the dry run needs the cluster anyhow.',
  });

/** Findings end without a full stop: the fix is said behind it. */
function withoutStop(text: string): string {
  return text.replace(/\.$/, '');
}
