/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Argo CD for service health: the `argocd` module of its backend.
 *
 * @packageDocumentation
 */

export { serviceHealthModuleArgoCd as default } from './module';
