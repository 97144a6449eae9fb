/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  DeliveryResource,
  OperationSummary,
  getOperationPhase,
  shortenApiMessage,
} from '@openpolicy/plugin-service-health-common';
import {
  JsonRecord,
  asCount,
  asRecord,
  asRecords,
  asString,
  asStrings,
  asTime,
  cleanText,
} from '@openpolicy/plugin-service-health-node/upstream';

const MAX_RESOURCES = 50;
const MAX_REVISIONS = 10;

/**
 * The names that the portal writes into the infos of an operation, and reads back from it.
 *
 * @internal
 */
export const INFO = {
  requestId: 'portal-request-id',
  requestedBy: 'requested-by',
} as const;

/**
 * The operation of an application: the one under way, else the last one.
 *
 * Argo CD keeps two fields: `operation` is what was asked for and goes when it ends; `status.operationState` is how it goes, and
 * stays. Which of them speaks is the rule of `getOperationPhase`. While a retry waits, the phase stays Running with `finishedAt`
 * set, so the time is kept.
 *
 * @internal
 */
export function projectOperation(
  application: JsonRecord,
): OperationSummary | undefined {
  const asked = application.operation;
  const state = asRecord(asRecord(application.status).operationState);
  const phase = getOperationPhase({
    hasOperation: Boolean(asked),
    operationState: {
      phase: asString(state.phase),
      message: projectMessage(state.message),
    },
  });
  if (!phase) {
    return undefined;
  }
  if (phase.phase === 'Pending') {
    return { ...phase, ...projectRequest(asRecord(asked)), resources: [] };
  }
  const result = asRecord(state.syncResult);
  return {
    ...phase,
    startedAt: asTime(state.startedAt),
    finishedAt: asTime(state.finishedAt),
    retryCount: asCount(state.retryCount),
    ...projectRequest(asRecord(state.operation)),
    ...revisionOf(result),
    resources: projectResults(result.resources),
  };
}

/** What was asked for, by whom. */
function projectRequest(operation: JsonRecord): Partial<OperationSummary> {
  const { username, automated } = asRecord(operation.initiatedBy);
  const sync = asRecord(operation.sync);
  const infos = asRecords(operation.info);
  const info = (name: string) =>
    cleanText(infos.find(item => item.name === name)?.value, 253);
  return {
    requestId: info(INFO.requestId),
    requestedBy: info(INFO.requestedBy),
    initiatedBy: automated === true ? 'automated' : cleanText(username, 253),
    ...(sync.dryRun === true ? { dryRun: true } : {}),
    ...revisionOf(sync),
  };
}

function revisionOf(holder: JsonRecord): { revision?: string } {
  const revisions = projectRevisions(holder);
  return revisions.length > 0 ? { revision: revisions.join(', ') } : {};
}

/** Failed ones first, then those under way. */
function projectResults(value: unknown): DeliveryResource[] {
  return asRecords(value)
    .map(
      (result): DeliveryResource => ({
        group: cleanText(result.group, 253),
        kind: cleanText(result.kind, 100) ?? 'Unknown',
        namespace: cleanText(result.namespace, 253),
        name: cleanText(result.name, 253) ?? '',
        status: cleanText(result.status, 64),
        message: projectMessage(result.message),
        hookPhase: cleanText(result.hookPhase, 64),
      }),
    )
    .map(resource => ({ resource, rank: resultRank(resource) }))
    .sort((a, b) => b.rank - a.rank)
    .slice(0, MAX_RESOURCES)
    .map(({ resource }) => resource);
}

function resultRank({ status, hookPhase }: DeliveryResource): number {
  if (
    status === 'SyncFailed' ||
    hookPhase === 'Failed' ||
    hookPhase === 'Error'
  ) {
    return 2;
  }
  return hookPhase === 'Running' || hookPhase === 'Terminating' ? 1 : 0;
}

/**
 * The revisions of a sync status, an operation's result or a history entry: one for each source of a multi-source application, else
 * one.
 *
 * @internal
 */
export function projectRevisions(holder: JsonRecord): string[] {
  const several = asStrings(holder.revisions);
  const revisions = several.length > 0 ? several : [holder.revision];
  return revisions
    .slice(0, MAX_REVISIONS)
    .map(revision => cleanText(revision, 128))
    .filter((revision): revision is string => revision !== undefined);
}

/**
 * What Argo CD says of an operation, a resource in it or the application. It repeats the API server's field errors, whole objects
 * included; those go before the text is bounded, so that the reason behind them stays.
 *
 * @internal
 */
export function projectMessage(value: unknown): string | undefined {
  return cleanText(
    typeof value === 'string' ? shortenApiMessage(value) : undefined,
  );
}
