/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  BackReference,
  KubernetesObject,
} from '@openpolicy/plugin-service-health-common';
import {
  asCount,
  asRecord,
  cleanText,
  isRecord,
} from '@openpolicy/plugin-service-health-node/upstream';
import { ProjectContext } from './context';

/** Longest text that is kept of an object, in UTF-16 units. Messages of a scheduler or an image registry can be much longer. */
const MAX_TEXT = 1_024;
/** Images kept of a pod or template. */
const MAX_IMAGES = 20;

const ENTITY_REF_ANNOTATION = 'backstage.io/entity-ref';
const KUBERNETES_ID_LABEL = 'backstage.io/kubernetes-id';

/**
 * A text fit for a page and a log line: at most 1 024 characters, no control characters, and nothing that looks like a credential, since
 * events and pod messages quote command lines and URLs. Undefined for anything but a non-empty string.
 *
 * @internal
 */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? cleanText(value, MAX_TEXT) : undefined;
}

/**
 * A count: a whole number from zero on; anything else is `fallback`.
 *
 * @internal
 */
export function count(value: unknown, fallback = 0): number {
  return asCount(value) ?? fallback;
}

/**
 * The objects of an array, or none.
 *
 * @internal
 */
export function records(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/**
 * The images of a pod specification, main containers first, without duplicates.
 *
 * @internal
 */
export function imagesOf(podSpec: unknown): string[] {
  const spec = asRecord(podSpec);
  const images = records(spec.containers).flatMap(({ image }) => {
    const name = text(image);
    return name ? [name] : [];
  });
  return [...new Set(images)].slice(0, MAX_IMAGES);
}

/**
 * The fields that all observations have.
 *
 * @throws TypeError if the object has no name
 * @internal
 */
export function baseOf(object: KubernetesObject, context: ProjectContext) {
  const metadata = asRecord(object.metadata);
  const name = text(metadata.name);
  if (!name) {
    throw new TypeError('The object has no name');
  }
  const namespace = text(metadata.namespace) ?? '';
  const controller = records(metadata.ownerReferences).find(
    owner => owner.controller === true,
  );
  return {
    metadata,
    name,
    namespace,
    controller,
    common: {
      source: 'kubernetes' as const,
      instance: context.cluster,
      key: `${object.kind}/${namespace}/${name}`,
      uid: text(metadata.uid),
      ownerUid: text(controller?.uid),
      namespace,
      backReference: backReferenceOf(metadata),
    },
  };
}

/** A proof is taken whole or not at all: a cut one could prove something else. */
function backReferenceOf(metadata: Record<string, unknown>): BackReference {
  const proof = (value: unknown) =>
    typeof value === 'string' && value.length <= MAX_TEXT && value !== ''
      ? value
      : undefined;
  const entityRef = proof(
    asRecord(metadata.annotations)[ENTITY_REF_ANNOTATION],
  );
  const kubernetesId = proof(asRecord(metadata.labels)[KUBERNETES_ID_LABEL]);
  return {
    ...(entityRef ? { entityRef } : {}),
    ...(kubernetesId ? { kubernetesId } : {}),
  };
}

/**
 * A health word whose message is bounded.
 *
 * @internal
 */
export function boundedMessage<T extends { message?: string }>(value: T): T {
  return value.message === undefined
    ? value
    : { ...value, message: text(value.message) ?? '' };
}
