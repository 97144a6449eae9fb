/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { z } from 'zod';

/**
 * Languages that a new service can be born in, each with a skeleton of its own.
 *
 * @public
 */
export const SKELETON_LANGUAGES = ['node', 'go'] as const;

/**
 * Sections of `spec.runtime` that a draft holds as they are, in the order in which a
 * reader of the file looks for them.
 *
 * @internal
 */
export const DRAFT_SECTIONS = [
  'health',
  'scale',
  'resources',
  'env',
  'dependencies',
  'traffic',
  'rollout',
  'slo',
  'alerts',
] as const;

/** A section of the spec as the form gives it; the spec's own schema checks it. */
const section = z.record(z.string(), z.unknown()).optional();

/**
 * What somebody says about a service that is yet to be made: the template's
 * parameters. Identity stands here under names of its own; the sections below
 * `port` are those of `spec.runtime`, so that there is no second schema for them.
 *
 * @public
 */
export const serviceDraftSchema = z.object({
  name: z
    .string()
    .meta({ description: 'Name of the Component and of every object.' }),
  title: z.string().optional().meta({ description: 'Name for people.' }),
  description: z
    .string()
    .optional()
    .meta({ description: 'What it does, in one sentence.' }),
  owner: z.string().meta({ description: 'Reference of the owning group.' }),
  system: z
    .string()
    .meta({ description: 'Reference of the System whose platform runs it.' }),
  lifecycle: z.string().default('experimental'),
  language: z.enum(SKELETON_LANGUAGES),
  tier: z.union([z.literal(1), z.literal(2), z.literal(3)]).default(2),
  port: z.int().meta({
    description: 'Port that it answers on, from the pool of the platform.',
  }),
  /** Reached from outside through the platform's gateway. */
  exposed: z.boolean().default(false),
  health: section,
  scale: section,
  resources: section,
  env: z.record(z.string(), z.string()).optional(),
  dependencies: z.array(z.record(z.string(), z.unknown())).optional(),
  traffic: section,
  rollout: section,
  slo: section,
  alerts: section,
});

/**
 * A draft with its defaults filled in.
 *
 * @public
 */
export type ServiceDraft = z.output<typeof serviceDraftSchema>;

/**
 * A draft as a form or an action's input gives it.
 *
 * @public
 */
export type ServiceDraftInput = z.input<typeof serviceDraftSchema>;
