/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Told of each commit to a GitOps repository: `{repository, branch, revision}`. */
export const DELIVERED_TOPIC = 'golden-path.delivered';
