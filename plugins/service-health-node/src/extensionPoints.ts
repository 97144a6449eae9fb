/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { DeliveryProvider } from './DeliveryProvider';
import { ServiceHealthSource } from './ServiceHealthSource';

/**
 * Where modules add what service health reads and acts on.
 *
 * @public
 */
export interface ServiceHealthExtensionPoint {
  /** Throws if an instance of that name was added to the same source. */
  addSource(source: ServiceHealthSource): void;
  /** Throws if an instance of that name has a provider. */
  addDeliveryProvider(provider: DeliveryProvider): void;
}

/**
 * The extension point of service health.
 *
 * @public
 */
export const serviceHealthExtensionPoint =
  createExtensionPoint<ServiceHealthExtensionPoint>({
    id: 'service-health',
  });
