/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { schemaFields, SchemaField } from '../explain/schemaFields';
import { ServiceDefinition } from '../model/types';
import { formatPath } from '../rules/paths';
import { ServiceSpec, serviceSpecSchema } from '../spec/serviceSpec';
import { READ_FIELDS } from './readService';
import { isTexts } from './solveField';

/** Never seen in objects. */
const FIXED = new Set(['apiVersion', 'environments', 'waivers', 'patches']);

/**
 * A field of a service, with what its schema says.
 *
 * @internal
 */
export type ServiceField = Pick<
  SchemaField,
  'segments' | 'value' | 'alternatives'
> & {
  replaced(value: unknown): ServiceDefinition;
};

/**
 * Fields that objects may show, other than those that are read. What has a value
 * comes first: a new list may hide that one is wrong.
 *
 * @internal
 */
export function fittedFields(service: ServiceDefinition): ServiceField[] {
  const fields = schemaFields(serviceSpecSchema, service.spec)
    .filter(isFitted)
    .map(({ segments, value, alternatives, replaced }) => ({
      segments,
      value,
      alternatives,
      replaced: (other: unknown) => ({
        ...service,
        spec: replaced(other) as ServiceSpec,
      }),
    }));
  const identity = (['title', 'owner'] as const).map(key => ({
    segments: [key],
    value: service[key],
    alternatives: [`${service[key]}x`],
    replaced: (other: unknown) => ({ ...service, [key]: String(other) }),
  }));
  const isExposure = ({ segments }: ServiceField) =>
    patternOf(segments) === 'ports[].expose';
  return [
    ...identity,
    ...fields.filter(field => field.value !== undefined && !isExposure(field)),
    // Whole routes hang on these, which other fields may explain better.
    ...(service.spec.ports.length > 1 ? [exposureOf(service)] : []),
    ...fields.filter(isExposure),
    ...fields.filter(({ value }) => value === undefined),
  ];
}

/** Of all ports together: while one is open, another shows in little. */
function exposureOf(service: ServiceDefinition): ServiceField {
  const { ports } = service.spec;
  return {
    segments: ['ports'],
    value: true,
    alternatives: ['none', 'mesh', 'gateway'],
    replaced: expose => ({
      ...service,
      spec: {
        ...service.spec,
        ports: ports.map(port => ({ ...port, expose })),
      } as ServiceSpec,
    }),
  };
}

/** What is read is there; to change it would only seem to fit. */
function isFitted({ segments, value, alternatives }: SchemaField): boolean {
  const [sample = value] = alternatives;
  const isThing = Array.isArray(sample)
    ? !isTexts(sample)
    : typeof sample === 'object' && value !== undefined;
  return (
    !FIXED.has(String(segments[0])) && !isThing && !isRead(patternOf(segments))
  );
}

function isRead(pattern: string): boolean {
  return READ_FIELDS.some(
    field =>
      pattern === field ||
      pattern.startsWith(`${field}.`) ||
      pattern.startsWith(`${field}[`),
  );
}

/** `ports[0].api` as `ports[].api`. @internal */
export function patternOf(segments: ReadonlyArray<string | number>): string {
  return formatPath(segments).replace(/\[\d+\]/g, '[]');
}
