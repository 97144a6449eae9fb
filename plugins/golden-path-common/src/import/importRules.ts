/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { RuleInfo } from '../rules/types';

/**
 * What is wrong with a table of services as such. What is wrong with the services
 * that it describes, the other rules find once they are in the catalog.
 *
 * @public
 */
export const IMPORT_RULES = {
  cell: {
    id: 'GP-IMPORT-001',
    severity: 'error',
    title: 'Every cell of a table of services can be read',
    why: 'A service is not imported from half of its row: the rest would be a guess.',
  },
  count: {
    id: 'GP-IMPORT-002',
    severity: 'warning',
    title: 'A table has as many rows as the text around it says',
    why: 'A service that is counted but not listed runs without anybody knowing its port.',
  },
  port: {
    id: 'GP-IMPORT-003',
    severity: 'error',
    title: 'A table gives no port twice',
    why: 'Addresses in settings and documents name the port; nobody can tell which service is meant.',
  },
  gap: {
    id: 'GP-IMPORT-004',
    severity: 'info',
    title: 'The ports of a table have no gap',
    why: 'A gap is where the next service goes, or the trace of one that was forgotten.',
  },
  name: {
    id: 'GP-IMPORT-005',
    severity: 'warning',
    title: 'A service has one name',
    why: 'Callers use the name of the Service. It must be its own field: guessed from a title it is sometimes wrong.',
  },
  silent: {
    id: 'GP-IMPORT-006',
    severity: 'warning',
    title: 'A table says who owns a service and which release runs',
    why: 'A spec needs both, and what stands in for them is no answer.',
  },
} as const satisfies Record<string, RuleInfo>;
