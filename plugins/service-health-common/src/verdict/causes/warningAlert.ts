/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Cause, VerdictInput } from '../types';
import { firingAlerts } from './criticalAlert';

/** An alert fires that is not critical and not mere information; one with an unknown severity counts, it is not ignored. */
export function warningAlert(input: VerdictInput): Cause | undefined {
  return firingAlerts(input, ['warning', 'other'], 'attention');
}
