/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { patchedManifests } from '../render/renderPlatform';
import { SpecPatch } from '../spec/serviceSpec';
import { ExceptionFault, exceptionFault } from './exceptions';
import { EnvironmentRule, ServiceRule, Violation } from './types';

const ROOT = 'spec.runtime.patches';

const EXAMPLE = {
  kind: 'Deployment',
  operations: [{ op: 'replace', path: '/spec/revisionHistoryLimit', value: 3 }],
  reason: 'Until the audit of January has passed.',
  expires: '2031-01-31',
};

function faultsOf(
  patches: readonly SpecPatch[],
  now: Date,
  kind: ExceptionFault['kind'],
  fix: string,
): Violation[] {
  return patches.flatMap((patch, index) => {
    const fault = exceptionFault(patch, now);
    const path = `${ROOT}[${index}].${fault?.field}`;
    return fault?.kind === kind
      ? [{ path, message: `'${path}' ${fault.problem}`, fix }]
      : [];
  });
}

/** @internal */
export const patchForm: ServiceRule = {
  id: 'GP-PATCH-001',
  severity: 'error',
  scope: 'service',
  title: 'A patch has a reason and a last day',
  why: 'A patch without an end is a fork of the platform that nobody maintains.',
  fields: [`${ROOT}[].reason`, `${ROOT}[].expires`],
  example: { runtime: { patches: [{ ...EXAMPLE, reason: 'because' }] } },
  check: ({ spec }, { now }) =>
    faultsOf(
      spec.patches,
      now,
      'form',
      'Say why the spec is not enough, and until when, as YYYY-MM-DD.',
    ),
};

/** @internal */
export const patchExpired: ServiceRule = {
  id: 'GP-PATCH-002',
  severity: 'error',
  scope: 'service',
  title: 'A patch has not run out',
  why: 'Whoever agreed to it agreed until then.',
  fields: [`${ROOT}[].expires`],
  example: { runtime: { patches: [{ ...EXAMPLE, expires: '2024-02-29' }] } },
  check: ({ spec }, { now }) =>
    faultsOf(
      spec.patches,
      now,
      'expired',
      'Remove the patch, or agree on a later day.',
    ),
};

/** Parts of an object that make it another one, or that nobody writes. */
const IDENTITY =
  /^(\/(apiVersion|kind|status(\/.*)?|metadata(\/(name|namespace))?)?)?$/;

/** @internal */
export const patchOperation: ServiceRule = {
  id: 'GP-PATCH-003',
  severity: 'error',
  scope: 'service',
  title: 'Operations of a patch follow RFC 6902 and leave identity alone',
  why: 'An object under another name is a second object, and the first is pruned.',
  fields: [`${ROOT}[].operations`],
  example: {
    runtime: {
      patches: [
        {
          ...EXAMPLE,
          operations: [
            { op: 'replace', path: '/metadata/name', value: 'other' },
          ],
        },
      ],
    },
  },
  check: ({ spec }) =>
    spec.patches.flatMap((patch, index) =>
      patch.operations.flatMap((operation, position) => {
        const [field, problem] = operationProblem(operation) ?? [];
        if (!problem) {
          return [];
        }
        const path = `${ROOT}[${index}].operations[${position}].${field}`;
        return [
          {
            path,
            message: `'${path}' ${problem}`,
            fix: 'Write an operation of RFC 6902 on a field below metadata or spec.',
          },
        ];
      }),
    ),
};

function operationProblem(
  operation: SpecPatch['operations'][number],
): [field: string, problem: string] | undefined {
  const { op, path, from, value } = operation;
  const needsFrom = op === 'copy' || op === 'move';
  if (needsFrom && from === undefined) {
    return ['from', `is missing, which '${op}' needs`];
  }
  if (['add', 'replace', 'test'].includes(op) && value === undefined) {
    return ['value', `is missing, which '${op}' needs`];
  }
  const pointers: Array<[field: string, pointer: string]> = [
    ['path', path],
    ...(needsFrom ? [['from', from!] as [string, string]] : []),
  ];
  for (const [field, pointer] of pointers) {
    if (!/^(\/([^~/]|~[01])*)*$/.test(pointer)) {
      return [field, `is '${pointer}', which is no JSON pointer`];
    }
    if (/\/(__proto__|constructor|prototype)(\/|$)/.test(pointer)) {
      return [field, `is '${pointer}', which is no field of an object`];
    }
    const isRead = op === 'test' || (op === 'copy' && field === 'from');
    if (!isRead && IDENTITY.test(pointer)) {
      return [field, `is '${pointer}', which says what the object is`];
    }
  }
  return undefined;
}

/** @internal */
export const patchTarget: EnvironmentRule = {
  id: 'GP-PATCH-004',
  severity: 'error',
  scope: 'environment',
  title: 'A patch fits an object that is rendered',
  why: 'One that fits nothing is silently no patch: the exception that people agreed to is not there.',
  fields: [`${ROOT}[]`],
  example: { runtime: { patches: [{ ...EXAMPLE, kind: 'DaemonSet' }] } },
  check: (service, { model, environment }) => {
    if (service.spec.patches.length === 0) {
      return [];
    }
    return failuresOf({ model, environment, service }).map(
      ({ index, problem }) => ({
        path: `${ROOT}[${index}]`,
        message: `'${ROOT}[${index}]' changes nothing in '${environment.name}': ${problem}`,
        fix: 'Look at what is rendered, and name an object and a field that are there.',
      }),
    );
  },
};

function failuresOf(context: Parameters<typeof patchedManifests>[0]) {
  try {
    return patchedManifests(context).failures;
  } catch {
    // A spec that breaks other rules need not render; those rules say why.
    return [];
  }
}

/** @internal */
export const patchSoon: ServiceRule = {
  id: 'GP-PATCH-005',
  severity: 'info',
  scope: 'service',
  title: 'A patch runs out within two weeks',
  why: 'From the day after, nothing is rendered until it is gone or agreed on again.',
  fields: [`${ROOT}[].expires`],
  example: { runtime: { patches: [{ ...EXAMPLE, expires: '2026-12-01' }] } },
  check: ({ spec }, { now }) =>
    faultsOf(
      spec.patches,
      now,
      'soon',
      'Prepare to remove the patch, or agree on a later day.',
    ),
};

/** @internal */
export const patchRules = [
  patchForm,
  patchExpired,
  patchOperation,
  patchTarget,
  patchSoon,
];
