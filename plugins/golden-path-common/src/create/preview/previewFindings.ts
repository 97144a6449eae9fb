/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import type { z } from 'zod';
import { docsOf } from '../../rules/docs';
import { findingsOfSchema } from '../../rules/specRules';
import { Finding } from '../../rules/types';
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
  return {
    ...errorOf('GP-CREATE-001'),
    entityRef,
    path: 'metadata.name',
    field: 'name',
    message: `'name' is '${name}', and the catalog has '${entityRef}' already`,
    fix: 'Choose another name, or change the service that has it from its page.',
    related: [entityRef],
  };
}

/** @internal */
export function noPlatform(system: unknown): PreviewFinding {
  return {
    ...errorOf('GP-CREATE-004'),
    entityRef: typeof system === 'string' ? system : '',
    path: 'spec.system',
    field: 'system',
    message: system
      ? `'system' is '${system}', which is no System with a valid spec.platform`
      : "The catalog has no System with a valid 'spec.platform'",
    fix: 'Choose a System with a platform, or ask the platform team for one.',
  };
}

/** @internal */
export function notRendered(entityRef: string, error: unknown): PreviewFinding {
  return {
    ...errorOf('GP-CREATE-009'),
    entityRef,
    path: 'spec.runtime',
    message: error instanceof Error ? error.message : String(error),
    fix: 'Undo the last change. If nothing is wrong with it, tell the platform team.',
  };
}

function errorOf(
  ruleId: string,
): Pick<Finding, 'ruleId' | 'severity' | 'docs'> {
  return { ruleId, severity: 'error', docs: docsOf(ruleId) };
}
