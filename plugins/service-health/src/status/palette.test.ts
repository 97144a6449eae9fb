/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { createTheme } from '@material-ui/core/styles';
import { Tone } from '@openpolicy/plugin-service-health-common';
import { toneColor } from './palette';

const TONES: Tone[] = [
  'healthy',
  'progressing',
  'attention',
  'degraded',
  'suspended',
  'unknown',
];

/** Contrast by WCAG 2.2, definition "contrast ratio". */
function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort(
    (a, b) => b - a,
  );
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map(at => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe('toneColor', () => {
  it.each(
    TONES.flatMap(tone => [
      [tone, 'light', '#FFFFFF'] as const,
      [tone, 'dark', '#424242'] as const,
    ]),
  )('has text contrast for %s in the %s theme', (tone, type, paper) => {
    const theme = createTheme({ palette: { type } });
    expect(contrast(toneColor(theme, tone), paper)).toBeGreaterThanOrEqual(4.5);
  });
});
