/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity } from '@backstage/catalog-model';
import {
  ANNOTATIONS,
  changeableValues,
  GENERATOR_VERSION,
} from '@openpolicy/plugin-golden-path-common';

const SOURCE_LOCATION = 'backstage.io/source-location';

/** The template that changes a service. @internal */
export const CHANGE_TEMPLATE = {
  namespace: 'default',
  templateName: 'change-service',
};

/** The template that brings a service to the current golden path. @internal */
export const UPGRADE_TEMPLATE = {
  namespace: 'default',
  templateName: 'upgrade-service',
};

/** What the card says about a service. @internal */
export interface CardModel {
  /** Version that its files were made with; missing if nothing says it. */
  version?: string;
  isOutdated: boolean;
  hasSource: boolean;
  /** The annotation that would say where the source is. */
  sourceAnnotation: string;
}

/** @internal */
export function presentCard(
  { metadata }: Entity,
  current = GENERATOR_VERSION,
): CardModel {
  const annotations = metadata.annotations ?? {};
  const version = annotations[ANNOTATIONS.generatorVersion];
  return {
    version,
    isOutdated: version !== undefined && isOlder(version, current),
    hasSource: /^url:https?:/.test(annotations[SOURCE_LOCATION] ?? ''),
    sourceAnnotation: `${SOURCE_LOCATION}: url:https://<address of the repository of ${metadata.name}>`,
  };
}

/**
 * What the form of changes begins with, as the query of its address.
 *
 * @param text - `service.yaml`, as it is in its repository
 * @internal
 */
export function changeQuery(entityRef: string, text: string): string {
  return formQuery({ entityRef, ...changeableValues(text) });
}

/**
 * Values that a form begins with, as the query of its address.
 *
 * @internal
 */
export function formQuery(values: object): string {
  return `formData=${encodeURIComponent(JSON.stringify(values))}`;
}

/**
 * Whether a version is older than another: numbers between dots, compared one by one.
 * A version that is none is not older, so that nobody is sent on a wild upgrade.
 *
 * @internal
 */
export function isOlder(version: string, current: string): boolean {
  const parse = (text: string) =>
    /^\d+(\.\d+)*/.exec(text)?.[0].split('.').map(Number);
  const [a, b] = [parse(version), parse(current)];
  if (!a || !b) {
    return false;
  }
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) {
      return difference < 0;
    }
  }
  return false;
}
