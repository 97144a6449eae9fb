/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import type { z } from 'zod';
import { findingsOfSchema } from '../../rules/specRules';
import { Finding } from '../../rules/types';
import { createFinding } from '../createRules';
import { draftFieldOf } from '../serviceEntity';
import { PreviewFinding } from './types';

/** @internal */
export function withField(finding: Finding): PreviewFinding {
  const field = draftFieldOf(finding.path);
  return field === undefined ? finding : { ...finding, field };
}

/**
 * A finding about another service that the draft has a part in, as a port that
 * both want: which of them is reported depends on their names alone.
 *
 * @internal
 */
export function withPartOf(
  entityRef: string,
  finding: Finding,
): PreviewFinding {
  // An index counts the entries of the other service.
  const field = draftFieldOf(finding.path)?.replace(/[[.].*$/, '');
  return field !== undefined && finding.related?.includes(entityRef)
    ? { ...finding, field }
    : finding;
}

/** Two findings of one key say the same. @internal */
export function keyOf({ ruleId, entityRef, path, message }: Finding): string {
  return [ruleId, entityRef, path, message].join('\n');
}

/** What is wrong with the shape of the draft's own fields. @internal */
export function draftFindings(
  draft: Readonly<Record<string, unknown>>,
  error: z.ZodError,
): PreviewFinding[] {
  return findingsOfSchema({
    entityRef: '',
    root: [],
    value: draft,
    error,
  }).map(finding => ({ ...finding, field: finding.path }));
}

/** @internal */
export function nameTaken(name: string, entityRef: string): PreviewFinding {
  return createFinding('nameTaken', {
    entityRef,
    path: 'metadata.name',
    field: 'name',
    message: `'name' is '${name}', and the catalog has '${entityRef}' already`,
    related: [entityRef],
  });
}

/** @internal */
export function noPlatform(system: unknown): PreviewFinding {
  return createFinding('platformMissing', {
    entityRef: typeof system === 'string' ? system : '',
    path: 'spec.system',
    field: 'system',
    message: system
      ? `'system' is '${system}', which is no System with a valid spec.platform`
      : "The catalog has no System with a valid 'spec.platform'",
  });
}

/** @internal */
export function notRendered(entityRef: string, error: unknown): PreviewFinding {
  return createFinding('notRendered', {
    entityRef,
    path: 'spec.runtime',
    message: error instanceof Error ? error.message : String(error),
  });
}
