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
  goldenPathPortReservePermission,
  goldenPathServiceChangePermission,
  goldenPathServiceCreatePermission,
} from '@openpolicy/plugin-golden-path-common';

/**
 * Who may do what; each method throws NotAllowedError if the caller may not.
 *
 * @internal
 */
export class Access {
  readonly #permissions: PermissionsService;

  static create(options: { permissions: PermissionsService }): Access {
    return new Access(options.permissions);
  }

  private constructor(permissions: PermissionsService) {
    this.#permissions = permissions;
  }

  async mayCreate(credentials: BackstageCredentials): Promise<void> {
    await this.#check(
      { permission: goldenPathServiceCreatePermission },
      credentials,
      'You may not make services',
    );
  }

  async mayReserve(credentials: BackstageCredentials): Promise<void> {
    await this.#check(
      { permission: goldenPathPortReservePermission },
      credentials,
      'You may not reserve ports',
    );
  }

  async mayChange(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<void> {
    await this.#check(
      { permission: goldenPathServiceChangePermission, resourceRef: entityRef },
      credentials,
      `You may not change '${entityRef}': that is for its owners`,
    );
  }

  async #check(
    request: Parameters<PermissionsService['authorize']>[0][number],
    credentials: BackstageCredentials,
    refusal: string,
  ): Promise<void> {
    const [{ result }] = await this.#permissions.authorize([request], {
      credentials,
    });
    if (result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `${refusal}. Ask an administrator of the portal for access.`,
      );
    }
  }
}
