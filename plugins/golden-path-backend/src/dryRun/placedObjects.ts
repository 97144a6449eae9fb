/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { FileChange } from '@openpolicy/plugin-golden-path-common';
import { parseAllDocuments } from 'yaml';

/**
 * An object of Kubernetes and the file that holds it.
 *
 * @internal
 */
export interface PlacedObject {
  path: string;
  object: {
    apiVersion: string;
    kind: string;
    metadata: { name: string; namespace?: string };
  };
}

/** Read by kustomize or by the portal, and by no API server. */
const OTHER_GROUPS = /^(kustomize\.config\.k8s\.io|backstage\.io)\//;

/**
 * The objects of files that are new or change.
 *
 * @internal
 */
export function placedObjects(changes: readonly FileChange[]): PlacedObject[] {
  return changes.flatMap(({ path, after }) =>
    after === undefined || !path.endsWith('.yaml')
      ? []
      : parseAllDocuments(after)
          .map(document => document.toJS())
          .filter(isObject)
          .map(object => ({ path, object })),
  );
}

function isObject(value: any): value is PlacedObject['object'] {
  return (
    typeof value?.apiVersion === 'string' &&
    typeof value.kind === 'string' &&
    typeof value.metadata?.name === 'string' &&
    !OTHER_GROUPS.test(value.apiVersion)
  );
}
