/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ServiceDefinition } from '../model/types';
import { ServiceSpec } from '../spec/serviceSpec';
import { CANARY, canaryName, labelValue, STABLE } from './conventions';

/**
 * The object that runs a service's pods.
 *
 * @internal
 */
export interface WorkloadKind {
  apiVersion: string;
  kind: 'Deployment' | 'Rollout' | 'StatefulSet' | 'CronJob' | 'Job';
}

const WORKLOADS = {
  deployment: { apiVersion: 'apps/v1', kind: 'Deployment' },
  rollout: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout' },
  statefulset: { apiVersion: 'apps/v1', kind: 'StatefulSet' },
  cronjob: { apiVersion: 'batch/v1', kind: 'CronJob' },
  job: { apiVersion: 'batch/v1', kind: 'Job' },
} as const satisfies Record<string, WorkloadKind>;

/**
 * The kind of object that runs the pods. Strategies are for Deployments only: the
 * pods of a StatefulSet have names and volumes that cannot be doubled.
 *
 * @internal
 */
export function workloadOf({ workload, rollout }: ServiceSpec): WorkloadKind {
  return workload.kind === 'deployment' && rollout.strategy === 'rollouts'
    ? WORKLOADS.rollout
    : WORKLOADS[workload.kind];
}

/**
 * The volume that each pod keeps over restarts; only a StatefulSet has such.
 *
 * @internal
 */
export function storageOf({ workload }: ServiceSpec) {
  return workload.kind === 'statefulset' ? workload.storage : undefined;
}

/**
 * What some pods of a service run, and how they are told from the others.
 *
 * @internal
 */
export interface Release {
  /** Name of the workload, and value of the label `instance`. */
  instance: string;
  /** Value of the label `version`, which the mesh's metrics carry. */
  version: string;
  image: { tag: string; digest?: string };
}

/**
 * The release that all pods run, but those of a canary.
 *
 * A Rollout's pods begin as canaries and end as stable ones, but their proxies
 * read the label `version` once, when they start. So it holds what stays true:
 * the tag.
 *
 * @internal
 */
export function stableRelease({ name, spec }: ServiceDefinition): Release {
  const version =
    workloadOf(spec).kind === 'Rollout' ? labelValue(spec.image.tag) : STABLE;
  return { instance: name, version, image: spec.image };
}

/**
 * The release that a second Deployment runs, while there is one.
 *
 * @internal
 */
export function canaryRelease({
  name,
  spec,
}: ServiceDefinition): Release | undefined {
  const { strategy, canary } = spec.rollout;
  return workloadOf(spec).kind === 'Deployment' &&
    strategy === 'canary' &&
    canary.image
    ? { instance: canaryName(name), version: CANARY, image: canary.image }
    : undefined;
}
