/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { applicationEvidence } from '../evidence';
import { Cause, VerdictInput } from '../types';
import { unwellApplicationMessage } from './degradedApplication';

/** Argo CD waits for a resource that is no workload of ours. */
export function progressingApplication(input: VerdictInput): Cause | undefined {
  const application = input.delivery.applications.find(
    ({ health }) => health.status === 'Progressing',
  );
  return (
    application && {
      headline: 'Progressing',
      tone: 'progressing',
      text: unwellApplicationMessage(application),
      evidence: [applicationEvidence(application)],
      origin: 'delivery',
    }
  );
}
