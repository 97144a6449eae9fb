/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Watches workloads, pods and events of Kubernetes clusters for service health.
 *
 * @packageDocumentation
 */

export { serviceHealthModuleKubernetes as default } from './module';
