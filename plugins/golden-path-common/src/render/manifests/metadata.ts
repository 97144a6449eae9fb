/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { serviceLabels } from '../conventions';
import { serviceAnnotations } from '../provenance';
import { RenderContext } from '../types';

/**
 * Metadata of an object that lies in the service's namespace and has its name.
 *
 * @internal
 */
export function serviceMetadata({ model, service }: RenderContext) {
  return {
    name: service.name,
    namespace: model.system.spec.namespace,
    labels: serviceLabels(service, model.system),
    annotations: serviceAnnotations(service),
  };
}
