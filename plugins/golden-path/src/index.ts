/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Form fields, live preview and changes of services on the golden path.
 *
 * @packageDocumentation
 */

export { default } from './plugin';
export * from './api/GoldenPathApi';
export {
  GoldenPathClient,
  type GoldenPathClientOptions,
} from './api/GoldenPathClient';
export { goldenPathTranslationRef } from './translation';
