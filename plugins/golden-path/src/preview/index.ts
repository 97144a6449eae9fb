/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

export { previewOf, readValues, RENDER_MEASURE } from './previewOf';
export { useDelivery } from './useDelivery';
export { useFindings, usePreview } from './usePreview';
export { useRepositoryFiles } from './useRepositoryFiles';
