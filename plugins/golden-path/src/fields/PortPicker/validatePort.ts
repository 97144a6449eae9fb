/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ApiHolder, identityApiRef } from '@backstage/core-plugin-api';
import { goldenPathApiRef, PortPool } from '../../api/GoldenPathApi';
import { DraftValues, textOf } from '../fieldProps';
import { isRefused, PortVerdict, verdictOf } from './presentPorts';

/**
 * Asks the server once more when somebody leaves the page. A server that does not
 * answer stops nobody here: the review and the task check again.
 *
 * @internal
 */
export async function validatePort(
  port: unknown,
  field: { addError(message: string): void },
  context: { apiHolder: ApiHolder; formData: DraftValues },
): Promise<void> {
  const api = context.apiHolder.get(goldenPathApiRef);
  const system = textOf(context.formData, 'system');
  if (!api || !system) {
    return;
  }
  let pool: PortPool;
  let userRef: string | undefined;
  try {
    [pool, userRef] = await Promise.all([
      api.getPorts(system),
      context.apiHolder
        .get(identityApiRef)
        ?.getBackstageIdentity()
        .then(identity => identity.userEntityRef),
    ]);
  } catch {
    return;
  }
  const verdict = verdictOf(pool, port, {
    userRef,
    name: textOf(context.formData, 'name'),
  });
  if (isRefused(verdict)) {
    field.addError(refusalOf(pool, port, verdict));
  }
}

/** Validators have no translations at hand. */
function refusalOf(
  { pool, next }: PortPool,
  port: unknown,
  verdict: PortVerdict,
): string {
  const reason = () => {
    switch (verdict.kind) {
      case 'used':
        return `is used by ${verdict.by}`;
      case 'live':
        return `answers in the cluster already: ${verdict.by}`;
      case 'reserved':
        return `is reserved by ${verdict.by} until ${verdict.until}`;
      case 'outside':
        return `is not in the pool, which goes from ${pool.from} to ${pool.to}`;
      default:
        return 'is no whole number';
    }
  };
  return `${port} ${reason()}. ${
    next === undefined ? 'No port is free.' : `${next} is free.`
  }`;
}
