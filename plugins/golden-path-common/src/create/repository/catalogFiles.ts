/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { RenderedFile } from '../../render/types';
import { emitDocument } from '../../render/emitYaml';
import { serviceSpecJsonSchema } from '../../spec/jsonSchema';
import { ServiceRepository } from './serviceRepository';

/** Lies in the repository, so that editors need no network and no newer schema. */
const SCHEMA_FILE = '.golden-path/service-spec.schema.json';

const CATALOG_HEADER = `# What the catalog knows about this service. How it runs is in service.yaml.
`;

const SPEC_HEADER = `# yaml-language-server: $schema=./${SCHEMA_FILE}
#
# How this service runs. Its manifests, alerts and dashboard are rendered from it.
# Edit it here, or with "Change" on the service's page in the portal.
`;

/** What a reader of a section should know, by its key. */
const SECTION_COMMENTS: Record<string, string> = {
  tier: '1 is what the platform cannot do without; it sets the default objective.',
  image:
    'CI writes each release below environments.<name>.image, with its digest.',
  ports:
    'The port that callers use. The program listens on the same one by default.',
  health:
    'What the kubelet asks. Liveness never asks a dependency, readiness may.',
  scale: 'How many pods, and what makes them more.',
  resources:
    'Start small and measure. The memory limit is at most twice the request.',
  env: 'Variables. Secrets never stand here: see `secrets` in the schema.',
  dependencies:
    'What it calls. Each gives a variable with the address; other calls are refused.',
  traffic: 'How the mesh carries requests to it.',
  rollout: 'How a new release replaces the old one.',
  slo: 'What users may expect; the alerts on its error budget guard it.',
  alerts: 'Where thresholds differ from the standard ones.',
};

/** @internal */
export function catalogFiles({
  entity,
}: Pick<ServiceRepository, 'entity'>): RenderedFile[] {
  return [
    {
      path: 'catalog-info.yaml',
      content: `${CATALOG_HEADER}${emitDocument({
        ...entity,
        spec: { ...entity.spec, runtime: { $yaml: './service.yaml' } },
      })}`,
    },
    { path: 'service.yaml', content: serviceYaml(entity.spec?.runtime) },
    {
      path: SCHEMA_FILE,
      content: schemaText(),
    },
  ];
}

let writtenSchema: string | undefined;

/** Written once: it takes a quarter of what a preview has at each key press. */
function schemaText(): string {
  writtenSchema ??= `${JSON.stringify(
    serviceSpecJsonSchema(),
    undefined,
    2,
  )}\n`;
  return writtenSchema;
}

/**
 * Comments stand between lines of the emitter's, which tells where each line
 * comes from: a value that looks like a key is never taken for one.
 */
function serviceYaml(runtime: unknown): string {
  const keys: Array<string | number | undefined> = [];
  const text = emitDocument(runtime, path => keys.push(path[0]));
  const lines = text.trimEnd().split('\n');
  const commented = lines.flatMap((line, index) => {
    const key = keys[index];
    const isFirst = key !== keys[index - 1];
    const comment = SECTION_COMMENTS[String(key)];
    return isFirst && comment ? ['', `# ${comment}`, line] : [line];
  });
  return `${SPEC_HEADER}${commented.join('\n')}\n`;
}
