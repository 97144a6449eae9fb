/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { createFinding } from '@openpolicy/plugin-golden-path-common';

// What only the portal's backend can find wrong with a service that is yet to be made.

/** @internal */
export const nameTaken = (name: string) =>
  createFinding('nameTaken', {
    field: 'name',
    path: 'metadata.name',
    message: `'name' is '${name}', and the catalog has a service of that name already`,
  });

/** @internal */
export const ownerUnknown = (owner: string) =>
  createFinding('ownerUnknown', {
    field: 'owner',
    path: 'spec.owner',
    message: `'owner' is '${owner}', which is no Group of the catalog`,
  });

/** @internal */
export const ownerIsForeign = (owner: string, user: string) =>
  createFinding('ownerForeign', {
    field: 'owner',
    path: 'spec.owner',
    message: `'owner' is '${owner}', and '${user}' does not belong to that group`,
  });

/** @internal */
export const portTaken = (port: number, by: string) =>
  createFinding('portTaken', {
    field: 'port',
    path: 'spec.runtime.ports[0].port',
    message: `'port' is ${port}, which is taken: ${by}`,
  });

/** @internal */
export const repositoryExists = (url: string) =>
  createFinding('repositoryExists', {
    field: 'name',
    path: 'metadata.name',
    message: `Repository '${url}' exists already`,
  });

/** @internal */
export const objectExists = (name: string, what: string) =>
  createFinding('objectExists', {
    field: 'name',
    path: 'metadata.name',
    message: `'name' is '${name}', and there is an object of that name that the catalog does not know: ${what}`,
  });

/** @internal */
export const gitDoesNotAnswer = (reason: string) =>
  createFinding('gitSilent', {
    path: 'metadata.name',
    message: `It cannot be seen whether a repository of that name exists. ${withoutStop(
      reason,
    )}`,
  });

/** @internal */
export const fieldMissing = (field: string) =>
  createFinding('fieldMissing', {
    field,
    path: field,
    message: `'${field}' is missing`,
  });

/** @internal */
export const clusterDoesNotAnswer = (reason: string) =>
  createFinding('clusterSilent', {
    path: 'spec.runtime.ports[0].port',
    message: `It cannot be seen which names and ports are taken in the cluster. ${withoutStop(
      reason,
    )}`,
  });

/** Findings end without a full stop: the fix is said behind it. */
function withoutStop(text: string): string {
  return text.replace(/\.$/, '');
}
