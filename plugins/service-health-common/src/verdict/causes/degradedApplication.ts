/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ApplicationSummary, DeliveryResource } from '../../snapshot/types';
import { quoteUpstream } from '../../text/text';
import { applicationEvidence, nameResource } from '../evidence';
import { Cause, VerdictInput } from '../types';

/** Argo CD calls an application Degraded because of a resource that is no workload of ours, e.g. an autoscaler or a secret's claim. */
export function degradedApplication(input: VerdictInput): Cause | undefined {
  const application = input.delivery.applications.find(
    ({ health }) => health.status === 'Degraded',
  );
  return (
    application && {
      headline: 'Degraded',
      tone: 'degraded',
      text: unwellApplicationMessage(application),
      evidence: [applicationEvidence(application)],
      origin: 'delivery',
    }
  );
}

/**
 * The sentence for an application that is not healthy, with the resource to blame if Argo CD names one.
 *
 * @internal
 */
export function unwellApplicationMessage(
  application: Pick<ApplicationSummary, 'name' | 'health' | 'resources'>,
): string {
  const { health, name, resources } = application;
  const culprit = resources.find(
    resource => resource.health?.status === health.status,
  );
  const why = culprit ? describeCulprit(culprit) : health.message;
  return `Application ${name} is ${health.status}${
    why ? `: ${quoteUpstream(why)}` : ''
  }`;
}

function describeCulprit(resource: DeliveryResource): string {
  const message = resource.health?.message;
  return message
    ? `${nameResource(resource)}: ${message}`
    : nameResource(resource);
}
