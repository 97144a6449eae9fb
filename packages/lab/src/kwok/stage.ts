/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { preamble } from './podTemplates';

/** How a pod behaves, chosen by the pod template's label `lab.mode`. @public */
export type PodMode = 'crashloop' | 'oom' | 'imagepull' | 'slow' | 'notready';

/** How long a pod of mode `slow` takes to become ready. @internal */
export const slowReadyMs = 20_000;

/** A condition of a stage's selector. @internal */
export type Expression = {
  key: string;
  operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  values?: string[];
};

/** A kwok Stage, as its configuration file holds it. @internal */
export interface Stage {
  apiVersion: 'kwok.x-k8s.io/v1alpha1';
  kind: 'Stage';
  metadata: { name: string };
  spec: {
    resourceRef: { apiGroup: string; kind: string };
    selector: { matchExpressions: Expression[] };
    delay?: {
      durationMilliseconds: number;
      jitterDurationMilliseconds?: number;
    };
    next: {
      delete?: boolean;
      event?: { type: 'Normal' | 'Warning'; reason: string; message: string };
      statusTemplate?: string;
    };
  };
}

/** The pod template asks for one of these modes. @internal */
export const mode = (...modes: PodMode[]): Expression => ({
  key: '.metadata.labels["lab.mode"]',
  operator: 'In',
  values: modes,
});
/** The pod template asks for nothing special. @internal */
export const healthy: Expression = {
  key: '.metadata.labels["lab.mode"]',
  operator: 'DoesNotExist',
};
/** The pod is in this phase. @internal */
export const phase = (value: string): Expression => ({
  key: '.status.phase',
  operator: 'In',
  values: [value],
});
/** Nothing has been started yet. @internal */
export const noSandbox: Expression = {
  key: '.status.podIP',
  operator: 'DoesNotExist',
};
/** The Ready condition has this status. @internal */
export const isReady = (value: 'True' | 'False'): Expression => ({
  key: '.status.conditions.[] | select( .type == "Ready" ) | .status',
  operator: 'In',
  values: [value],
});
/** A container waits for this reason. @internal */
export const waitingFor = (reason: string): Expression => ({
  key: '.status.containerStatuses.[].state.waiting.reason',
  operator: 'In',
  values: [reason],
});

/** A stage of a pod that is not being deleted. @internal */
export function podStage(
  name: string,
  when: Expression[],
  delayMs: number,
  next: Stage['spec']['next'],
  jitterMs?: number,
): Stage {
  return {
    apiVersion: 'kwok.x-k8s.io/v1alpha1',
    kind: 'Stage',
    metadata: { name },
    spec: {
      resourceRef: { apiGroup: 'v1', kind: 'Pod' },
      selector: {
        matchExpressions: [
          { key: '.metadata.deletionTimestamp', operator: 'DoesNotExist' },
          ...when,
        ],
      },
      delay: {
        durationMilliseconds: delayMs,
        jitterDurationMilliseconds: jitterMs,
      },
      next,
    },
  };
}

/** A template of these parts, after the preamble. @internal */
export const text = (...parts: string[]) => [preamble, ...parts].join('\n');
/** The phase of a pod whose containers were started. @internal */
export const running = 'phase: Running';
