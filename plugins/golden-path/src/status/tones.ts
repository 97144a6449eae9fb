/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Theme } from '@material-ui/core/styles';
import { Severity } from '@openpolicy/plugin-golden-path-common';

/** @internal */
export type Tone = 'good' | 'attention' | 'bad' | 'progress' | 'quiet';

/**
 * The only colours of the plugin. Text in them passes WCAG AA on white and on the
 * dark theme's paper; shape and word always say the same.
 */
const PALETTE: Record<'light' | 'dark', Record<Tone, string>> = {
  light: {
    good: '#0B7A5C',
    attention: '#8A5A00',
    bad: '#C02B39',
    progress: '#0B6FA4',
    quiet: '#55636E',
  },
  dark: {
    good: '#3DDBA8',
    attention: '#F4C030',
    bad: '#FF949C',
    progress: '#5CC8F5',
    quiet: '#B4C0C8',
  },
};

/** @internal */
export function toneColor(theme: Theme, tone: Tone): string {
  return PALETTE[theme.palette.type][tone];
}

/** @internal */
export const SEVERITY_TONES: Record<Severity, Tone> = {
  error: 'bad',
  warning: 'attention',
  info: 'quiet',
};
