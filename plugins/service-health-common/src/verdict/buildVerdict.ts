/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Verdict } from '../snapshot/types';
import { getAxes } from './axes';
import { chooseHeadline } from './headline';
import { VerdictInput } from './types';

/**
 * Answers "is it healthy, and why not" in one sentence, with the things on the page that it rests on. Unknown and stale are never good.
 *
 * @internal
 */
export function buildVerdict(input: VerdictInput): Verdict {
  const { headline, tone, text, since, evidence } = chooseHeadline(input);
  return {
    headline,
    tone,
    cause: text,
    ...(since && { since }),
    evidence,
    axes: getAxes(input),
  };
}
