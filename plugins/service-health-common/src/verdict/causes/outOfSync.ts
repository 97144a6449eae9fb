/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ApplicationSummary } from '../../snapshot/types';
import { listSome, plural } from '../../text/text';
import { applicationEvidence, nameResource } from '../evidence';
import { Cause, VerdictInput } from '../types';
import { subject } from './subject';

/** The cluster is not what Git says, and works. */
export function outOfSync(input: VerdictInput): Cause | undefined {
  const application = input.delivery.applications.find(
    ({ sync }) => sync.status === 'OutOfSync',
  );
  return (
    application && {
      headline: 'OutOfSync',
      tone: 'attention',
      text: `${subject(input, { name: application.name })}${outOfSyncMessage(
        application,
      )}`,
      evidence: [applicationEvidence(application)],
      origin: 'delivery',
    }
  );
}

/** @internal */
export function outOfSyncMessage(
  application: Pick<ApplicationSummary, 'name' | 'resources' | 'outOfSync'>,
): string {
  const different = application.resources.filter(
    ({ status }) => status === 'OutOfSync',
  );
  const count = Math.max(application.outOfSync, different.length);
  if (count === 0) {
    return `Application ${application.name} is OutOfSync with Git`;
  }
  const names = listSome(different.map(nameResource), 3);
  const pruned = different.filter(resource => resource.requiresPruning).length;
  const verb = count === 1 ? 'differs' : 'differ';
  return [
    `${plural(count, 'resource')} ${verb} from Git`,
    names && `: ${names}`,
    pruned > 0 && ` (${pruned} to be pruned)`,
  ]
    .filter(Boolean)
    .join('');
}
