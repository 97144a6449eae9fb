/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity } from '@backstage/catalog-model';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { serviceHealthApiRef } from '../api/ServiceHealthApi';
import { anEntity, FakeServiceHealthApi } from '../__fixtures__';

/** Renders an element on a page of an entity, against a fake backend. */
export function renderPage(
  element: JSX.Element,
  options: {
    api: FakeServiceHealthApi;
    entity?: Entity;
    /** Whether the user may sync; yes by default. */
    maySync?: boolean;
    url?: string;
  },
) {
  return renderInTestApp(
    <EntityProvider entity={options.entity ?? anEntity()}>
      {element}
    </EntityProvider>,
    {
      apis: [
        [serviceHealthApiRef, options.api],
        mockApis.identity({ userEntityRef: 'user:default/guest' }),
        mockApis.permission({
          authorize:
            options.maySync === false
              ? AuthorizeResult.DENY
              : AuthorizeResult.ALLOW,
        }),
      ],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      initialRouteEntries: options.url ? [options.url] : undefined,
    },
  );
}
