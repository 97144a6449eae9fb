/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { FleetRow, ServiceSnapshot } from '../snapshot/types';

/**
 * What the catalog knows of a service.
 *
 * @public
 */
export interface FleetEntity {
  name: string;
  title?: string;
  /** Entity reference of the owner. */
  owner?: string;
  /** Entity reference of the system. */
  system?: string;
}

/**
 * Cuts a snapshot to its row on the fleet page.
 *
 * @public
 */
export function toFleetRow(
  _snapshot: ServiceSnapshot,
  _entity: FleetEntity,
): FleetRow {
  throw new Error('not yet');
}
