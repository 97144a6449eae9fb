/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { hashOf, ObjectDocument } from '../corpus/buildCorpus';

type Value = Record<string, any>;

/*
 * An Argo Rollout is a Deployment with another strategy. kube-score and checkov do
 * not know it: they would say nothing of its pods, and kube-score would find that the
 * autoscaler has no target. So they are shown the Deployment that it stands for. The
 * API server knows Rollouts by a schema only; it is also shown their pods.
 */

/**
 * The objects with each Rollout as a Deployment, and autoscalers that point to it.
 * All else stays the very same object.
 */
export function asDeployments(
  objects: readonly ObjectDocument[],
): ObjectDocument[] {
  return objects.map(object => {
    const value = hasPods(object.value)
      ? deploymentOf(object.value)
      : retargeted(object.value);
    if (value === object.value) return object;
    // JSON, because every reader of YAML takes it for the same.
    const text = `${JSON.stringify(value, undefined, 2)}\n`;
    const { apiVersion, kind } = value;
    return { ...object, id: hashOf(text), text, value, apiVersion, kind };
  });
}

/** The pods of a Rollout as a PodTemplate, which the API server checks as it does those of a Deployment. */
export function podTemplateOf(value: Value): Value | undefined {
  if (!hasPods(value)) return undefined;
  return {
    apiVersion: 'v1',
    kind: 'PodTemplate',
    metadata: {
      name: value.metadata.name,
      namespace: value.metadata.namespace,
    },
    template: value.spec.template,
  };
}

function isRollout({ apiVersion, kind }: Value): boolean {
  return kind === 'Rollout' && String(apiVersion).startsWith('argoproj.io/');
}

/** One with a `workloadRef` leaves the pods to a Deployment that is there. */
function hasPods(value: Value): boolean {
  return isRollout(value) && Boolean(value.spec?.template);
}

function deploymentOf(rollout: Value): Value {
  const { replicas, selector, template, minReadySeconds } = rollout.spec ?? {};
  return {
    ...rollout,
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    spec: {
      ...(replicas !== undefined && { replicas }),
      ...(minReadySeconds !== undefined && { minReadySeconds }),
      selector,
      // The controller never stops a pod before its successor is ready.
      strategy: {
        type: 'RollingUpdate',
        rollingUpdate: { maxUnavailable: 0, maxSurge: '25%' },
      },
      template,
    },
  };
}

function retargeted(value: Value): Value {
  const target = value.spec?.scaleTargetRef;
  if (
    value.kind !== 'HorizontalPodAutoscaler' ||
    !target ||
    !isRollout(target)
  ) {
    return value;
  }
  return {
    ...value,
    spec: {
      ...value.spec,
      scaleTargetRef: { ...target, apiVersion: 'apps/v1', kind: 'Deployment' },
    },
  };
}
