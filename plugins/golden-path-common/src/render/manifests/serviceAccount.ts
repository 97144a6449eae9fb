/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Manifest, RenderContext } from '../types';
import { serviceMetadata } from './metadata';

/**
 * One ServiceAccount a service, without a token: it is the service's identity in
 * the mesh. A shared account would make policies by identity mean nothing.
 *
 * @internal
 */
export function renderServiceAccount(context: RenderContext): Manifest[] {
  return [
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: serviceMetadata(context),
      automountServiceAccountToken: false,
    },
  ];
}
