/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

export { PortPicker } from './PortPicker';
export { PortPickerSchema } from './schema';
export { validatePort } from './validatePort';
