/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { AlertSpec } from '../alertRule';
import { RecordingRule } from '../recordingRules';
import { AlertSubject } from '../subject';

/**
 * Alerts that say why a service may be ill, or will be: what people look at
 * after one of the eight, and mend by day.
 *
 * @internal
 */
export interface CauseFamily {
  /** Series that the alerts of the family read. */
  recordings?(subject: AlertSubject): RecordingRule[];
  /** Empty where none of them applies to the service. */
  alerts(subject: AlertSubject): AlertSpec[];
}
