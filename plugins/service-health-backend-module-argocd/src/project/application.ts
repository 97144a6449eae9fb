/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { createHash } from 'node:crypto';
import {
  ApplicationObservation,
  ApplicationSummary,
  DeliveryResource,
  DeploymentRecord,
  HEALTH_STATUSES,
  HealthStatus,
  HealthStatusCode,
  SyncStatusCode,
} from '@openpolicy/plugin-service-health-common';
import {
  JsonRecord,
  asCount,
  asRecord,
  asRecords,
  asString,
  asStrings,
  asTime,
  own,
  cleanText,
} from '@openpolicy/plugin-service-health-node/upstream';
import { isObjectName } from '../names';
import {
  projectMessage,
  projectOperation,
  projectRevisions,
} from './operation';

const MAX_HISTORY = 10;
const MAX_CONDITIONS = 10;
const MAX_RESOURCES = 100;
const MAX_IMAGES = 30;
const MAX_SOURCES = 10;
const NAME_LIMIT = 253;

/**
 * Where an application comes from.
 *
 * @internal
 */
export interface ProjectApplicationOptions {
  instance: string;
  /** Base URL of Argo CD's own pages. */
  frontendUrl?: string;
}

/**
 * Cuts an Application, as Argo CD's API returns it, to what a page shows. Lists and texts are bounded; everything else of the object
 * (parameters, values, manifests) is dropped here, so that it can reach neither the store nor a browser.
 *
 * @returns undefined if the object has no valid name or namespace.
 * @internal
 */
export function projectApplication(
  application: JsonRecord,
  options: ProjectApplicationOptions,
): ApplicationObservation | undefined {
  const metadata = asRecord(application.metadata);
  const { name, namespace } = metadata;
  if (!isObjectName(name) || !isObjectName(namespace)) {
    return undefined;
  }
  const spec = asRecord(application.spec);
  const status = asRecord(application.status);
  const sync = asRecord(status.sync);
  const annotations = asRecord(metadata.annotations);
  const labels = asRecord(metadata.labels);
  const resources = projectResources(status.resources);

  const data: ApplicationSummary = {
    id: applicationId({ instance: options.instance, namespace, name }),
    instance: options.instance,
    namespace,
    name,
    // An Application without a project is in the project `default` (Argo CD, `AppSpec.GetProject`).
    project: cleanText(spec.project, NAME_LIMIT) ?? 'default',
    health: projectHealth(status.health) ?? { status: 'Unknown' },
    sync: {
      status: toSyncStatus(sync.status),
      revisions: projectRevisions(sync),
      targetRevision: projectTargetRevision(spec),
    },
    autoSync: projectAutoSync(spec),
    operation: projectOperation(application),
    history: projectHistory(status.history),
    conditions: asRecords(status.conditions)
      .slice(0, MAX_CONDITIONS)
      .map(condition => ({
        type: cleanText(condition.type, 100) ?? 'Unknown',
        message: projectMessage(condition.message) ?? '',
        lastTransitionTime: asTime(condition.lastTransitionTime),
      })),
    resources: resources.slice(0, MAX_RESOURCES),
    resourcesTotal: resources.length,
    outOfSync: resources.filter(({ status: code }) => code === 'OutOfSync')
      .length,
    images: asStrings(asRecord(status.summary).images)
      .slice(0, MAX_IMAGES)
      .map(image => cleanText(image, 512) ?? ''),
    reconciledAt: asTime(status.reconciledAt),
    externalUrl: options.frontendUrl
      ? `${options.frontendUrl}/applications/${namespace}/${name}`
      : undefined,
    deleting: asString(metadata.deletionTimestamp) ? true : undefined,
  };

  return {
    kind: 'application',
    source: 'argocd',
    instance: options.instance,
    key: applicationKey({ namespace, name }),
    uid: cleanText(metadata.uid, 64),
    namespace,
    backReference: {
      entityRef: cleanText(own(annotations, 'backstage.io/entity-ref'), 512),
      kubernetesId: cleanText(
        own(labels, 'backstage.io/kubernetes-id') ??
          own(annotations, 'backstage.io/kubernetes-id'),
        NAME_LIMIT,
      ),
    },
    data,
  };
}

/**
 * The key of an application within its instance.
 *
 * @internal
 */
export function applicationKey(name: {
  namespace: string;
  name: string;
}): string {
  return `Application/${name.namespace}/${name.name}`;
}

/** Opaque, so that a browser can name what it was shown and nothing else; stable over restarts and replicas. */
function applicationId(name: {
  instance: string;
  namespace: string;
  name: string;
}): string {
  return createHash('sha256')
    .update(JSON.stringify([name.instance, name.namespace, name.name]))
    .digest('base64url')
    .slice(0, 22);
}

/**
 * A health of Argo CD. Words that a newer Argo CD may add are `Unknown`, with the word as message.
 *
 * @internal
 */
export function projectHealth(value: unknown): HealthStatus | undefined {
  const { status, message } = asRecord(value);
  const word = cleanText(status, 64);
  if (!word) {
    return undefined;
  }
  const text = cleanText(message);
  return (HEALTH_STATUSES as readonly string[]).includes(word)
    ? { status: word as HealthStatusCode, ...(text ? { message: text } : {}) }
    : { status: 'Unknown', message: text ?? `Argo CD says '${word}'` };
}

function toSyncStatus(value: unknown): SyncStatusCode {
  return value === 'Synced' || value === 'OutOfSync' ? value : 'Unknown';
}

function projectTargetRevision(spec: JsonRecord): string | undefined {
  const several = asRecords(spec.sources);
  const sources = several.length > 0 ? several : [asRecord(spec.source)];
  const targets = sources
    .slice(0, MAX_SOURCES)
    // Empty means HEAD of Git, and the newest version of a chart.
    .map(source => cleanText(source.targetRevision, 128) ?? 'HEAD');
  return [...new Set(targets)].join(', ');
}

/** Automated sync is on when its block is there, unless `enabled: false` (Argo CD 3.1 and later). */
function projectAutoSync(spec: JsonRecord): ApplicationSummary['autoSync'] {
  const { automated } = asRecord(spec.syncPolicy);
  const policy = asRecord(automated);
  const enabled =
    typeof automated === 'object' &&
    automated !== null &&
    policy.enabled !== false;
  return {
    enabled,
    prune: enabled && policy.prune === true,
    selfHeal: enabled && policy.selfHeal === true,
  };
}

/** Newest first. An entry may be the only one: an application that was deployed once has a history too. */
function projectHistory(value: unknown): DeploymentRecord[] {
  return asRecords(value)
    .map(entry => {
      const { username, automated } = asRecord(entry.initiatedBy);
      return {
        id: asCount(entry.id) ?? 0,
        revision: projectRevisions(entry).join(', '),
        deployedAt: asTime(entry.deployedAt),
        startedAt: asTime(entry.deployStartedAt),
        initiatedBy:
          automated === true ? 'automated' : cleanText(username, NAME_LIMIT),
      };
    })
    .sort((a, b) => b.id - a.id)
    .slice(0, MAX_HISTORY);
}

/** What is not Synced or not Healthy first; hooks are no part of the live state. */
function projectResources(value: unknown): DeliveryResource[] {
  return asRecords(value)
    .filter(resource => resource.hook !== true)
    .map(
      (resource): DeliveryResource => ({
        group: cleanText(resource.group, NAME_LIMIT),
        kind: cleanText(resource.kind, 100) ?? 'Unknown',
        namespace: cleanText(resource.namespace, NAME_LIMIT),
        name: cleanText(resource.name, NAME_LIMIT) ?? '',
        status: cleanText(resource.status, 64),
        health: projectHealth(resource.health),
        ...(resource.requiresPruning === true ? { requiresPruning: true } : {}),
      }),
    )
    .map(resource => ({ resource, rank: problemRank(resource) }))
    .sort((a, b) => b.rank - a.rank)
    .map(({ resource }) => resource);
}

function problemRank({ status, health }: DeliveryResource): number {
  const badHealth = health ? HEALTH_STATUSES.indexOf(health.status) : 0;
  const badSync = status === undefined || status === 'Synced' ? 0 : 1;
  return badHealth * 2 + badSync;
}
