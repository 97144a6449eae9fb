/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { FleetRow, Headline } from '@openpolicy/plugin-service-health-common';

/**
 * What the fleet page shows; everything of it is in the URL.
 *
 * @internal
 */
export interface FleetFilters {
  query: string;
  /** Entity reference; all owners if undefined. */
  owner?: string;
  headline?: Headline;
  faultsOnly: boolean;
}

/** Tones of services that need nobody. */
const CALM_TONES = ['healthy', 'progressing', 'suspended'];

/**
 * Reads the filters from the URL's search parameters.
 *
 * @internal
 */
export function readFilters(params: URLSearchParams): FleetFilters {
  return {
    query: params.get('q') ?? '',
    owner: params.get('owner') ?? undefined,
    headline: (params.get('state') as Headline | null) ?? undefined,
    faultsOnly: params.get('faults') === 'true',
  };
}

/**
 * The search parameters of filters; parameters that are not ours stay.
 *
 * @internal
 */
export function writeFilters(
  params: URLSearchParams,
  filters: FleetFilters,
): URLSearchParams {
  const next = new URLSearchParams(params);
  const values = {
    q: filters.query || undefined,
    owner: filters.owner,
    state: filters.headline,
    faults: filters.faultsOnly ? 'true' : undefined,
  };
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) {
      next.delete(name);
    } else {
      next.set(name, value);
    }
  }
  return next;
}

/**
 * Whether any filter is set.
 *
 * @internal
 */
export function hasFilters(filters: FleetFilters): boolean {
  const { query, owner, headline, faultsOnly } = filters;
  return Boolean(query || owner || headline || faultsOnly);
}

/**
 * Whether a service needs somebody: everything but healthy, progressing and suspended. What is not known counts, since nobody knows that
 * it is well.
 *
 * @internal
 */
export function isFault(row: FleetRow): boolean {
  return !CALM_TONES.includes(row.tone);
}

/**
 * Rows that pass the filters, in their order.
 *
 * @internal
 */
export function filterRows(
  rows: FleetRow[],
  filters: FleetFilters,
): FleetRow[] {
  const words = filters.query.toLocaleLowerCase('en-US').split(/\s+/);
  return rows.filter(row => {
    if (filters.owner && row.owner !== filters.owner) {
      return false;
    }
    if (filters.headline && row.headline !== filters.headline) {
      return false;
    }
    if (filters.faultsOnly && !isFault(row)) {
      return false;
    }
    const text = [row.name, row.title, row.cause, row.owner, row.system]
      .join(' ')
      .toLocaleLowerCase('en-US');
    return words.every(word => text.includes(word));
  });
}
