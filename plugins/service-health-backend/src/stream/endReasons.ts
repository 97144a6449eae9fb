/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Why a stream ends, in words for the reader.
 *
 * @internal
 */
export const END_REASONS = {
  notVisible:
    'The service is not found or no longer visible to you. Ask its owner for access.',
  tokenExpired: 'The sign-in has expired.',
  shuttingDown: 'The portal restarts.',
  unavailable: 'The portal cannot check permissions at present.',
};
