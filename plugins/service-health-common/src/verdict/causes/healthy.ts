/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { listSome, plural, shortRevision } from '../../text/text';
import { getAxes } from '../axes';
import { Cause, VerdictInput } from '../types';

/** Nothing is wrong, and all that is needed to say so is known. The last rule: it applies to what no other rule did. */
export function healthy(input: VerdictInput): Cause {
  return {
    headline: 'Healthy',
    tone: 'healthy',
    text: healthyMessage(input),
    evidence: [],
    origin: 'portal',
  };
}

/** @internal */
export function healthyMessage(input: VerdictInput): string {
  const { workloads } = input.rollout;
  const { applications } = input.delivery;
  const ready = workloads.reduce(
    (sum, { replicas }) => sum + replicas.ready,
    0,
  );
  const desired = workloads.reduce(
    (sum, { replicas }) => sum + replicas.desired,
    0,
  );
  const revisions = applications
    .flatMap(({ sync }) => sync.revisions.slice(0, 1))
    .map(shortRevision);
  return [
    workloads.length > 0
      ? `${ready} of ${plural(desired, 'replica')} ready`
      : 'All resources are healthy',
    applications.length > 0 &&
      `synced${
        revisions.length > 0
          ? ` to ${listSome([...new Set(revisions)], 3)}`
          : ''
      }`,
    describeAlerts(input),
  ]
    .filter(Boolean)
    .join(', ');
}

function describeAlerts(input: VerdictInput): string | false {
  const { other, pending, suppressed } = getAxes(input).alerts;
  if (input.alerts.state === 'unconfigured') {
    return false;
  }
  if (input.alerts.state === 'unbound') {
    return 'no alert rule watches it';
  }
  const parts = [
    other > 0 && `${other} for information`,
    pending > 0 && `${pending} pending`,
    suppressed > 0 && `${suppressed} suppressed`,
  ].filter(Boolean);
  return parts.length > 0
    ? `no alert fires but ${parts.join(', ')}`
    : 'no alert fires';
}
