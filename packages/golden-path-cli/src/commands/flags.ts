/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Flag } from './types';

/** Flags that several commands have, so that they mean the same everywhere. */
export const CATALOG_FLAG = {
  catalog: {
    type: 'string',
    value: 'DIR',
    help: 'folder with all.yaml, or a catalog file (default: catalog-info)',
  },
} as const satisfies Record<string, Flag>;

export const OUT_FLAG = {
  out: {
    type: 'string',
    value: 'DIR',
    help: 'the deploy tree, one folder an environment (default: deploy)',
  },
} as const satisfies Record<string, Flag>;

export const ENVIRONMENT_FLAG = {
  environment: {
    type: 'string',
    value: 'NAME',
    help: 'only this environment',
  },
} as const satisfies Record<string, Flag>;

export const FINDING_FLAGS = {
  sarif: {
    type: 'string',
    value: 'FILE',
    help: 'also write the findings there as SARIF 2.1.0',
  },
  'rules-url': {
    type: 'string',
    value: 'URL',
    help: 'where RULES.md is published, for the help links in SARIF',
  },
  strict: {
    type: 'boolean',
    help: 'fail on warnings too',
  },
} as const satisfies Record<string, Flag>;
