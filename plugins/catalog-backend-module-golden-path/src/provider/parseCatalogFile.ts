/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  Entity,
  entityEnvelopeSchemaValidator,
} from '@backstage/catalog-model';
import { LineCounter, parseAllDocuments } from 'yaml';

/**
 * What one file says: entities, or the first thing that is wrong with it.
 *
 * @internal
 */
export type CatalogFile =
  | { entities: Entity[]; fault?: undefined }
  | { entities?: undefined; fault: { line: number; message: string } };

/** More than this is an attack by aliases of aliases, not a service. */
const MAX_ALIASES = 100;

const validateEnvelope = entityEnvelopeSchemaValidator();

/**
 * Reads the entities of a YAML file. One bad document spoils its file: half of what
 * somebody wrote down together is not what they meant.
 *
 * Only the envelope is checked; the catalog's processors check the rest.
 *
 * @internal
 */
export function parseCatalogFile(text: string): CatalogFile {
  const lineCounter = new LineCounter();
  const lineOf = (offset: number) => lineCounter.linePos(offset).line || 1;
  const entities: Entity[] = [];
  for (const document of parseAllDocuments(text, {
    lineCounter,
    prettyErrors: false,
  })) {
    const [error] = document.errors;
    if (error) {
      return fault(lineOf(error.pos[0]), error.message);
    }
    const line = lineOf((document.contents ?? document).range?.[0] ?? 0);
    try {
      const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
      if (value === null || value === undefined) {
        continue;
      }
      entities.push(validateEnvelope(value));
    } catch (invalid) {
      return fault(line, (invalid as Error).message);
    }
  }
  return { entities };
}

function fault(line: number, message: string): CatalogFile {
  return {
    fault: { line, message: message.replace(/\s+/g, ' ').trim().slice(0, 300) },
  };
}
