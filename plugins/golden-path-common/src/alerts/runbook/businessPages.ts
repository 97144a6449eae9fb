/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { BusinessMetric } from '../../spec/serviceSpec';
import { plainText } from '../alertRule';
import { businessSeries, businessSuffix } from '../causes/businessAlerts';
import { AlertSubject, isServingWorkload } from '../subject';
import { logsCheck, podsCheck, recordedQuery } from './checks';
import { plain } from './markdown';
import { lookAtNeighbours, takeBack } from './mends';
import { RunbookPage } from './types';

/**
 * Pages of the numbers that a service has of its own, by the ending of the alert's
 * name.
 *
 * @internal
 */
export function businessPages(
  subject: AlertSubject,
): Array<[suffix: string, page: RunbookPage]> {
  return subject.spec.business.flatMap(metric =>
    (['High', 'Low'] as const).map((side): [string, RunbookPage] => [
      businessSuffix(metric, side),
      businessPage(subject, metric, side),
    ]),
  );
}

function businessPage(
  subject: AlertSubject,
  metric: BusinessMetric,
  side: 'High' | 'Low',
): RunbookPage {
  const title = plain(plainText(metric.title));
  return {
    means:
      side === 'High'
        ? `“${title}” is higher than the owner of the service expects.`
        : `“${title}” is lower than the owner of the service expects, or has no value at all.`,
    seen: `The service answers, but does not do its job as it should: ask what “${title}” means for users.`,
    check: [
      recordedQuery(
        subject,
        'The number itself; no value means that nobody exports it.',
        businessSeries(metric),
      ),
      podsCheck(subject),
      logsCheck(subject),
    ],
    mend: [
      isServingWorkload(subject)
        ? 'Another alert of this service fires: mend that one first.'
        : 'A run failed or is late: mend that first.',
      lookAtNeighbours(subject),
      takeBack(subject),
      `The world has changed (a holiday, a campaign): the limits of \`${metric.name}\` in \`spec.runtime.business\` have to change too.`,
    ],
  };
}
