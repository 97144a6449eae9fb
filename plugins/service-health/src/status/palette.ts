/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Theme } from '@material-ui/core/styles';
import { Tone } from '@openpolicy/plugin-service-health-common';

/**
 * The colours of all states, the only ones in the plugin. Argo CD's hues, darkened and lightened until text in them passes WCAG AA on
 * white and on the dark theme's paper. Shape and word always say the same, colour is never alone.
 */
const PALETTE: Record<'light' | 'dark', Record<Tone, string>> = {
  light: {
    healthy: '#0B7A5C',
    attention: '#8A5A00',
    degraded: '#C02B39',
    progressing: '#0B6FA4',
    unknown: '#55636E',
    suspended: '#5F5883',
  },
  dark: {
    healthy: '#3DDBA8',
    attention: '#F4C030',
    degraded: '#FF949C',
    progressing: '#5CC8F5',
    unknown: '#B4C0C8',
    suspended: '#B3ABD6',
  },
};

/**
 * The colour of a tone in the theme's light or dark.
 *
 * @internal
 */
export function toneColor(theme: Theme, tone: Tone): string {
  return PALETTE[theme.palette.type][tone];
}
