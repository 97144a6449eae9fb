/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The version of the renderers, written on every rendered object so that a
 * difference can be told apart from a hand edit. Equal to the package version
 * (a test holds the two together).
 *
 * @public
 */
export const GENERATOR_VERSION = '0.1.0';
