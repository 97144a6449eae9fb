/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { AlertSubject } from '../subject';

/**
 * What to look at, and the command that shows it.
 *
 * @internal
 */
export interface Check {
  say: string;
  command: string;
  language: 'sh' | 'promql';
}

/**
 * What whoever is called reads about one alert. Texts are Markdown.
 *
 * @internal
 */
export interface RunbookPage {
  /** Why the alert exists; its condition and thresholds stand beside it. */
  means: string;
  /** What users see of it. */
  seen: string;
  /** In the order in which to look. */
  check: Check[];
  /** The most likely cause first. */
  mend: string[];
  /** Who helps where the cause is not the service's own. */
  call?: string;
}

/**
 * Pages by the ending of the alert's name.
 *
 * @internal
 */
export type RunbookPages = Record<
  string,
  (subject: AlertSubject) => RunbookPage
>;
