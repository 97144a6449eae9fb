/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { VerdictInput } from '../types';

/**
 * The name of a thing with a colon, for services that have several of its sort; empty where it would only repeat the service's name.
 *
 * @internal
 */
export function subject(
  input: VerdictInput,
  thing: { name: string; kind?: string },
): string {
  const siblings = thing.kind
    ? input.rollout.workloads.length
    : input.delivery.applications.length;
  return siblings > 1 ? `${thing.name}: ` : '';
}
