/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  AlertmanagerAlert,
  AlertmanagerAnswer,
  AlertmanagerSilence,
} from '@openpolicy/plugin-service-health-common';
import {
  UpstreamFault,
  JsonRecord,
  asRecord,
  asRecords,
  asString,
  asStrings,
  asTime,
  cleanText,
} from '@openpolicy/plugin-service-health-node/upstream';
import { EndpointClient, EndpointLimits } from './EndpointClient';
import { EndpointConfig } from './config';
import { projectLabels } from './project/labels';

const MAX_REASONS = 10;

/**
 * The HTTP API, version 2, of one Alertmanager.
 *
 * @internal
 */
export class AlertmanagerClient {
  /** Configuration path, for messages. */
  readonly path: string;
  readonly #endpoint: EndpointClient;

  static create(
    config: EndpointConfig,
    limits?: Partial<EndpointLimits>,
  ): AlertmanagerClient {
    return new AlertmanagerClient(
      config.path,
      EndpointClient.create(config, limits),
    );
  }

  private constructor(path: string, endpoint: EndpointClient) {
    this.path = path;
    this.#endpoint = endpoint;
  }

  /**
   * The alerts that it has, and, only if one of them is silenced, the silences.
   *
   * @throws AlertApiError or UpstreamFault
   */
  async getAnswer(signal?: AbortSignal): Promise<AlertmanagerAnswer> {
    const listed = await this.#getList('alerts', signal);
    const alerts = listed.map(projectAlert);
    const isSilenced = alerts.some(
      ({ status }) => (status.silencedBy ?? []).length > 0,
    );
    const silences = isSilenced
      ? (await this.#getList('silences', signal)).map(projectSilence)
      : [];
    return { alerts, silences };
  }

  async close(): Promise<void> {
    await this.#endpoint.close();
  }

  async #getList(
    what: 'alerts' | 'silences',
    signal?: AbortSignal,
  ): Promise<JsonRecord[]> {
    const { body } = await this.#endpoint.getJson(
      ['api', 'v2', what],
      {},
      signal,
    );
    if (!Array.isArray(body)) {
      throw new UpstreamFault('garbage', `its answer is no list of ${what}`);
    }
    return asRecords(body);
  }
}

function projectAlert(alert: JsonRecord): AlertmanagerAlert {
  const { state, silencedBy, inhibitedBy, mutedBy } = asRecord(alert.status);
  const ids = (value: unknown) => asStrings(value).slice(0, MAX_REASONS);
  return {
    labels: projectLabels(alert.labels),
    status: {
      state:
        state === 'active' || state === 'suppressed' ? state : 'unprocessed',
      silencedBy: ids(silencedBy),
      inhibitedBy: ids(inhibitedBy),
      mutedBy: ids(mutedBy),
    },
  };
}

function projectSilence(silence: JsonRecord): AlertmanagerSilence {
  return {
    id: asString(silence.id) ?? '',
    createdBy: cleanText(silence.createdBy, 253),
    comment: cleanText(silence.comment, 512),
    endsAt: asTime(silence.endsAt),
  };
}
