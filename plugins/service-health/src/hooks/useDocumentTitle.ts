/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { configApiRef, useApi } from '@backstage/core-plugin-api';
import { useEffect } from 'react';

/**
 * Names the browser's tab after the page, as Backstage's classic page header does: its new one leaves the title of the page before.
 *
 * @internal
 */
export function useDocumentTitle(title: string): void {
  const app =
    useApi(configApiRef).getOptionalString('app.title') ?? 'Backstage';
  useEffect(() => {
    document.title = `${title} | ${app}`;
    return () => {
      document.title = app;
    };
  }, [title, app]);
}
