/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { UnverifiedClaim } from '../../snapshot/types';
import { Cause, VerdictInput } from '../types';

/**
 * Nothing upstream says that it belongs to the service, so nothing is known of it. Pods without a workload that is bound do not count: nobody
 * says how many of them there should be.
 */
export function unbound(input: VerdictInput): Cause | undefined {
  const { rollout, delivery } = input;
  if (rollout.workloads.length > 0 || delivery.applications.length > 0) {
    return undefined;
  }
  return {
    headline: 'Unknown',
    tone: 'unknown',
    text: unboundMessage(input),
    evidence: input.claims.map(claim => ({
      kind: 'claim',
      id: `${claim.annotation}=${claim.value}`,
      text: claim.reason,
    })),
    origin: 'portal',
  };
}

/** @internal */
export function unboundMessage(
  input: Pick<VerdictInput, 'entityRef' | 'rollout' | 'delivery'> & {
    claims: readonly Pick<UnverifiedClaim, 'reason' | 'nextStep'>[];
  },
): string {
  const { entityRef, rollout, delivery, claims } = input;
  if (rollout.state === 'unconfigured' && delivery.state === 'unconfigured') {
    return 'No cluster and no Argo CD is configured; add one under kubernetes or argocd in app-config.yaml';
  }
  if (claims.length > 0) {
    return `No workload and no application is proven to belong to ${entityRef}; ${claims[0].nextStep}`;
  }
  return `No workload and no application points back to ${entityRef}; write the annotation backstage.io/entity-ref: ${entityRef} on its Argo CD Application and its workloads`;
}
