/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  UpstreamFault,
  JsonRecord,
  asRecord,
  asRecords,
  asStrings,
  cleanText,
} from '@openpolicy/plugin-service-health-node/upstream';
import { EndpointClient, EndpointLimits } from './EndpointClient';
import { EndpointConfig } from './config';
import { AlertApiError } from './errors';

/**
 * The alerting rules of a Prometheus, with their alerts, as it returns them.
 *
 * @internal
 */
export interface RulesAnswer {
  groups: JsonRecord[];
  /** Prometheus' clock when it answered, if it said. */
  date?: Date;
  /** What it could not do and answered without, e.g. a store of Thanos that is down. */
  warnings: string[];
}

/**
 * Counts the targets of each job by whether Prometheus could read them: a handful of series, however many pods there are. A constant like
 * all paths. `up` is what every Prometheus, Thanos and Mimir has; the list of targets is not, and is long.
 *
 * @internal
 */
export const TARGETS_QUERY =
  'count_values by (namespace, job, service, entity_ref) ("up", up)';

/**
 * The HTTP API of one Prometheus (or Thanos, Mimir, Cortex).
 *
 * @internal
 */
export class PrometheusClient {
  readonly #endpoint: EndpointClient;

  static create(
    config: EndpointConfig,
    limits?: Partial<EndpointLimits>,
  ): PrometheusClient {
    return new PrometheusClient(EndpointClient.create(config, limits));
  }

  private constructor(endpoint: EndpointClient) {
    this.#endpoint = endpoint;
  }

  /**
   * One request has all: the rules, whether they can be evaluated, and the pending and firing alerts of each.
   *
   * @throws AlertApiError or UpstreamFault
   */
  async getRules(signal?: AbortSignal): Promise<RulesAnswer> {
    const { body, date } = await this.#endpoint.getJson(
      ['api', 'v1', 'rules'],
      { type: 'alert' },
      signal,
    );
    const answer = asRecord(body);
    if (answer.status === 'error') {
      throw AlertApiError.fromAnswer({
        status: 200,
        text: JSON.stringify({ error: answer.error }),
      });
    }
    const { groups } = asRecord(answer.data);
    if (answer.status !== 'success' || !Array.isArray(groups)) {
      throw new UpstreamFault('garbage', 'its answer is no list of rules');
    }
    return {
      groups: asRecords(groups),
      date,
      warnings: asStrings(answer.warnings)
        .slice(0, 5)
        .map(warning => cleanText(warning, 200) ?? ''),
    };
  }

  /**
   * The answer to {@link TARGETS_QUERY}.
   *
   * @throws AlertApiError or UpstreamFault
   */
  async countTargets(signal?: AbortSignal): Promise<JsonRecord[]> {
    const { body } = await this.#endpoint.getJson(
      ['api', 'v1', 'query'],
      { query: TARGETS_QUERY },
      signal,
    );
    const answer = asRecord(body);
    const { result, resultType } = asRecord(answer.data);
    if (
      answer.status !== 'success' ||
      resultType !== 'vector' ||
      !Array.isArray(result)
    ) {
      throw new UpstreamFault('garbage', 'its answer is no vector');
    }
    return asRecords(result);
  }

  async close(): Promise<void> {
    await this.#endpoint.close();
  }
}
