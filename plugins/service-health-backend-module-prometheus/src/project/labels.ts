/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { asRecord } from '@openpolicy/plugin-service-health-node/upstream';

const MAX_LABELS = 64;
const MAX_VALUE = 512;
const LABEL_NAME = /^[A-Za-z_][A-Za-z0-9_:.-]{0,127}$/;

/**
 * The labels of a rule or an alert, bounded. Values are kept as they are, since alerts are joined by them; a value that is too long
 * is cut in the same way on both sides.
 *
 * @internal
 */
export function projectLabels(value: unknown): Record<string, string> {
  const labels: Record<string, string> = {};
  let count = 0;
  for (const [name, text] of Object.entries(asRecord(value))) {
    if (count === MAX_LABELS) {
      break;
    }
    if (
      typeof text === 'string' &&
      LABEL_NAME.test(name) &&
      // As a name it would reach the prototype of every object that labels are copied to.
      name !== '__proto__'
    ) {
      labels[name] = text.slice(0, MAX_VALUE);
      count += 1;
    }
  }
  return labels;
}
