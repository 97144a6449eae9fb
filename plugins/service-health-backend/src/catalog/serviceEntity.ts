/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';

/** Annotations by which an entity claims upstream objects. The names are those that people already use. */
export const CLAIM_ANNOTATIONS = {
  kubernetesId: 'backstage.io/kubernetes-id',
  kubernetesLabelSelector: 'backstage.io/kubernetes-label-selector',
  applicationName: 'argocd/app-name',
  applicationSelector: 'argocd/app-selector',
} as const;

const KUBERNETES_NAMESPACE_ANNOTATION = 'backstage.io/kubernetes-namespace';

/** More names than any entity has in earnest; what is beyond is ignored, so that one entity cannot slow the others. */
const MAX_APPLICATION_NAMES = 20;
/** The length limit of Kubernetes names. */
const MAX_NAME_LENGTH = 253;

/**
 * What an entity says of itself. Claims only: none of it is proof.
 *
 * @internal
 */
export interface EntityClaims {
  kubernetesId?: string;
  kubernetesLabelSelector?: string;
  /** Narrows `kubernetesId` to one namespace. */
  kubernetesNamespace?: string;
  applicationNames: string[];
  applicationSelector?: string;
}

/**
 * What the portal keeps of a Component of the catalog.
 *
 * @internal
 */
export interface ServiceEntity {
  /** Full reference, in lower case. */
  entityRef: string;
  name: string;
  namespace: string;
  title?: string;
  /** Full entity reference of `spec.owner`. */
  owner?: string;
  /** Full entity reference of `spec.system`. */
  system?: string;
  claims: EntityClaims;
}

/** The fields of an entity that {@link toServiceEntity} reads. */
export const SERVICE_ENTITY_FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'metadata.annotations',
  'spec.owner',
  'spec.system',
];

/**
 * Cuts an entity of the catalog to what service health needs. Never throws: what cannot be read is left out.
 *
 * @internal
 */
export function toServiceEntity(entity: Entity): ServiceEntity {
  const { name, namespace = 'default', title } = entity.metadata;
  return {
    entityRef: stringifyEntityRef(entity),
    name,
    namespace,
    title,
    owner: readRef(entity.spec?.owner, 'group', namespace),
    system: readRef(entity.spec?.system, 'system', namespace),
    claims: readClaims(entity.metadata.annotations ?? {}),
  };
}

function readRef(
  value: unknown,
  defaultKind: string,
  defaultNamespace: string,
): string | undefined {
  if (typeof value !== 'string' || !value) {
    return undefined;
  }
  try {
    return stringifyEntityRef(
      parseEntityRef(value, { defaultKind, defaultNamespace }),
    );
  } catch {
    return undefined;
  }
}

function readClaims(annotations: Record<string, string>): EntityClaims {
  const read = (annotation: string): string | undefined => {
    const value = annotations[annotation];
    const text = typeof value === 'string' ? value.trim() : '';
    return text && text.length <= MAX_NAME_LENGTH ? text : undefined;
  };
  const names = annotations[CLAIM_ANNOTATIONS.applicationName];
  return {
    kubernetesId: read(CLAIM_ANNOTATIONS.kubernetesId),
    kubernetesLabelSelector: read(CLAIM_ANNOTATIONS.kubernetesLabelSelector),
    kubernetesNamespace: read(KUBERNETES_NAMESPACE_ANNOTATION),
    applicationNames: (typeof names === 'string' ? names.split(',') : [])
      .map(name => name.trim())
      .filter(name => name && name.length <= MAX_NAME_LENGTH)
      .slice(0, MAX_APPLICATION_NAMES),
    applicationSelector: read(CLAIM_ANNOTATIONS.applicationSelector),
  };
}

/**
 * Whether an entity claims anything, and so belongs on the fleet page even while nothing is bound to it.
 *
 * @internal
 */
export function hasClaims({ claims }: ServiceEntity): boolean {
  return Boolean(
    claims.kubernetesId ||
      claims.kubernetesLabelSelector ||
      claims.applicationSelector ||
      claims.applicationNames.length > 0,
  );
}
