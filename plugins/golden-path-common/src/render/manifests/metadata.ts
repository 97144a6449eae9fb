/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { serviceLabels } from '../conventions';
import { serviceAnnotations } from '../provenance';
import { RenderContext } from '../types';

/**
 * Metadata of an object that lies in the service's namespace.
 *
 * @param name - of the object, if not the service's
 * @internal
 */
export function serviceMetadata(
  { model, service }: RenderContext,
  name = service.name,
) {
  return {
    name,
    namespace: model.system.spec.namespace,
    labels: serviceLabels(service, model.system),
    annotations: serviceAnnotations(service),
  };
}
