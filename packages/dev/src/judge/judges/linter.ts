/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Judge } from '../types';

/** Our own cross-object linter: what no schema sees, such as a subset that selects no pod. */
export const linter: Judge = {
  name: 'linter',
  what: 'selectors, ports, references and queries that agree with each other',
  needs: [],
  async run() {
    throw new Error('to come');
  },
};
