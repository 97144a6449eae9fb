/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Health tab, overview card and fleet page for the services of a Backstage catalog.
 *
 * @packageDocumentation
 */

export { default } from './plugin';
export * from './api/ServiceHealthApi';
export {
  ServiceHealthClient,
  type ServiceHealthClientOptions,
} from './api/ServiceHealthClient';
export { useFleet } from './hooks/useFleet';
export { useServiceSnapshot } from './hooks/useServiceSnapshot';
export { serviceHealthTranslationRef } from './translation';
