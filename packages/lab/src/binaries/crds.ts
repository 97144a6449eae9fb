/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { LabError } from '../errors';
import { Progress } from '../runtime/progress';
import { goModuleFolder } from './buildGo';
import { contentKey, filledFolder } from './contentCache';

/** Where a set of CustomResourceDefinitions comes from. @internal */
export interface CrdSource {
  /** Name of the set, and of its file in the cache. */
  name: string;
  module: { path: string; version: string; sum: string };
  /** Files inside the module. */
  files: string[];
}

/**
 * The sets, pinned by version and checksum. Only the kinds that a service of
 * the platform uses: each CRD costs the API server time at every start.
 * @internal
 */
export const crdSources: CrdSource[] = [
  {
    name: 'argocd',
    module: {
      path: 'github.com/argoproj/argo-cd/v3',
      version: 'v3.5.7',
      sum: 'h1:Xm1BF+I5OgDKUG3SDK49vn2/Y5AMyaNVko+/JT08gj0=',
    },
    files: ['application', 'applicationset', 'appproject'].map(
      kind => `manifests/crds/${kind}-crd.yaml`,
    ),
  },
  {
    name: 'argo-rollouts',
    module: {
      path: 'github.com/argoproj/argo-rollouts',
      version: 'v1.10.1',
      sum: 'h1:6oyVPGiHHxu3ixkT6mngemh88HLPDoTX1IwO6KNR1Y4=',
    },
    files: [
      'rollout',
      'analysis-run',
      'analysis-template',
      'cluster-analysis-template',
      'experiment',
    ].map(kind => `manifests/crds/${kind}-crd.yaml`),
  },
  {
    name: 'istio',
    module: {
      path: 'istio.io/api',
      version: 'v1.31.1',
      sum: 'h1:5Yb5ihcz4YQsCkciusK7DnFpBMwRB6EFWeUKH1Atuyk=',
    },
    files: ['kubernetes/customresourcedefinitions.gen.yaml'],
  },
  {
    name: 'prometheus-operator',
    module: {
      path: 'github.com/prometheus-operator/prometheus-operator',
      version: 'v0.85.0',
      sum: 'h1:M5xLCLEoaW2IJfnuCwFzzpL+jSVQu3KGT84Pye+fW8s=',
    },
    files: ['prometheusrules', 'servicemonitors', 'podmonitors', 'probes'].map(
      kind =>
        `example/prometheus-operator-crd/monitoring.coreos.com_${kind}.yaml`,
    ),
  },
  {
    name: 'external-secrets',
    module: {
      path: 'github.com/external-secrets/external-secrets',
      version: 'v1.3.2',
      sum: 'h1:u2J8RjlHIeF0oZCqtl92adI/uZWUwOesJIDkfql6LqQ=',
    },
    files: ['externalsecrets', 'secretstores', 'clustersecretstores'].map(
      kind => `config/crds/bases/external-secrets.io_${kind}.yaml`,
    ),
  },
];

/** A parsed CustomResourceDefinition, as far as the trimming looks. @internal */
export interface Crd {
  kind: string;
  metadata: { name: string };
  spec: {
    group: string;
    names: { plural: string };
    versions: {
      name: string;
      served: boolean;
      storage: boolean;
      schema?: { openAPIV3Schema?: unknown };
    }[];
  };
  status?: unknown;
}

/**
 * Drops versions that are not served and all descriptions, which makes the
 * external-secrets set 151 KB instead of 1296 KB and halves the lab's start. What
 * the API server accepts and rejects stays the same.
 * @internal
 */
export function trimCrd(crd: Crd): Crd {
  const { status: _, ...rest } = crd;
  return {
    ...rest,
    spec: {
      ...crd.spec,
      versions: crd.spec.versions
        .filter(version => version.served || version.storage)
        .map(version => ({
          ...version,
          schema: version.schema && {
            openAPIV3Schema: withoutDescriptions(
              version.schema.openAPIV3Schema,
            ),
          },
        })),
    },
  };
}

/**
 * Removes `description` of schemas. A property that has the name `description`
 * is a key of `properties` and stays.
 */
function withoutDescriptions(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutDescriptions);
  if (typeof schema !== 'object' || schema === null) return schema;
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'description' && typeof value === 'string') continue;
    if (key === 'properties' && typeof value === 'object' && value !== null) {
      result[key] = Object.fromEntries(
        Object.entries(value).map(([name, child]) => [
          name,
          withoutDescriptions(child),
        ]),
      );
      continue;
    }
    // Literal data, in which `description` would be a value of the API's.
    const literal = key === 'default' || key === 'enum' || key === 'example';
    result[key] = literal ? value : withoutDescriptions(value);
  }
  return result;
}

/**
 * Makes sure that the trimmed CRDs are in the cache, one JSON array a set.
 *
 * @returns the folder with `<set>.json` files and Argo CD's git-verify-wrapper.sh
 *   in `bin/`.
 * @internal
 */
export async function ensureCrds(
  cache: string,
  progress: Progress,
): Promise<string> {
  const key = contentKey([JSON.stringify(crdSources), 'trim-1']);
  return filledFolder(join(cache, `crds-${key}`), async work => {
    progress.line('fetching the CustomResourceDefinitions of 5 modules');
    for (const source of crdSources) {
      const folder = await goModuleFolder(source.module);
      const crds: Crd[] = [];
      for (const file of source.files) {
        const text = await readFile(join(folder, file), 'utf8');
        for (const document of parseAllDocuments(text)) {
          const crd = document.toJS() as Crd | null;
          if (crd?.kind === 'CustomResourceDefinition') crds.push(trimCrd(crd));
        }
      }
      if (crds.length < source.files.length) {
        throw new LabError(
          `Found ${crds.length} CustomResourceDefinitions in module '${source.module.path}', expected at least ${source.files.length}.`,
        );
      }
      await writeFile(join(work, `${source.name}.json`), JSON.stringify(crds));
    }
  });
}

/** The CRDs of one set, from the cache folder. @internal */
export async function readCrds(folder: string, set: string): Promise<Crd[]> {
  return JSON.parse(await readFile(join(folder, `${set}.json`), 'utf8'));
}
