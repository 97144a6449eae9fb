/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { InputError } from '@backstage/errors';
import type { Manifest } from '@openpolicy/plugin-golden-path-common';
import { parseAllDocuments } from 'yaml';
import { workspaceFiles } from './workspaceFiles';

/** More than this is an attack by aliases of aliases, not a manifest. */
const MAX_ALIASES = 100;
const MAX_CHARACTERS = 4 * 1024 * 1024;

/**
 * Kubernetes objects of a text and of the files of a folder; lists are taken apart, and
 * what is no object is passed over.
 *
 * @param options - `onSkip` is told of files of the folder that are no YAML, as those of
 *   a chart are
 * @throws InputError if there is neither text nor folder, the text is no YAML or too
 *   long, or a Secret has its values in it
 */
export async function readObjects(options: {
  text?: string;
  folder?: string;
  onSkip(path: string): void;
}): Promise<Manifest[]> {
  const { text = '', folder, onSkip } = options;
  if (text.trim() === '' && !folder) {
    throw new InputError(
      "Give the service's objects: paste them, or name a folder with its manifests.",
    );
  }
  if (text.length > MAX_CHARACTERS) {
    throw new InputError(
      `The objects are longer than ${MAX_CHARACTERS} characters. Leave out those of other services.`,
    );
  }
  const objects = documentsOf(text, fault => {
    throw new InputError(`The objects are no YAML: ${fault}`);
  });
  const files = folder ? await workspaceFiles(folder) : [];
  for (const { path, content } of files) {
    if (/\.(ya?ml|json)$/i.test(path) && content !== undefined) {
      objects.push(
        ...documentsOf(Buffer.from(content).toString('utf8'), () =>
          onSkip(path),
        ),
      );
    }
  }
  const flat = objects.flatMap(itemsOf);
  refuseSecrets(flat);
  return flat;
}

function documentsOf(
  text: string,
  onFault: (fault: string) => void,
): unknown[] {
  const documents = parseAllDocuments(text);
  if (!Array.isArray(documents)) {
    return [];
  }
  const fault = documents.find(({ errors }) => errors.length > 0)?.errors[0];
  if (fault) {
    onFault(fault.message.split('\n')[0]);
    return [];
  }
  try {
    return documents.map(document =>
      document.toJS({ maxAliasCount: MAX_ALIASES }),
    );
  } catch (error) {
    onFault((error as Error).message);
    return [];
  }
}

function itemsOf(value: unknown): Manifest[] {
  const { kind, items, metadata } = (value ?? {}) as Record<string, any>;
  if (Array.isArray(items)) {
    return items.flatMap(itemsOf);
  }
  return typeof kind === 'string' && typeof metadata?.name === 'string'
    ? [value as Manifest]
    : [];
}

/** They would stay in the task's parameters for everybody who may see the task. */
function refuseSecrets(objects: readonly Manifest[]): void {
  const secret = objects.find(
    ({ kind, data, stringData }) =>
      kind === 'Secret' && (data !== undefined || stringData !== undefined),
  );
  if (secret) {
    throw new InputError(
      `Secret '${secret.metadata.name}' is among the objects with its values. Leave Secrets out, and change the values that you have pasted here.`,
    );
  }
}
