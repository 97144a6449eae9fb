/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LintObject, LintRule, LintViolation } from '../types';

/*
 * What concerns every object: its identity and the version of its API.
 */

/** A version of an API that clusters still serve, and the one to use. */
interface ApiVersionChange {
  kinds?: ReadonlySet<string>;
  use: string;
}

const ISTIO_NETWORKING = new Set([
  'DestinationRule',
  'Gateway',
  'ServiceEntry',
  'Sidecar',
  'VirtualService',
  'WorkloadEntry',
  'WorkloadGroup',
]);

/** Istio 1.22 made them v1; it still serves the old names. */
const DEPRECATED: Readonly<Record<string, ApiVersionChange>> = {
  'networking.istio.io/v1alpha3': {
    kinds: ISTIO_NETWORKING,
    use: 'networking.istio.io/v1',
  },
  'networking.istio.io/v1beta1': {
    kinds: ISTIO_NETWORKING,
    use: 'networking.istio.io/v1',
  },
  'security.istio.io/v1beta1': { use: 'security.istio.io/v1' },
  'telemetry.istio.io/v1alpha1': { use: 'telemetry.istio.io/v1' },
};

/**
 * No supported cluster serves these any more. Source: Kubernetes' deprecated API
 * migration guide; External Secrets 0.17.
 */
const REMOVED: Readonly<Record<string, ApiVersionChange>> = {
  'apps/v1beta1': { use: 'apps/v1' },
  'apps/v1beta2': { use: 'apps/v1' },
  'autoscaling/v2beta1': { use: 'autoscaling/v2' },
  'autoscaling/v2beta2': { use: 'autoscaling/v2' },
  'batch/v1beta1': { use: 'batch/v1' },
  'batch/v2alpha1': { use: 'batch/v1' },
  'extensions/v1beta1': { use: 'apps/v1 or networking.k8s.io/v1' },
  'external-secrets.io/v1beta1': { use: 'external-secrets.io/v1' },
  'networking.k8s.io/v1beta1': {
    kinds: new Set(['Ingress', 'IngressClass']),
    use: 'networking.k8s.io/v1',
  },
  'policy/v1beta1': { use: 'policy/v1' },
  'rbac.authorization.k8s.io/v1beta1': { use: 'rbac.authorization.k8s.io/v1' },
};

/** @internal */
export const duplicateObject: LintRule = {
  id: 'GP-LINT-001',
  severity: 'error',
  title: 'No object is there twice',
  why: 'Whichever is applied last wins, and two Applications undo each other for ever.',
  check: ({ objects }) => {
    const seen = new Set<string>();
    return objects.flatMap(object => {
      const { group, kind, namespace, name } = object;
      const key = `${group}/${kind} ${namespace}/${name}`;
      if (!seen.has(key)) {
        seen.add(key);
        return [];
      }
      return {
        object,
        field: 'metadata.name',
        problem: `is the name of another ${kind} in namespace '${namespace}'`,
        fix: 'Keep one of them, or give one another name.',
      };
    });
  },
};

/** @internal */
export const deprecatedVersion: LintRule = {
  id: 'GP-LINT-002',
  severity: 'warning',
  title: 'No object has a deprecated apiVersion',
  why: 'A later release of the cluster stops serving it, and then nothing can be applied any more.',
  check: ({ objects }) =>
    objects.flatMap(object =>
      versionViolation(object, DEPRECATED, 'is deprecated'),
    ),
};

/** @internal */
export const removedVersion: LintRule = {
  id: 'GP-LINT-003',
  severity: 'error',
  title: 'No object has an apiVersion that clusters no longer serve',
  why: 'The API server refuses it.',
  check: ({ objects }) =>
    objects.flatMap(object =>
      versionViolation(object, REMOVED, 'is served no longer'),
    ),
};

function versionViolation(
  object: LintObject,
  changes: Readonly<Record<string, ApiVersionChange>>,
  problem: string,
): LintViolation[] {
  const { apiVersion, kind } = object;
  const change = Object.hasOwn(changes, apiVersion)
    ? changes[apiVersion]
    : undefined;
  return change && (change.kinds?.has(kind) ?? true)
    ? [
        {
          object,
          field: 'apiVersion',
          problem: `is '${apiVersion}', which ${problem}`,
          fix: `Write ${change.use}.`,
        },
      ]
    : [];
}

/** @internal */
export const objectRules = [duplicateObject, deprecatedVersion, removedVersion];
