/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

export { changeableValues, changedEntity } from './changedEntity';
export { planService } from './planService';
export {
  createPreview,
  type ReadDraft,
  type ServicePreview,
  type ServicePreviewOptions,
  type ServicePreviewUpdate,
} from './ServicePreview';
export type {
  PreviewFile,
  PreviewFinding,
  PreviewGroup,
  ServicePreviewResult,
} from './types';
