/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Backend of the golden path.
 *
 * @packageDocumentation
 */

export { goldenPathPlugin, goldenPathPlugin as default } from './plugin';
