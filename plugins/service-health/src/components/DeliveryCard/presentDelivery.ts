/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  ApplicationSummary,
  DeliveryResource,
  OperationSummary,
} from '@openpolicy/plugin-service-health-common';
import {
  HEADLINE_LOOKS,
  Look,
  OPERATION_LOOKS,
  resourceLook,
  SYNC_LOOKS,
} from '../../status';
import {
  countOf,
  evidenceElementId,
  formatRevision,
  formatRevisions,
  safeHttpUrl,
} from '../../text/names';

/**
 * An application as the page says it.
 *
 * @internal
 */
export interface ApplicationModel {
  id: string;
  elementId: string;
  name: string;
  sync: Look;
  health: Look;
  healthMessage?: string;
  /** `to main (a1b2c3d)`. */
  revision?: string;
  autoSync: string;
  operation?: OperationModel;
  history: { id: number; revision: string; deployedAt?: string; by?: string }[];
  conditions: { id: string; type: string; message: string; at?: string }[];
  differing: ResourceModel[];
  outOfSync: number;
  externalUrl?: string;
  deleting: boolean;
}

/**
 * An operation as the page says it.
 *
 * @internal
 */
export interface OperationModel {
  look: Look;
  active: boolean;
  message?: string;
  /** Who asked for it. */
  by?: string;
  /** ISO 8601: its end, or its start while it runs. */
  at?: string;
  /** `3 of 5 resources done`, while it runs. */
  progress?: string;
  resources: ResourceModel[];
  /** The resources that matter: all while it runs, those in trouble after it failed, none after it went well. */
  notable: ResourceModel[];
}

/**
 * A resource with its status.
 *
 * @internal
 */
export interface ResourceModel {
  id: string;
  /** `Deployment api-gateway`. */
  title: string;
  look: Look;
  message?: string;
  requiresPruning: boolean;
}

const ACTIVE_PHASES = ['Pending', 'Running', 'Terminating'];

/**
 * Whether an operation is under way.
 *
 * @internal
 */
export function isActive(operation: OperationSummary | undefined): boolean {
  return operation !== undefined && ACTIVE_PHASES.includes(operation.phase);
}

/**
 * One application.
 *
 * @internal
 */
export function presentApplication(
  application: ApplicationSummary,
): ApplicationModel {
  const { sync, operation } = application;
  const differing = application.resources.filter(
    resource => resource.status === 'OutOfSync',
  );
  return {
    id: application.id,
    elementId: evidenceElementId('application', application.id),
    name: application.name,
    sync: SYNC_LOOKS[sync.status],
    health: HEADLINE_LOOKS[application.health.status],
    healthMessage: application.health.message,
    revision: presentTarget(application),
    autoSync: presentAutoSync(application),
    operation: operation && presentOperation(operation),
    history: application.history.map(record => ({
      id: record.id,
      revision: formatRevision(record.revision),
      deployedAt: record.deployedAt,
      by: record.initiatedBy,
    })),
    conditions: presentConditions(application),
    differing: differing.map(presentResource),
    outOfSync: Math.max(application.outOfSync, differing.length),
    externalUrl: safeHttpUrl(application.externalUrl),
    deleting: application.deleting ?? false,
  };
}

/**
 * An operation under way or ended.
 *
 * @internal
 */
export function presentOperation(operation: OperationSummary): OperationModel {
  const active = isActive(operation);
  const look = OPERATION_LOOKS[operation.phase];
  const resources = presentOperationResources(operation);
  const done = operation.resources.filter(
    resource => resource.status !== undefined && !isHookRunning(resource),
  );
  return {
    look,
    active,
    message: [
      operation.message,
      // Argo CD says so itself once it gave up.
      operation.retryCount && !operation.message?.includes('retried')
        ? `(${countOf(operation.retryCount, 'retry', 'retries')})`
        : undefined,
      operation.dryRun ? '(dry run)' : undefined,
    ]
      .filter(Boolean)
      .join(' '),
    by: operation.requestedBy ?? operation.initiatedBy,
    at: active ? operation.startedAt : operation.finishedAt,
    progress:
      active && resources.length > 0
        ? `${done.length} of ${countOf(resources.length, 'resource')} done`
        : undefined,
    resources,
    notable: notableResources(resources, active, look),
  };
}

function notableResources(
  resources: ResourceModel[],
  active: boolean,
  look: Look,
): ResourceModel[] {
  if (active) {
    return resources;
  }
  return look.tone === 'degraded'
    ? resources.filter(({ look: { tone } }) => tone !== 'healthy')
    : [];
}

/** Each message is said once: not by a resource if the operation or a resource before it says the same. */
function presentOperationResources({
  message,
  resources,
}: OperationSummary): ResourceModel[] {
  const said = new Set<string>();
  return resources.map(resource => {
    const model = presentResource(resource);
    const text = model.message;
    if (!text) {
      return model;
    }
    const repeats = said.has(text) || message?.includes(text);
    said.add(text);
    return repeats ? { ...model, message: undefined } : model;
  });
}

/** The conditions but Argo CD's SyncError, which only quotes the failed operation that stands above it. */
function presentConditions({ conditions, operation }: ApplicationSummary) {
  const said = operation?.message;
  return conditions
    .filter(({ message }) => !said || !message.includes(said))
    .map((condition, index) => ({
      id: `${condition.type}/${index}`,
      type: condition.type,
      message: condition.message,
      at: condition.lastTransitionTime,
    }));
}

/**
 * A resource of an application or of an operation.
 *
 * @internal
 */
export function presentResource(resource: DeliveryResource): ResourceModel {
  const { group, kind, namespace, name } = resource;
  return {
    id: [group, kind, namespace, name].join('/'),
    title: `${kind} ${name}`,
    look: resource.requiresPruning
      ? { ...resourceLook(resource.status), word: 'not in Git' }
      : resourceLook(resource.status),
    message:
      resource.message ?? (resource.hookPhase && `hook ${resource.hookPhase}`),
    requiresPruning: resource.requiresPruning ?? false,
  };
}

function isHookRunning(resource: DeliveryResource): boolean {
  return resource.hookPhase === 'Running';
}

function presentTarget({ sync }: ApplicationSummary): string | undefined {
  const revision = formatRevisions(sync.revisions);
  const target = sync.targetRevision;
  if (!revision || !target || target === sync.revisions[0]) {
    return revision ?? target;
  }
  return `${target} (${revision})`;
}

function presentAutoSync({ autoSync }: ApplicationSummary): string {
  if (!autoSync.enabled) {
    return 'off';
  }
  const details = [
    autoSync.prune ? 'prunes' : 'does not prune',
    autoSync.selfHeal ? 'repairs drift' : 'leaves drift to you',
  ];
  return `on, ${details.join(', ')}`;
}
