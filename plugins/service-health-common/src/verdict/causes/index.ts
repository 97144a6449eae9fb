/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { CauseRule } from '../types';
import { brokenAutoscaler } from './brokenAutoscaler';
import { brokenRule } from './brokenRule';
import { criticalAlert } from './criticalAlert';
import { degradedApplication } from './degradedApplication';
import { degradedWorkload } from './degradedWorkload';
import { failedOperation } from './failedOperation';
import { failingPods } from './failingPods';
import { healthy } from './healthy';
import { missing } from './missing';
import { outOfSync } from './outOfSync';
import { progressing } from './progressing';
import { progressingApplication } from './progressingApplication';
import { runningOperation } from './runningOperation';
import { silentSource } from './silentSource';
import { suspended } from './suspended';
import { unbound } from './unbound';
import { unknownHealth } from './unknownHealth';
import { warningAlert } from './warningAlert';

/**
 * All rules, the most pressing first. Where several causes hold, the first gives the verdict; `headline.ts` has the exceptions.
 *
 * @internal
 */
export const CAUSE_RULES: readonly CauseRule[] = [
  // What is wrong now. These are told even while another source is silent.
  failingPods,
  degradedWorkload,
  degradedApplication,
  criticalAlert,
  failedOperation,
  // What is not known.
  silentSource,
  unbound,
  // What is not as it should be, or not yet.
  missing,
  progressing,
  runningOperation,
  progressingApplication,
  suspended,
  unknownHealth,
  brokenRule,
  outOfSync,
  warningAlert,
  brokenAutoscaler,
  healthy,
];
