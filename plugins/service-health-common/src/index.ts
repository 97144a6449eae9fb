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
