/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

export { PreviewFiles } from './PreviewFiles';
export { PreviewPanel } from './PreviewPanel';
export { countsOf } from './presentPreview';
