/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { FleetRow } from '../snapshot/types';

/**
 * Orders rows of the fleet page: problems first, then by name. A comparison function for `Array.prototype.sort`.
 *
 * @public
 */
export function compareFleetRows(left: FleetRow, right: FleetRow): number {
  return left.name.localeCompare(right.name);
}
