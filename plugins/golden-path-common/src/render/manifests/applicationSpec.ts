/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PlatformDefinition } from '../../model/types';
import { EnvironmentSpec } from '../../spec/platformSpec';
import { ManifestValue } from '../types';

/** Deleting an Application with it deletes what the Application deployed. */
const RESOURCES_FINALIZER = 'resources-finalizer.argocd.argoproj.io/foreground';

/**
 * Git repository that holds the manifests of an environment at its root.
 *
 * @internal
 */
export function repositoryOf(
  system: PlatformDefinition,
  environment: EnvironmentSpec,
): string {
  return environment.repository ?? system.spec.delivery.repository;
}

/**
 * Finalizers of the Application of a service. In production there are none: an
 * Application that somebody deletes by mistake leaves the service running.
 *
 * @internal
 */
export function finalizersOf({ production }: EnvironmentSpec) {
  return production ? undefined : [RESOURCES_FINALIZER];
}

/**
 * The part of an Application that is the same for services and platform.
 *
 * @param options - `path` is the folder in the repository; `ignoreDifferences` names
 *   fields that somebody else owns
 * @internal
 */
export function applicationSpec(options: {
  system: PlatformDefinition;
  environment: EnvironmentSpec;
  project: string;
  path: string;
  ignoreDifferences?: ManifestValue[];
}) {
  const { system, environment, project, path, ignoreDifferences } = options;
  const { delivery, namespace } = system.spec;
  return {
    project,
    source: {
      repoURL: repositoryOf(system, environment),
      targetRevision: delivery.targetRevision,
      path,
    },
    destination: { server: environment.cluster.server, namespace },
    syncPolicy: {
      automated: {
        prune: environment.sync.prune,
        selfHeal: environment.sync.selfHeal,
        // A folder that is empty by mistake must not empty the cluster.
        allowEmpty: false,
      },
      syncOptions: [
        'ServerSideApply=true',
        // Without it a sync would put back the fields that are ignored below.
        'RespectIgnoreDifferences=true',
        'FailOnSharedResource=true',
        'PruneLast=true',
        'ApplyOutOfSyncOnly=true',
        // The namespace has labels and policies, which only the platform sets.
        'CreateNamespace=false',
      ],
      // Argo CD's own five retries hide a refused manifest for minutes.
      retry: {
        limit: 1,
        backoff: { duration: '5s', factor: 2, maxDuration: '30s' },
      },
    },
    ...(ignoreDifferences?.length && { ignoreDifferences }),
  };
}
