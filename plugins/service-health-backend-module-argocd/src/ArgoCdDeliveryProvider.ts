/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { NotAllowedError } from '@backstage/errors';
import {
  DeliveryProvider,
  SyncApplicationOptions,
} from '@openpolicy/plugin-service-health-node';
import { UpstreamFault } from '@openpolicy/plugin-service-health-node/upstream';
import { ArgoCdClient } from './ArgoCdClient';
import { SyncFailureContext, toSyncError } from './errors';
import { projectApplication } from './project/application';
import { INFO } from './project/operation';

/**
 * What a delivery provider of one Argo CD needs.
 *
 * @internal
 */
export interface ArgoCdDeliveryProviderOptions {
  instance: string;
  /** A client with the sync token; undefined if none is configured, and every sync is refused. */
  client?: ArgoCdClient;
  /** Configuration key of the sync token, for messages. */
  credentialKey: string;
}

/**
 * Syncs applications through Argo CD's API. It alone holds the client with the sync token.
 *
 * @internal
 */
export class ArgoCdDeliveryProvider implements DeliveryProvider {
  readonly source = 'argocd';
  readonly instance: string;
  readonly #client?: ArgoCdClient;
  readonly #credentialKey: string;

  static create(
    options: ArgoCdDeliveryProviderOptions,
  ): ArgoCdDeliveryProvider {
    return new ArgoCdDeliveryProvider(options);
  }

  private constructor(options: ArgoCdDeliveryProviderOptions) {
    this.instance = options.instance;
    this.#client = options.client;
    this.#credentialKey = options.credentialKey;
  }

  async sync(options: SyncApplicationOptions): Promise<void> {
    const { application, signal } = options;
    const context: SyncFailureContext = {
      instance: this.instance,
      credentialKey: this.#credentialKey,
      application: application.name,
      step: 'before',
    };
    const client = this.#client;
    if (!client) {
      // The token for reading is never used to write, however strong it is.
      throw new NotAllowedError(
        `Failed to sync application '${application.name}' on Argo CD '${
          this.instance
        }': the portal has no sync token. Set '${
          this.#credentialKey
        }' to the token of an account that may get and sync its applications.`,
      );
    }
    try {
      // The project goes along in both requests, so that Argo CD checks it too: an application that moved is not found.
      const live = projectApplication(
        await client.getApplication(application, signal),
        { instance: this.instance },
      );
      const isTheSame =
        live?.data.name === application.name &&
        live.data.namespace === application.namespace &&
        live.data.project === application.project;
      if (!isTheSame) {
        throw new UpstreamFault(
          'garbage',
          'it answered with another application than asked for',
        );
      }
      options.verify(live);
      signal?.throwIfAborted();

      context.step = 'sent';
      await client.syncApplication(
        application,
        {
          prune: options.prune,
          infos: [
            { name: INFO.requestId, value: options.requestId },
            { name: INFO.requestedBy, value: options.requestedBy },
          ],
        },
        signal,
      );
    } catch (error) {
      throw toSyncError(error, context);
    }
  }
}
