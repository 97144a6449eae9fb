/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  Headline,
  HealthStatus,
  OperationPhase,
  RolloutPhase,
  SyncStatusCode,
  Tone,
} from './words';

/**
 * The name of a kind of upstream.
 *
 * @public
 */
export type SourceName = 'kubernetes' | 'argocd' | 'prometheus' | (string & {});

/**
 * How fresh the data of one upstream instance is. Times are ISO 8601 in UTC, by the server's clock.
 *
 * `connecting`: never heard of yet. `live`: heard of within the source's own limit. `stale`: silent for longer.
 * `failed`: the last attempt ended in an error; data, if any, is the last good. A `live` instance with a `reason` is whole but for
 * something supplementary that it cannot tell, e.g. a Prometheus whose Alertmanager does not answer.
 *
 * @public
 */
export interface SourceFreshness {
  source: SourceName;
  instance: string;
  state: 'connecting' | 'live' | 'stale' | 'failed';
  /** When upstream last confirmed the data. */
  observedAt?: string;
  /** Since when attempts fail. */
  failingSince?: string;
  /** When the next attempt is due. */
  retryAt?: string;
  /** Why, in one sentence fit for the page; never an upstream body. */
  reason?: string;
  /** What the reader can do about it. */
  nextStep?: string;
}

/**
 * Why a section has data or has none.
 *
 * `ready`: bound objects are listed. `connecting`: the source has not answered yet. `unbound`: nothing upstream points back to the
 * entity. `unconfigured`: the operator has configured no such source.
 *
 * @public
 */
export type SectionState = 'ready' | 'connecting' | 'unbound' | 'unconfigured';

/**
 * A claim of an entity that the other side does not confirm. Holds nothing of the claimed object.
 *
 * @public
 */
export interface UnverifiedClaim {
  /** The annotation that makes the claim, e.g. `argocd/app-name`. */
  annotation: string;
  value: string;
  /** One sentence, equal for objects that do not exist and objects that belong to somebody else. */
  reason: string;
  nextStep: string;
}

/**
 * Replica counts of a workload.
 *
 * @public
 */
export interface ReplicaCounts {
  desired: number;
  total: number;
  updated: number;
  ready: number;
  available: number;
}

/**
 * One ReplicaSet (or controller revision) of a workload.
 *
 * @public
 */
export interface ReplicaSetSummary {
  name: string;
  /** `new` is the one that the workload's template asks for. */
  role: 'new' | 'old';
  revision?: string;
  images: string[];
  desired: number;
  ready: number;
  available: number;
  createdAt?: string;
}

/**
 * A HorizontalPodAutoscaler that scales a workload.
 *
 * @public
 */
export interface AutoscalerSummary {
  name: string;
  min: number;
  max: number;
  current: number;
  desired: number;
  /** Set while the autoscaler cannot work, e.g. its metrics are missing. */
  problem?: string;
}

/**
 * One workload of a service.
 *
 * @public
 */
export interface WorkloadSummary {
  /** Stable id: `cluster/namespace/kind/name`. */
  id: string;
  cluster: string;
  namespace: string;
  kind: string;
  name: string;
  /** By the rules of Argo CD. */
  health: HealthStatus;
  /** By the rules of `kubectl rollout status`. */
  rollout: { phase: RolloutPhase; message: string };
  replicas: ReplicaCounts;
  images: string[];
  /** The revision that the controller counts, for a Deployment `deployment.kubernetes.io/revision`. */
  revision?: string;
  createdAt?: string;
  /** When the rollout under way made its last progress. */
  progressedAt?: string;
  /** Seconds without progress after which the controller gives up. */
  progressDeadlineSeconds?: number;
  replicaSets: ReplicaSetSummary[];
  autoscaler?: AutoscalerSummary;
  /** Our early word for a rollout that cannot go on, with its evidence; upstream still says Progressing. */
  stuck?: { reason: string; since?: string };
}

/**
 * One pod of a service.
 *
 * @public
 */
export interface PodSummary {
  /** Stable id: `cluster/namespace/name`. */
  id: string;
  cluster: string;
  namespace: string;
  name: string;
  /** Id of the workload that it belongs to. */
  workloadId?: string;
  replicaSet?: string;
  /** The STATUS column of `kubectl get pods`. */
  status: string;
  ready: { ready: number; total: number };
  restarts: number;
  /** End of the last terminated container, if any restarted. */
  lastRestartAt?: string;
  /** The reason and exit code of the last terminated container. */
  lastTermination?: { reason?: string; exitCode?: number };
  /** The message that belongs to the status. */
  message?: string;
  node?: string;
  images: string[];
  createdAt?: string;
  /** By Argo CD's rule for pods. */
  health: HealthStatus;
}

/**
 * One warning event of an object of a service.
 *
 * @public
 */
export interface EventSummary {
  id: string;
  cluster: string;
  namespace: string;
  reason: string;
  message: string;
  count: number;
  firstAt?: string;
  lastAt?: string;
  object: { kind: string; name: string };
}

/**
 * Workloads, pods and warning events.
 *
 * @public
 */
export interface RolloutSection {
  state: SectionState;
  sources: SourceFreshness[];
  /** Worst first. */
  workloads: WorkloadSummary[];
  /** Worst first, at most 200. */
  pods: PodSummary[];
  podsTotal: number;
  /** Newest first, at most 50. */
  events: EventSummary[];
}

/**
 * One resource of an Argo CD operation or application.
 *
 * @public
 */
export interface DeliveryResource {
  group?: string;
  kind: string;
  namespace?: string;
  name: string;
  /** `Synced`, `OutOfSync`, `Unknown`; in an operation `Synced`, `SyncFailed`, `Pruned`, `PruneSkipped`. */
  status?: string;
  health?: HealthStatus;
  message?: string;
  requiresPruning?: boolean;
  hookPhase?: string;
}

/**
 * The operation of an application: the one under way, else the last one.
 *
 * @public
 */
export interface OperationSummary {
  phase: OperationPhase;
  message?: string;
  startedAt?: string;
  finishedAt?: string;
  revision?: string;
  /** Entity reference of the portal's user who asked for it, from the operation's infos. */
  requestedBy?: string;
  /** Our request id, from the operation's infos. */
  requestId?: string;
  /** What Argo CD says started it: an account name, or `automated`. */
  initiatedBy?: string;
  retryCount?: number;
  dryRun?: boolean;
  /** Failed ones first, at most 50. */
  resources: DeliveryResource[];
}

/**
 * One entry of an application's history.
 *
 * @public
 */
export interface DeploymentRecord {
  id: number;
  revision: string;
  deployedAt?: string;
  startedAt?: string;
  initiatedBy?: string;
}

/**
 * One Argo CD application that is proven to belong to the service.
 *
 * @public
 */
export interface ApplicationSummary {
  /** Opaque and stable; the only way that a browser may name an application. */
  id: string;
  instance: string;
  namespace: string;
  name: string;
  project: string;
  health: HealthStatus;
  sync: {
    status: SyncStatusCode;
    /** What Git has at the target revision; several for a multi-source application. */
    revisions: string[];
    targetRevision?: string;
  };
  autoSync: { enabled: boolean; prune: boolean; selfHeal: boolean };
  operation?: OperationSummary;
  /** Newest first, at most 10. */
  history: DeploymentRecord[];
  conditions: { type: string; message: string; lastTransitionTime?: string }[];
  /** Resources that are not Synced or not Healthy first, at most 100. */
  resources: DeliveryResource[];
  resourcesTotal: number;
  outOfSync: number;
  images: string[];
  reconciledAt?: string;
  /** Link into Argo CD's own pages, if the operator configured one. */
  externalUrl?: string;
  deleting?: boolean;
}

/**
 * Argo CD applications.
 *
 * @public
 */
export interface DeliverySection {
  state: SectionState;
  sources: SourceFreshness[];
  applications: ApplicationSummary[];
}

/**
 * One alert, pending or firing.
 *
 * @public
 */
export interface AlertSummary {
  /** Stable id: instance and label fingerprint. */
  id: string;
  instance: string;
  name: string;
  state: 'pending' | 'firing';
  /** The `severity` label, `none` without one. */
  severity: string;
  /** When the expression became true. */
  activeAt?: string;
  value?: string;
  summary?: string;
  description?: string;
  runbookUrl?: string;
  dashboardUrl?: string;
  /** Labels but alertname and severity. */
  labels: Record<string, string>;
  /**
   * What Alertmanager does with it: `active` notifies, `suppressed` does not, `unprocessed` not yet, `unknown` when no
   * Alertmanager answered or none has it yet.
   */
  notification: 'active' | 'suppressed' | 'unprocessed' | 'unknown';
  suppressedBy?: {
    kind: 'silence' | 'inhibition' | 'mute';
    /** For a silence: who, why, until when. */
    createdBy?: string;
    comment?: string;
    endsAt?: string;
  }[];
}

/**
 * A rule that cannot be evaluated, so that its silence means nothing.
 *
 * @public
 */
export interface BrokenRule {
  instance: string;
  group: string;
  name: string;
  error: string;
}

/**
 * How many targets of a service Prometheus could read when it last scraped them.
 *
 * @public
 */
export interface ScrapeTargets {
  up: number;
  total: number;
}

/**
 * Alerts.
 *
 * @public
 */
export interface AlertsSection {
  state: SectionState;
  sources: SourceFreshness[];
  /** Firing before pending, critical before warning, oldest first. */
  alerts: AlertSummary[];
  /** How many alert rules watch the service. */
  rulesTotal: number;
  brokenRules: BrokenRule[];
  /** Missing if no Prometheus scrapes anything of the service, or none says so. */
  targets?: ScrapeTargets;
}

/**
 * A thing on the page that a verdict rests on.
 *
 * @public
 */
export interface Evidence {
  kind:
    | 'workload'
    | 'pod'
    | 'event'
    | 'application'
    | 'alert'
    | 'source'
    | 'claim';
  /** Id of the thing in its section; for a source `source/instance`. */
  id: string;
  text: string;
}

/**
 * The four axes, never merged.
 *
 * @public
 */
export interface VerdictAxes {
  health: HealthStatus;
  delivery: {
    status: SyncStatusCode | 'None';
    /** Set while an operation runs or after one failed. */
    operation?: OperationPhase;
    message?: string;
  };
  alerts: {
    /** Counts without suppressed alerts. */
    critical: number;
    warning: number;
    other: number;
    pending: number;
    suppressed: number;
    /** False if no source of alerts is live: silence then means nothing. */
    known: boolean;
  };
  freshness: {
    state: 'live' | 'connecting' | 'stale' | 'failed';
    /** The oldest confirmation among the sources that the verdict needs. */
    oldestObservedAt?: string;
  };
}

/**
 * The answer to "is it healthy, and why not", derived from the axes.
 *
 * @public
 */
export interface Verdict {
  headline: Headline;
  tone: Tone;
  /** One sentence. */
  cause: string;
  /** Since when the cause holds, if known. */
  since?: string;
  evidence: Evidence[];
  axes: VerdictAxes;
}

/**
 * Everything that the portal knows of one service, as one consistent view.
 *
 * @public
 */
export interface ServiceSnapshot {
  entityRef: string;
  /** Changes whenever anything but ages changes; also the ETag. */
  version: string;
  /** The server's clock when this was made, to correct the reader's. */
  at: string;
  verdict: Verdict;
  rollout: RolloutSection;
  delivery: DeliverySection;
  alerts: AlertsSection;
  claims: UnverifiedClaim[];
}

/**
 * One service on the fleet page.
 *
 * @public
 */
export interface FleetRow {
  entityRef: string;
  name: string;
  title?: string;
  /** Entity reference of the owner. */
  owner?: string;
  /** Entity reference of the system. */
  system?: string;
  headline: Headline;
  tone: Tone;
  cause: string;
  since?: string;
  axes: VerdictAxes;
  replicas: { ready: number; desired: number };
  /** Tags or short digests of the images that run. */
  versions: string[];
  changedAt?: string;
}

/**
 * The fleet page's data.
 *
 * @public
 */
export interface FleetSnapshot {
  version: string;
  at: string;
  /** Problems first. */
  rows: FleetRow[];
  sources: SourceFreshness[];
}

/**
 * One attempt to sync, as the ledger has it.
 *
 * @public
 */
export interface SyncAttempt {
  id: string;
  entityRef: string;
  applicationId: string;
  /** Empty, like `instance`, for an attempt that was refused before its application was looked up. */
  application: string;
  instance: string;
  requestedBy: string;
  requestedAt: string;
  /**
   * `accepted`: Argo CD took it. `refused`: it was not sent, or Argo CD said no. `unknown`: sent, and the answer was lost.
   * `succeeded` and `failed`: how the operation ended.
   */
  outcome:
    | 'requested'
    | 'accepted'
    | 'refused'
    | 'unknown'
    | 'succeeded'
    | 'failed';
  reason?: string;
  prune: boolean;
  finishedAt?: string;
}

/**
 * Events of the stream, by their SSE event names. Each `data` line is the JSON of the named type.
 *
 * @public
 */
export interface StreamEvents {
  /** The subscribed service, at first and on each change. */
  snapshot: ServiceSnapshot;
  /** Rows that changed since the last one; `full` replaces all. */
  fleet: {
    version: string;
    at: string;
    full: boolean;
    rows: FleetRow[];
    removed: string[];
    sources: SourceFreshness[];
  };
  /** Every 5 s: the server's clock, and how fresh each source is. */
  heartbeat: { at: string; sources: SourceFreshness[] };
  /** The server ends the stream; without `retryAfterMs` the client must not come back by itself. */
  end: { reason: string; retryAfterMs?: number };
}
