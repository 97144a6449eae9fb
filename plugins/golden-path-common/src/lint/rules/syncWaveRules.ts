/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { configReferences, secretMaker } from '../configReferences';
import { ANNOTATIONS } from '../../render/conventions';
import type { ObjectIndex } from '../ObjectIndex';
import { hostKey, meshRoutes, subsetsByHost } from '../routes';
import { LintObject, LintRule, LintViolation } from '../types';

/*
 * The order in which Argo CD applies objects. Where nothing has a wave, somebody
 * else keeps the order, and nothing is said.
 */

/** @internal */
export const configFirst: LintRule = {
  id: 'GP-LINT-170',
  severity: 'error',
  title: 'Configuration and identity come before the pods that need them',
  why: 'Argo CD waits for a wave to be healthy before the next: pods that wait for a later wave never are.',
  check: index =>
    hasWaves(index)
      ? [
          ...configReferences(index).flatMap(({ object, kind, name }) => {
            const source =
              kind === 'Secret'
                ? secretMaker(index, object.namespace, name)
                : index.find(kind, object.namespace, name);
            // Kinds that Argo CD does not know come last in their wave.
            const isCustom = source !== undefined && source.group !== '';
            return source && isLate(source, object, isCustom)
              ? lateViolation(source, object)
              : [];
          }),
          ...index.workloads.flatMap(({ object, serviceAccount }) => {
            const source =
              serviceAccount === undefined
                ? undefined
                : index.find(
                    'ServiceAccount',
                    object.namespace,
                    serviceAccount,
                  );
            return source && isLate(source, object, false)
              ? lateViolation(source, object)
              : [];
          }),
        ]
      : [],
};

/** @internal */
export const subsetsFirst: LintRule = {
  id: 'GP-LINT-171',
  severity: 'error',
  title:
    'A DestinationRule comes before the VirtualService that names its subsets',
  why: 'Until it is there, requests to the subset get 503 (NC).',
  check: index => {
    if (!hasWaves(index)) {
      return [];
    }
    const subsets = subsetsByHost(index);
    const reported = new Set<LintObject>();
    return meshRoutes(index).flatMap(({ object, destinations }) =>
      destinations.flatMap(({ host, subset }) => {
        const rule = subsets
          .get(hostKey(index, host, object.namespace))
          ?.find(({ name }) => name === subset)?.object;
        if (!rule || reported.has(object) || !isLate(rule, object, true)) {
          return [];
        }
        reported.add(object);
        return lateViolation(rule, object);
      }),
    );
  },
};

/** Whether an object is applied too late for another. */
function isLate(
  source: LintObject,
  user: LintObject,
  mustBeEarlier: boolean,
): boolean {
  return mustBeEarlier
    ? waveOf(source) >= waveOf(user)
    : waveOf(source) > waveOf(user);
}

function lateViolation(source: LintObject, user: LintObject): LintViolation {
  return {
    object: source,
    field: `metadata.annotations["${ANNOTATIONS.argocdSyncWave}"]`,
    problem: `is wave ${waveOf(source)}, but ${user.kind} '${
      user.name
    }' of wave ${waveOf(user)} needs it`,
    fix: `Set it to ${waveOf(user) - 1}.`,
  };
}

function hasWaves(index: ObjectIndex): boolean {
  return index.objects.some(
    ({ annotations }) => annotations[ANNOTATIONS.argocdSyncWave] !== undefined,
  );
}

function waveOf({ annotations }: LintObject): number {
  return Number(annotations[ANNOTATIONS.argocdSyncWave] ?? 0) || 0;
}

/** @internal */
export const syncWaveRules = [configFirst, subsetsFirst];
