/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { nameOfAlert } from '../alertRule';
import { AlertSubject } from '../subject';
import { businessPages } from './businessPages';
import { HEALTH_PAGES } from './healthPages';
import { JOB_PAGES } from './jobPages';
import { OBJECTIVE_PAGES } from './objectivePages';
import { POD_PAGES } from './podPages';
import { RELEASE_PAGES } from './releasePages';
import { SUPPLY_PAGES } from './supplyPages';
import { RunbookPage, RunbookPages } from './types';

const PAGES: RunbookPages = {
  ...HEALTH_PAGES,
  ...OBJECTIVE_PAGES,
  ...POD_PAGES,
  ...RELEASE_PAGES,
  ...SUPPLY_PAGES,
  ...JOB_PAGES,
};

/**
 * What there is to say about an alert of a service.
 *
 * @throws Error if nobody has written it: an alert without it leads nowhere
 * @internal
 */
export function runbookPage(
  subject: AlertSubject,
  alertName: string,
): RunbookPage {
  const suffix = alertName.slice(nameOfAlert(subject.name, '').length);
  // A metric of the service's own may be named like one of ours.
  const own = businessPages(subject).find(([ending]) => ending === suffix);
  if (own) {
    return own[1];
  }
  if (!Object.hasOwn(PAGES, suffix)) {
    throw new Error(
      `Failed to write the runbook of '${subject.name}': alert '${alertName}' has no page in alerts/runbook.`,
    );
  }
  return PAGES[suffix](subject);
}
