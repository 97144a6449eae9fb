/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  ApplicationObservation,
  SourceName,
} from '@openpolicy/plugin-service-health-common';
import { NotFoundError } from '@backstage/errors';
import { DeliveryProvider, SyncApplicationOptions } from '../DeliveryProvider';

/**
 * A delivery provider whose upstream is the test: it holds live applications, checks like a real one, and records what was
 * carried out.
 *
 * @public
 */
export class FakeDeliveryProvider implements DeliveryProvider {
  readonly source: SourceName = 'argocd';
  /** The requests that reached upstream, in order. */
  readonly sent: Omit<SyncApplicationOptions, 'verify' | 'signal'>[] = [];
  readonly #live = new Map<string, ApplicationObservation>();
  #refusal?: Error;
  #lostAnswer?: Error;

  constructor(readonly instance: string) {}

  /** Sets what upstream has of an application at the moment of a sync. */
  setLive(application: ApplicationObservation): void {
    const { namespace, name } = application.data;
    this.#live.set(`${namespace}/${name}`, application);
  }

  /** Upstream says no to the next requests; undefined ends it. */
  refuseWith(error: Error | undefined): void {
    this.#refusal = error;
  }

  /** Upstream takes the next requests, and the answer is lost. */
  loseAnswerWith(error: Error | undefined): void {
    this.#lostAnswer = error;
  }

  async sync(options: SyncApplicationOptions): Promise<void> {
    const { verify, signal: _signal, ...request } = options;
    const { namespace, name } = request.application;
    const live = this.#live.get(`${namespace}/${name}`);
    if (!live) {
      throw new NotFoundError(
        `Failed to sync application '${name}': Argo CD '${this.instance}' has no such application.`,
      );
    }
    verify(live);
    if (this.#refusal) {
      throw this.#refusal;
    }
    this.sent.push(request);
    if (this.#lostAnswer) {
      throw this.#lostAnswer;
    }
  }
}
