/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  goldenPathServiceChangePermission,
  goldenPathServiceCreatePermission,
} from '@openpolicy/plugin-golden-path-common';

/** @throws NotAllowedError if the user of the task may not create services */
export async function requireCreate(
  permissions: PermissionsService,
  credentials: BackstageCredentials,
): Promise<void> {
  const [{ result }] = await permissions.authorize(
    [{ permission: goldenPathServiceCreatePermission }],
    { credentials },
  );
  if (result !== AuthorizeResult.ALLOW) {
    throw new NotAllowedError(
      "You may not create services. Ask a platform engineer for the permission 'golden-path.service.create'.",
    );
  }
}

/** Whether the user of the task may change a service. */
export async function mayChange(
  permissions: PermissionsService,
  credentials: BackstageCredentials,
  entityRef: string,
): Promise<boolean> {
  const [{ result }] = await permissions.authorize(
    [
      {
        permission: goldenPathServiceChangePermission,
        resourceRef: entityRef,
      },
    ],
    { credentials },
  );
  return result === AuthorizeResult.ALLOW;
}

/** @throws NotAllowedError if the user of the task may not change a service */
export async function requireChange(
  permissions: PermissionsService,
  credentials: BackstageCredentials,
  entityRef: string,
): Promise<void> {
  if (!(await mayChange(permissions, credentials, entityRef))) {
    throw new NotAllowedError(
      `You may not change '${entityRef}'. Ask its owner to do it.`,
    );
  }
}
