/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

export { NameField } from './NameField';
export { NameSchema } from './schema';
