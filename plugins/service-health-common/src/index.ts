/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Types, status rules and permissions of service health.
 *
 * @packageDocumentation
 */

export * from './snapshot/words';
export * from './snapshot/types';
export * from './observations/types';
export * from './permissions';
export * from './kubernetes/objects';
export { getResourceHealth } from './health';
export * from './podStatus';
export * from './rollout/rolloutStatus';
export * from './bindings/provesBinding';
export * from './freshness';
export * from './alerts/notifications';
export * from './rollup/buildSnapshot';
export * from './rollup/toFleetRow';
export * from './rollup/compareFleetRows';
export * from './hash/contentVersion';
