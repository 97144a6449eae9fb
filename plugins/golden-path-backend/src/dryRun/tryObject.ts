/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { isDeepStrictEqual } from 'node:util';
import { ClusterAnswer, ClusterClient } from '../clusters/ClusterClient';
import { groupPath, KubernetesKinds } from './KubernetesKinds';
import { PlacedObject } from './placedObjects';

/** Longest text of an API server that is repeated. */
const MAX_MESSAGE = 600;

/**
 * What the cluster said to one object.
 *
 * @internal
 */
export interface TriedObject {
  apiVersion: string;
  kind: string;
  namespace?: string;
  name: string;
  /** File of the GitOps repository that holds it. */
  path: string;
  outcome: 'created' | 'changed' | 'unchanged' | 'refused';
  message?: string;
}

/**
 * Asks the API server what it would make of an object, by a server-side apply that stores nothing.
 *
 * @throws ServiceUnavailableError if there is no answer
 * @internal
 */
export async function tryObject(
  { path, object }: PlacedObject,
  options: {
    cluster: ClusterClient;
    kinds: KubernetesKinds;
    signal?: AbortSignal;
  },
): Promise<TriedObject> {
  const { cluster, kinds, signal } = options;
  const { apiVersion, kind, metadata } = object;
  const { name, namespace } = metadata;
  const about = {
    apiVersion,
    kind,
    ...(namespace && { namespace }),
    name,
    path,
  };
  const resource = await kinds.find(apiVersion, kind);
  if (!resource) {
    return {
      ...about,
      outcome: 'refused',
      message: `Cluster '${cluster.name}' has no kind '${kind}' of '${apiVersion}'. Install what brings it: its CRD is missing, or an old one is there.`,
    };
  }
  const location = [
    ...groupPath(apiVersion),
    ...(resource.isNamespaced ? ['namespaces', namespace ?? 'default'] : []),
    resource.plural,
    name,
  ];
  const before = await cluster.ask({ path: location, signal });
  const answer = await cluster.ask({
    method: 'PATCH',
    path: location,
    query: {
      dryRun: 'All',
      fieldManager: 'openpolicy-golden-path',
      fieldValidation: 'Strict',
      // Argo CD applies under a name of its own, so who has a field now says nothing about that.
      force: 'true',
    },
    apply: object,
    signal,
  });
  if (answer.status === 201) {
    return { ...about, outcome: 'created' };
  }
  if (answer.status === 200) {
    const isSame =
      before.status === 200 &&
      isDeepStrictEqual(comparable(before), comparable(answer));
    return { ...about, outcome: isSame ? 'unchanged' : 'changed' };
  }
  return {
    ...about,
    outcome: 'refused',
    message: explain(answer, { cluster: cluster.name, namespace }),
  };
}

/** Without what the server writes down itself. */
function comparable({ body }: ClusterAnswer): unknown {
  const { status: _, metadata, ...rest } = body ?? {};
  const {
    managedFields: _fields,
    resourceVersion: _version,
    generation: _generation,
    ...own
  } = (metadata ?? {}) as Record<string, unknown>;
  return { ...rest, metadata: own };
}

function explain(
  { status, body }: ClusterAnswer,
  where: { cluster: string; namespace?: string },
): string {
  const { message, details } = (body ?? {}) as {
    message?: unknown;
    details?: { kind?: unknown; name?: unknown };
  };
  if (
    status === 404 &&
    where.namespace !== undefined &&
    details?.kind === 'namespaces'
  ) {
    return `Cluster '${where.cluster}' has no namespace '${where.namespace}'. Let the platform's own application be synced first.`;
  }
  const said =
    typeof message === 'string' && message !== ''
      ? message.slice(0, MAX_MESSAGE)
      : `HTTP status ${status}`;
  return status === 403
    ? `The portal's account may not ask cluster '${where.cluster}' about it, or a policy refuses it: ${said}`
    : `Cluster '${where.cluster}' refuses it: ${said}`;
}
