/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { compareValues } from '../explain/changes';
import { isTextLine, PathKey, ROOT, segmentsOf } from '../explain/paths';
import { at, isFields } from '../lint/access';
import { formatPath } from '../rules/paths';
import { isApiDefault, isSameValue } from './apiDefaults';
import { ComparableObject } from './comparableObjects';

/**
 * Something of a live object that the golden path would change or drop.
 *
 * @public
 */
export interface Loss {
  /** Kind and name of the live object, as `Deployment/checkout`. */
  object: string;
  /** Path in the object; empty if all of it would go. */
  field: string;
  /** What lives. Never what is in a Secret. */
  live: unknown;
  /** What would be rendered in its place; undefined if nothing. */
  rendered: unknown;
}

/**
 * A place at which live and rendered objects disagree.
 *
 * @internal
 */
export interface Mismatch {
  object: ComparableObject;
  segments: Array<string | number>;
  live: unknown;
  rendered: unknown;
}

/**
 * Compares an object with the one that would take its place. What only the other
 * one has is no loss.
 *
 * @internal
 */
export function mismatchesOf(
  object: ComparableObject,
  partner: ComparableObject | undefined,
): Mismatch[] {
  if (!partner) {
    return [{ object, segments: [], live: object.value, rendered: undefined }];
  }
  const mismatches: Mismatch[] = [];
  compareValues(
    object.value,
    partner.value,
    ROOT,
    (path: PathKey, effect, other) => {
      if (isTextLine(path)) {
        return;
      }
      const segments = segmentsOf(path).map(key =>
        /^\d+$/.test(key) ? Number(key) : key,
      );
      const value = at(object.value, ...segments);
      const isKept =
        effect === 'presence'
          ? isApiDefault(String(segments[segments.length - 1]), value)
          : isSameValue(value, other);
      if (!isKept) {
        mismatches.push({ object, segments, live: value, rendered: other });
      }
    },
  );
  return mismatches;
}

/**
 * A mismatch as it is told.
 *
 * @internal
 */
export function lossOf({ object, segments, live, rendered }: Mismatch): Loss {
  return {
    object: `${object.kind}/${object.name}`,
    field: formatPath(segments),
    // An object that goes as a whole is named, not printed.
    live: segments.length === 0 ? object.kind : live,
    rendered,
  };
}

/**
 * Whether a mismatch is worth telling. What the API server filled in, nobody
 * chose, so it is nobody's loss.
 *
 * @internal
 */
export function isChosen({ segments, live }: Mismatch): boolean {
  return !isApiDefault(String(segments[segments.length - 1]), live);
}

/** Leaves of a value: what a mismatch weighs. @internal */
export function weightOf(value: unknown): number {
  if (Array.isArray(value)) {
    return value.reduce<number>((sum, entry) => sum + weightOf(entry), 1);
  }
  return isFields(value)
    ? Object.values(value).reduce<number>(
        (sum, entry) => sum + weightOf(entry),
        1,
      )
    : 1;
}

/** Kinds of which a service has one, whatever its name. */
const SINGLE_KINDS = new Set([
  'Deployment',
  'StatefulSet',
  'Rollout',
  'CronJob',
  'Job',
  'Service',
  'ServiceAccount',
  'HorizontalPodAutoscaler',
  'PodDisruptionBudget',
  'VirtualService',
  'DestinationRule',
  'Ingress',
  'ServiceMonitor',
  'PrometheusRule',
  'ExternalSecret',
  'Role',
  'RoleBinding',
]);

/**
 * Those of one kind and name belong together, then the only ones of a kind.
 *
 * @internal
 */
export function pairObjects(
  live: readonly ComparableObject[],
  rendered: readonly ComparableObject[],
): Array<[ComparableObject, ComparableObject | undefined]> {
  const free = new Set(rendered);
  const pairs = new Map<ComparableObject, ComparableObject>();
  const pair = (object: ComparableObject, partner?: ComparableObject) => {
    if (partner) {
      pairs.set(object, partner);
      free.delete(partner);
    }
  };
  for (const object of live) {
    pair(
      object,
      [...free].find(
        ({ kind, name }) => kind === object.kind && name === object.name,
      ),
    );
  }
  for (const object of live) {
    if (!pairs.has(object) && SINGLE_KINDS.has(object.kind)) {
      const alike = [...free].filter(({ kind }) => kind === object.kind);
      const rivals = live.filter(
        other => other.kind === object.kind && !pairs.has(other),
      );
      pair(
        object,
        alike.length === 1 && rivals.length === 1 ? alike[0] : undefined,
      );
    }
  }
  return live.map(object => [object, pairs.get(object)]);
}
