/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ApplicationSummary, DeliveryResource } from '../../snapshot/types';
import { listSome } from '../../text/text';
import { applicationEvidence, nameResource } from '../evidence';
import { Cause, VerdictInput } from '../types';

const WORKLOAD_KINDS = ['Deployment', 'StatefulSet', 'DaemonSet', 'Rollout'];

/**
 * What should run is not in the cluster. Argo CD 3.4 and newer call an application Missing only when all of its resources are
 * (argo-cd#23995); a service without its workload is missing all the same.
 */
export function missing(input: VerdictInput): Cause | undefined {
  for (const application of input.delivery.applications) {
    const gone = application.resources.filter(
      resource =>
        resource.health?.status === 'Missing' &&
        WORKLOAD_KINDS.includes(resource.kind) &&
        !isSeen(input, resource),
    );
    if (application.health.status === 'Missing' || gone.length > 0) {
      return {
        headline: 'Missing',
        tone: 'attention',
        text: missingMessage(application, gone),
        evidence: [applicationEvidence(application)],
        origin: 'delivery',
      };
    }
  }
  return undefined;
}

/** The cluster's watch may be ahead of Argo CD's: what it shows is not missing. */
function isSeen(input: VerdictInput, resource: DeliveryResource): boolean {
  return input.rollout.workloads.some(
    workload =>
      workload.kind === resource.kind &&
      workload.name === resource.name &&
      workload.namespace === (resource.namespace ?? workload.namespace),
  );
}

/** @internal */
export function missingMessage(
  application: Pick<ApplicationSummary, 'name'>,
  gone: readonly DeliveryResource[],
): string {
  if (gone.length === 0) {
    return `Nothing of application ${application.name} is in the cluster`;
  }
  const verb = gone.length === 1 ? 'is' : 'are';
  return `${listSome(
    gone.map(nameResource),
    3,
  )} ${verb} in Git and not in the cluster`;
}
