/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LabError, Progress } from '@openpolicy/lab';
import {
  contentKey,
  crdSources,
  filledFolder,
  goModuleFolder,
} from '@openpolicy/lab/runtime';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { requireGo } from '../tools/goTools';
import { crdSchemas, CustomResourceDefinition } from './crdSchemas';
import { KindSchema, KUBECONFORM_TEMPLATE, schemaPath } from './jsonSchema';
import { kubernetesSchemas, Swagger } from './kubernetesSchemas';

/** Where the schemas lie that the offline judges read. */
export interface Schemas {
  /** Value of kubeconform's `-schema-location`. */
  kubeconform: string;
  /** Kubernetes' OpenAPI v3 files, laid out for kubectl-validate's `--local-schemas`. */
  openapi: string;
  /** Whole CRDs, for kubectl-validate's `--local-crds`. */
  crds: string;
}

/** Kubernetes at the version that the lab runs; its module has the API's descriptions. */
const KUBERNETES = {
  path: 'k8s.io/kubernetes',
  version: 'v1.36.1',
  sum: 'h1:Mt7NKigaZ2KmOmCLhX81lGlH9JU5wjXnYhXnxAun9XA=',
};

/** Raised when the conversion changes, so that the cache is filled anew. */
const CONVERSION = 'conversion-2';

/**
 * Makes the schemas once, from Kubernetes' own Go module and those of the lab's
 * CRDs.
 *
 * @throws MissingToolError without Go.
 */
export async function ensureSchemas(
  cache: string,
  progress: Progress,
): Promise<Schemas> {
  const key = contentKey([
    JSON.stringify([KUBERNETES, crdSources]),
    CONVERSION,
  ]);
  const folder = await filledFolder(
    join(cache, `schemas-${key}`),
    async work => {
      await requireGo('kubeconform');
      const done = progress.step(
        `converting the schemas of Kubernetes ${KUBERNETES.version} and of ${crdSources.length} sets of CRDs`,
      );
      const api = join(await goModuleFolder(KUBERNETES), 'api/openapi-spec');
      const swagger = JSON.parse(
        await readFile(join(api, 'swagger.json'), 'utf8'),
      ) as Swagger;
      await writeSchemas(join(work, 'kubeconform'), kubernetesSchemas(swagger));
      await copyOpenApi(join(api, 'v3'), join(work, 'openapi'));
      for (const source of crdSources) {
        const crds = await readCrds(
          await goModuleFolder(source.module),
          source,
        );
        await writeSchemas(
          join(work, 'kubeconform'),
          crdSchemas(crds.map(({ value }) => value)),
        );
        await mkdir(join(work, 'crds'), { recursive: true });
        for (const { text, value } of crds) {
          await writeFile(
            join(work, 'crds', `${value.metadata.name}.yaml`),
            text,
          );
        }
      }
      done();
    },
  );
  return {
    kubeconform: join(folder, 'kubeconform', KUBECONFORM_TEMPLATE),
    openapi: join(folder, 'openapi'),
    crds: join(folder, 'crds'),
  };
}

async function writeSchemas(folder: string, schemas: KindSchema[]) {
  for (const entry of schemas) {
    const file = join(folder, schemaPath(entry));
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, JSON.stringify(entry.schema));
  }
}

/** `apis__apps__v1_openapi.json` becomes `apis/apps/v1.json`. */
async function copyOpenApi(from: string, to: string) {
  for (const name of await readdir(from)) {
    const [, path] =
      /^(api__[^_]+|apis__[^_]+__[^_]+)_openapi\.json$/.exec(name) ?? [];
    if (!path) continue;
    const file = join(to, `${path.split('__').join('/')}.json`);
    await mkdir(dirname(file), { recursive: true });
    await cp(join(from, name), file);
  }
}

async function readCrds(
  module: string,
  source: { name: string; files: string[] },
) {
  const crds: { text: string; value: CustomResourceDefinition }[] = [];
  for (const file of source.files) {
    const text = await readFile(join(module, file), 'utf8');
    for (const document of parseAllDocuments(text)) {
      const value = document.toJS();
      if (value?.kind !== 'CustomResourceDefinition') continue;
      crds.push({ text: JSON.stringify(value), value });
    }
  }
  if (crds.length < source.files.length) {
    throw new LabError(
      `Found ${crds.length} CustomResourceDefinitions of '${source.name}', expected at least ${source.files.length}.`,
    );
  }
  return crds;
}
