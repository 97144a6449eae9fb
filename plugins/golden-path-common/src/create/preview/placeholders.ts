/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PlatformModel } from '../../model/types';
import { SKELETON_LANGUAGES } from '../serviceDraft';

/**
 * What stands for a field of which nobody has said anything yet, so that the
 * files can be seen from the first page of the form on.
 *
 * @returns the draft without gaps, and the names of the fields that were filled
 * @internal
 */
export function withPlaceholders(
  draft: Readonly<Record<string, unknown>>,
  model: PlatformModel,
): { filled: Record<string, unknown>; placeholders: string[] } {
  const stand: Record<string, () => unknown> = {
    name: () => freeName(model),
    owner: () => model.services[0]?.owner ?? 'group:default/unknown',
    system: () => model.system.entityRef,
    language: () => SKELETON_LANGUAGES[0],
    port: () => freePort(model),
  };
  const placeholders = Object.keys(stand).filter(field =>
    isEmpty(draft[field]),
  );
  const filled: Record<string, unknown> = { ...draft };
  for (const field of placeholders) {
    filled[field] = stand[field]();
  }
  return { filled, placeholders };
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

function freeName(model: PlatformModel): string {
  const taken = new Set(model.services.map(({ name }) => name));
  let name = 'new-service';
  for (let i = 2; taken.has(name); i++) {
    name = `new-service-${i}`;
  }
  return name;
}

/** The lowest port of the pool that no service of the catalog has. */
function freePort({ system, services }: PlatformModel): number {
  const taken = new Set(
    services.flatMap(({ spec }) => spec.ports.map(({ port }) => port)),
  );
  const { from, to } = system.spec.portPool;
  for (let port = from; port <= to; port++) {
    if (!taken.has(port)) {
      return port;
    }
  }
  return from;
}
