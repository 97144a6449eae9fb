/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ServerResponse } from 'node:http';
import {
  TestServer,
  answerJson,
} from '@openpolicy/plugin-service-health-node/testUtils';
import { TARGETS_QUERY } from '../PrometheusClient';

/**
 * An alert as `GET /api/v1/rules` has it.
 *
 * @internal
 */
export function makeAlert(parts: Record<string, unknown> = {}) {
  return {
    labels: {
      alertname: 'HighErrorRatio',
      service: 'checkout',
      namespace: 'openpolicy-platform',
      severity: 'critical',
    },
    annotations: {
      summary: 'checkout answers 12% of requests with errors',
      description: 'Errors for 5 minutes.',
      runbook_url: 'https://runbooks.example.com/errors',
      dashboard_url: 'https://grafana.example.com/d/checkout',
    },
    state: 'firing',
    activeAt: '2026-11-23T05:00:00.123456789Z',
    value: '1.2e-01',
    ...parts,
  };
}

/**
 * An alerting rule as `GET /api/v1/rules` has it.
 *
 * @internal
 */
export function makeRule(parts: Record<string, unknown> = {}) {
  return {
    state: 'inactive',
    name: 'HighErrorRatio',
    query: 'sum(rate(istio_requests_total[5m])) > 0.1',
    duration: 300,
    keepFiringFor: 0,
    labels: {
      service: 'checkout',
      namespace: 'openpolicy-platform',
      severity: 'critical',
    },
    annotations: {},
    alerts: [] as unknown[],
    health: 'ok',
    evaluationTime: 0.0003,
    lastEvaluation: new Date().toISOString(),
    type: 'alerting',
    ...parts,
  };
}

/**
 * A group of rules as `GET /api/v1/rules` has it.
 *
 * @internal
 */
export function makeGroup(
  rules: unknown[],
  parts: Record<string, unknown> = {},
) {
  return {
    name: 'checkout',
    file: '/rules/a.yaml',
    interval: 15,
    rules,
    ...parts,
  };
}

/**
 * A Prometheus and an Alertmanager at the wire, on one port: the paths differ.
 *
 * @internal
 */
export class FakePrometheus {
  groups: unknown[] = [];
  warnings: string[] = [];
  /** What the query of targets returns. */
  targets: unknown[] = [];
  /** Whether it answers queries with an error. */
  refusesQueries = false;
  alertmanagerAlerts: unknown[] = [];
  silences: unknown[] = [];
  /** `silent`: takes requests and answers nothing. `broken`: answers 503. */
  mode: 'working' | 'silent' | 'broken' = 'working';
  alertmanagerMode: 'working' | 'silent' | 'broken' = 'working';
  server!: TestServer;

  static async start(): Promise<FakePrometheus> {
    const result = new FakePrometheus();
    result.server = await TestServer.start((request, response) =>
      result.#handle(request.url, response),
    );
    return result;
  }

  async close(): Promise<void> {
    await this.server.close();
  }

  #handle(url: string, response: ServerResponse): void {
    const isAlertmanager = url.startsWith('/api/v2/');
    const mode = isAlertmanager ? this.alertmanagerMode : this.mode;
    if (mode === 'silent') {
      return;
    }
    if (mode === 'broken') {
      answerJson(
        response,
        { status: 'error', errorType: 'unavailable', error: 'starting up' },
        503,
      );
      return;
    }
    switch (url) {
      case '/api/v1/rules?type=alert':
        answerJson(response, {
          status: 'success',
          data: { groups: this.groups },
          ...(this.warnings.length > 0 ? { warnings: this.warnings } : {}),
        });
        break;
      case `/api/v1/query?${new URLSearchParams({ query: TARGETS_QUERY })}`:
        if (this.refusesQueries) {
          answerJson(response, { status: 'error', error: 'too busy' }, 422);
          break;
        }
        answerJson(response, {
          status: 'success',
          data: { resultType: 'vector', result: this.targets },
        });
        break;
      case '/api/v2/alerts':
        answerJson(response, this.alertmanagerAlerts);
        break;
      case '/api/v2/silences':
        answerJson(response, this.silences);
        break;
      default:
        answerJson(response, {}, 404);
    }
  }
}
