/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { at, numberAt, textAt } from '../access';
import { printSelector } from '../labels';
import type { ObjectIndex } from '../ObjectIndex';
import { LintObject, LintRule } from '../types';
import { SCALABLE_KINDS, Workload } from '../workload';

/*
 * PodDisruptionBudgets: what keeps a drain from taking all pods at once, and what
 * keeps it from ever ending.
 */

/** @internal */
export const budgetSelectsPods: LintRule = {
  id: 'GP-LINT-060',
  severity: 'error',
  title: 'A PodDisruptionBudget selects at least one workload',
  why: 'It protects nothing: a drain takes all pods at once.',
  check: index =>
    index.isComplete
      ? budgets(index)
          .filter(
            ({ object, selector }) =>
              !index.selectsPods(selector ?? {}, object.namespace),
          )
          .map(({ object, selector }) => ({
            object,
            field: 'spec.selector',
            problem: `is '${printSelector(
              selector,
            )}', which no pod template has`,
            fix: 'Select by labels that the pods have.',
          }))
      : [],
};

/** @internal */
export const budgetLetsGo: LintRule = {
  id: 'GP-LINT-061',
  severity: 'error',
  title: 'A PodDisruptionBudget lets at least one pod go',
  why: 'A node can never be drained: every upgrade of the cluster stops at it.',
  check: index =>
    budgets(index).flatMap(({ object, workloads }) => {
      const blocking = blockingField(object, fewestPods(index, workloads));
      return blocking
        ? {
            object,
            field: `spec.${blocking.field}`,
            problem: `is '${blocking.value}', which lets no pod go${
              blocking.pods === undefined
                ? ''
                : ` of the ${blocking.pods} that there may be`
            }`,
            fix: "Write 'maxUnavailable: 1'.",
          }
        : [];
    }),
};

/** @internal */
export const oneBudget: LintRule = {
  id: 'GP-LINT-062',
  severity: 'error',
  title: 'A pod has one PodDisruptionBudget',
  why: 'The API server refuses to evict a pod that has two.',
  check: index => {
    const seen = new Map<Workload, LintObject>();
    return budgets(index).flatMap(({ object, workloads }) =>
      workloads.flatMap(workload => {
        const other = seen.get(workload);
        seen.set(workload, object);
        return other
          ? {
              object,
              field: 'spec.selector',
              problem: `selects the pods of ${workload.object.kind} '${workload.object.name}', and so does PodDisruptionBudget '${other.name}'`,
              fix: 'Keep one of them.',
            }
          : [];
      }),
    );
  },
};

function budgets(index: ObjectIndex) {
  return index.ofKind('PodDisruptionBudget').map(object => {
    const selector = at(object.manifest, 'spec', 'selector');
    return {
      object,
      selector,
      workloads: index.selectedBy(selector ?? {}, object.namespace),
    };
  });
}

/** Fewest pods that workloads have, or undefined if nobody can say. */
function fewestPods(
  index: ObjectIndex,
  workloads: readonly Workload[],
): number | undefined {
  let pods = 0;
  for (const { object } of workloads) {
    if (!SCALABLE_KINDS.has(object.kind)) {
      return undefined;
    }
    const scaler = index
      .ofKind('HorizontalPodAutoscaler')
      .find(
        ({ manifest, namespace }) =>
          namespace === object.namespace &&
          at(manifest, 'spec', 'scaleTargetRef', 'kind') === object.kind &&
          at(manifest, 'spec', 'scaleTargetRef', 'name') === object.name,
      );
    pods += scaler
      ? numberAt(scaler.manifest, 'spec', 'minReplicas') ?? 1
      : numberAt(object.manifest, 'spec', 'replicas') ?? 1;
  }
  return workloads.length > 0 ? pods : undefined;
}

/**
 * The field that lets no pod go. Kubernetes rounds both percentages up:
 * `minAvailable: 90%` of two pods is two.
 */
function blockingField(
  { manifest }: LintObject,
  pods: number | undefined,
): { field: string; value: string | number; pods?: number } | undefined {
  const amountAt = (field: string) =>
    textAt(manifest, 'spec', field) ?? numberAt(manifest, 'spec', field);
  const max = amountAt('maxUnavailable');
  if (max !== undefined) {
    return max === 0 || max === '0%' || max === '0'
      ? { field: 'maxUnavailable', value: max }
      : undefined;
  }
  const value = amountAt('minAvailable');
  const field = 'minAvailable';
  if (value === undefined || value === '100%') {
    return value === undefined ? undefined : { field, value };
  }
  if (pods === undefined) {
    return undefined;
  }
  const percent = /^(\d{1,3})%$/.exec(String(value));
  const least = percent
    ? Math.ceil((Number(percent[1]) / 100) * pods)
    : Number(value);
  return least >= pods ? { field, value, pods } : undefined;
}

/** @internal */
export const disruptionRules = [budgetSelectsPods, budgetLetsGo, oneBudget];
