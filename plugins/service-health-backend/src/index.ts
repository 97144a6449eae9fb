/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Backend of service health.
 *
 * @packageDocumentation
 */

export { serviceHealthPlugin, serviceHealthPlugin as default } from './plugin';
