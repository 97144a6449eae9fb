/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Extension points for sources and delivery providers of service health.
 *
 * @packageDocumentation
 */

export * from './DeliveryProvider';
export * from './ObservationSink';
export * from './ServiceHealthSource';
export * from './extensionPoints';
