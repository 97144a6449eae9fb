/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { BackReference } from '@openpolicy/plugin-service-health-common';

/**
 * What a rule or an alert says of the entity that it watches: its labels `service` and, since a label value may hold an entity
 * reference, `entity_ref`.
 *
 * @internal
 */
export function projectBackReference(
  labels: Record<string, string>,
): BackReference {
  return {
    ...(labels.service ? { service: labels.service } : {}),
    ...(labels.entity_ref ? { entityRef: labels.entity_ref } : {}),
  };
}
