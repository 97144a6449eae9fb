/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { createRouteRef } from '@backstage/frontend-plugin-api';

/**
 * The fleet page.
 *
 * @public
 */
export const fleetRouteRef = createRouteRef();
