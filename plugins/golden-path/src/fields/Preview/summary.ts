/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ServicePreviewResult } from '@openpolicy/plugin-golden-path-common';
import { countsOf } from '../../components/PreviewPanel';

/** What a preview showed, in a few words, for the review. @internal */
export function summaryOf(result: ServicePreviewResult): string {
  const { files, errors, warnings } = countsOf(result);
  const counted = (count: number, noun: string) =>
    `${count} ${noun}${count === 1 ? '' : 's'}`;
  return [
    counted(files, 'file'),
    counted(errors, 'error'),
    counted(warnings, 'warning'),
  ].join(', ');
}

/** Whether a preview found what no service may have. @internal */
export function hasErrors(summary: unknown): boolean {
  return typeof summary === 'string' && /\b[1-9]\d* errors?\b/.test(summary);
}
