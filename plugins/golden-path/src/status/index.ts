/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

export { CatalogGate } from './CatalogGate';
export { FieldSkeleton } from './FieldSkeleton';
export { LoadProblem } from './LoadProblem';
export { Remark } from './Remark';
export { SEVERITY_TONES, toneColor, type Tone } from './tones';
