/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { createExternalRouteRef } from '@backstage/core-plugin-api';

/**
 * The scaffolder's page of one template.
 *
 * @public
 */
export const templateRouteRef = createExternalRouteRef({
  id: 'golden-path:template',
  optional: true,
  params: ['namespace', 'templateName'],
  defaultTarget: 'scaffolder.selectedTemplate',
});
