/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Prometheus and Alertmanager for service health: the `prometheus` module of its backend.
 *
 * @packageDocumentation
 */

export { serviceHealthModulePrometheus as default } from './module';
