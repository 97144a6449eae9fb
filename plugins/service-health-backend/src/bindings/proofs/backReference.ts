/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  provenEntityRefs,
  provesBinding,
} from '@openpolicy/plugin-service-health-common';
import { BindingProof } from '../types';

const keyOf = (entityRef: string) => `reference:${entityRef}`;

/**
 * The object itself names the entity: annotation `backstage.io/entity-ref`, label `backstage.io/kubernetes-id`, or label `service` of an
 * alert. Whoever may write that may also write the object, so the other side agrees.
 *
 * If the entity names a namespace (`backstage.io/kubernetes-namespace`), then Kubernetes objects of other namespaces that only carry the
 * label are left out; the annotation is a full reference and needs no such hint.
 *
 * @internal
 */
export const backReferenceProof: BindingProof = {
  keysOfObservation(observation) {
    return provenEntityRefs(observation.backReference).map(keyOf);
  },
  keysOfEntity(entity) {
    return [keyOf(entity.entityRef)];
  },
  proves(entity, observation) {
    if (!provesBinding(entity.entityRef, observation.backReference)) {
      return false;
    }
    const { kubernetesNamespace } = entity.claims;
    return (
      kubernetesNamespace === undefined ||
      observation.source !== 'kubernetes' ||
      observation.namespace === undefined ||
      observation.namespace === kubernetesNamespace ||
      observation.backReference.entityRef !== undefined
    );
  },
};
