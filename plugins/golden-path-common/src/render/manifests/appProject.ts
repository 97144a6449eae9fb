/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PlatformDefinition } from '../../model/types';
import { EnvironmentSpec } from '../../spec/platformSpec';
import { platformLabels, platformProjectName } from '../conventions';
import { provenance } from '../provenance';
import { Manifest } from '../types';
import { repositoryOf } from './applicationSpec';

/**
 * Kinds that Applications of a project may bring.
 *
 * @internal
 */
export interface AllowedKind {
  group: string;
  kind: string;
}

/**
 * What an AppProject is made for: the environments that it may deploy to and
 * the kinds of the namespace that it may bring.
 *
 * @internal
 */
export interface ProjectScope {
  system: PlatformDefinition;
  environments: readonly EnvironmentSpec[];
  allowed: readonly AllowedKind[];
}

/**
 * The AppProject of the services. It has no kind of the cluster: a service can
 * neither make a namespace nor give itself rights outside its own. Argo CD's
 * project `default` allows everything to everybody.
 *
 * @internal
 */
export function serviceProject(scope: ProjectScope): Manifest {
  const { system, environments } = scope;
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: projectMetadata(system, system.spec.delivery.project),
    spec: {
      description: `Services of ${system.title} in ${namesOf(environments)}`,
      ...sourcesAndDestinations(scope),
      clusterResourceWhitelist: [],
      namespaceResourceWhitelist: kindsOf(scope),
      // Shows what no Application knows, such as objects made by hand.
      orphanedResources: {
        warn: true,
        ...(system.spec.mesh.injection && {
          // istiod makes one in every namespace of the mesh.
          ignore: [
            { group: '', kind: 'ConfigMap', name: 'istio-ca-root-cert' },
          ],
        }),
      },
    },
  };
}

/**
 * The AppProject of the platform itself; it alone may make the namespace, and
 * that one only.
 *
 * @internal
 */
export function platformProject(scope: ProjectScope): Manifest {
  const { system, environments } = scope;
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: projectMetadata(system, platformProjectName(system)),
    spec: {
      description: `Namespace, mesh and gateway of ${system.title} in ${namesOf(
        environments,
      )}`,
      ...sourcesAndDestinations(scope),
      clusterResourceWhitelist: [
        { group: '', kind: 'Namespace', name: system.spec.namespace },
      ],
      namespaceResourceWhitelist: kindsOf(scope),
    },
  };
}

function projectMetadata(system: PlatformDefinition, name: string) {
  return {
    name,
    namespace: system.spec.delivery.argocdNamespace,
    labels: platformLabels(system),
    annotations: provenance(system.spec, system.source),
  };
}

function sourcesAndDestinations({ system, environments }: ProjectScope) {
  const { namespace } = system.spec;
  const servers = environments.map(({ cluster }) => cluster.server);
  const repositories = environments.map(entry => repositoryOf(system, entry));
  return {
    sourceRepos: unique(repositories),
    destinations: unique(servers).map(server => ({ server, namespace })),
  };
}

function kindsOf({ allowed }: ProjectScope) {
  return allowed.map(({ group, kind }) => ({ group, kind }));
}

function namesOf(environments: readonly EnvironmentSpec[]): string {
  return environments.map(({ name }) => name).join(' and ');
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
