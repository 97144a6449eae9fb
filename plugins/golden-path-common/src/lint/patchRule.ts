/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { RuleInfo } from '../rules/types';

/**
 * Carried out where patches are applied; see `lintPlatform`.
 *
 * @internal
 */
export const PATCH_RULE: RuleInfo = {
  id: 'GP-LINT-004',
  severity: 'error',
  title: 'Every patch of a spec changes what it should',
  why: 'A patch of a field that is gone does nothing, and nobody notices what it was for.',
};
