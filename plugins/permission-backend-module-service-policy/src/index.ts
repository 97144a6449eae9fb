/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Permission policy: members read, owners act on their own services, writes are denied by default.
 *
 * @packageDocumentation
 */

export { permissionModuleServicePolicy as default } from './module';
export { ServicePolicy } from './ServicePolicy';
export type { Decision, DecisionOptions } from './decisions';
