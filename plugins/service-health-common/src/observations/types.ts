/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  AlertSummary,
  ApplicationSummary,
  AutoscalerSummary,
  BrokenRule,
  EventSummary,
  PodSummary,
  ReplicaSetSummary,
  SourceName,
  WorkloadSummary,
} from '../snapshot/types';

/**
 * What an upstream object says of the catalog entity that it belongs to. This is the proof of a binding: it is written on the
 * other side, by somebody who may write there.
 *
 * @public
 */
export interface BackReference {
  /** Annotation `backstage.io/entity-ref`: one entity reference. */
  entityRef?: string;
  /** Label `backstage.io/kubernetes-id`: proves the entity of that name in the `default` namespace of the catalog. */
  kubernetesId?: string;
  /** Label `service` of an alert or a rule: proves like `kubernetesId`. */
  service?: string;
}

interface ObservationBase<TKind extends string, TData> {
  kind: TKind;
  source: SourceName;
  instance: string;
  /** Unique within source and instance, e.g. `Pod/namespace/name`. */
  key: string;
  /** Upstream's own uid, if it has one. */
  uid?: string;
  /** The uid of the controlling owner. Objects inherit the binding of their owner. */
  ownerUid?: string;
  /** The namespace that the object lives in, for operator mappings. */
  namespace?: string;
  backReference: BackReference;
  data: TData;
}

/** @public */
export type WorkloadObservation = ObservationBase<
  'workload',
  Omit<WorkloadSummary, 'replicaSets' | 'autoscaler' | 'stuck'>
>;

/** @public */
export type ReplicaSetObservation = ObservationBase<
  'replicaSet',
  Omit<ReplicaSetSummary, 'role'> & {
    /** The label that pods carry, `pod-template-hash`. */
    templateHash?: string;
  }
>;

/** @public */
export type PodObservation = ObservationBase<
  'pod',
  Omit<PodSummary, 'workloadId'> & {
    /** Set while no node takes the pod: the scheduler's message. */
    unschedulable?: string;
  }
>;

/** @public */
export type EventObservation = ObservationBase<
  'event',
  EventSummary & {
    /** Uid of the object that the event is about. */
    objectUid: string;
  }
>;

/** @public */
export type AutoscalerObservation = ObservationBase<
  'autoscaler',
  AutoscalerSummary & { target: { kind: string; name: string } }
>;

/** @public */
export type ApplicationObservation = ObservationBase<
  'application',
  ApplicationSummary
>;

/** @public */
export type AlertObservation = ObservationBase<'alert', AlertSummary>;

/**
 * One alert rule that is loaded.
 *
 * @public
 */
export type AlertRuleObservation = ObservationBase<
  'alertRule',
  {
    instance: string;
    group: string;
    name: string;
    health: 'ok' | 'err' | 'unknown';
    broken?: BrokenRule;
  }
>;

/**
 * The targets of one job that Prometheus scrapes, counted.
 *
 * @public
 */
export type ScrapeTargetsObservation = ObservationBase<
  'scrapeTargets',
  { instance: string; job: string; up: number; total: number }
>;

/**
 * One upstream object, cut to what a page shows. Sources make these; the store keeps them.
 *
 * @public
 */
export type Observation =
  | WorkloadObservation
  | ReplicaSetObservation
  | PodObservation
  | EventObservation
  | AutoscalerObservation
  | ApplicationObservation
  | AlertObservation
  | AlertRuleObservation
  | ScrapeTargetsObservation;
