/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { platformLabels, serviceLabels } from '../conventions';
import { provenance, serviceAnnotations } from '../provenance';
import { PlatformContext, RenderContext } from '../types';

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

/**
 * Metadata of an object that a platform has once in its namespace.
 *
 * @internal
 */
export function platformMetadata({ model }: PlatformContext, name: string) {
  const { system } = model;
  return {
    name,
    namespace: system.spec.namespace,
    labels: platformLabels(system),
    annotations: provenance(system.spec, system.source),
  };
}
