/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Topic of the event that tells of each commit to a GitOps repository:
 * `{repository, branch, revision}`.
 *
 * @public
 */
export const DELIVERED_TOPIC = 'golden-path.delivered';
