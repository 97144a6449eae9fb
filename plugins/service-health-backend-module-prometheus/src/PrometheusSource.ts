/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LoggerService } from '@backstage/backend-plugin-api';
import {
  AlertObservation,
  AlertRuleObservation,
  AlertmanagerAnswer,
  createNotificationLookup,
} from '@openpolicy/plugin-service-health-common';
import {
  ObservationSink,
  ServiceHealthSource,
} from '@openpolicy/plugin-service-health-node';
import {
  asRecords,
  JsonRecord,
} from '@openpolicy/plugin-service-health-node/upstream';
import { AlertmanagerClient } from './AlertmanagerClient';
import { Poller } from './Poller';
import { PrometheusClient, RulesAnswer } from './PrometheusClient';
import { toSourceFailure } from './errors';
import { projectAlert } from './project/alert';
import { projectRule } from './project/rule';
import { projectScrapeTargets } from './project/scrapeTargets';

/** Alerts of one instance that are kept; 13 000 hang the pages of other tools (prometheus#8548). */
const MAX_ALERTS = 5_000;
const MAX_RULES = 20_000;
const NOTIFICATIONS_SCOPE = 'notifications';
const TARGETS_SCOPE = 'targets';
const MIN_STALE_MS = 20_000;

/**
 * What a source of one Prometheus needs.
 *
 * @internal
 */
export interface PrometheusSourceOptions {
  instance: string;
  /** Configuration path of the instance, for messages. */
  path: string;
  pollIntervalMs: number;
  prometheus: PrometheusClient;
  alertmanagers: readonly AlertmanagerClient[];
  logger: LoggerService;
  /** For tests; between 0 and 1. */
  random?: () => number;
}

/**
 * Polls the alerting rules and alerts of one Prometheus, what its Alertmanagers do with them, and what it scrapes.
 *
 * The scopes fail apart: without Alertmanager alerts are still shown, with the notification `unknown`; without Prometheus the last
 * alerts stay and are known to be old.
 *
 * @internal
 */
export class PrometheusSource implements ServiceHealthSource {
  readonly source = 'prometheus';
  readonly instance: string;
  readonly scopes: string[];
  readonly supplementaryScopes: string[];
  readonly staleAfterMs: number;

  readonly #options: PrometheusSourceOptions;
  readonly #logger: LoggerService;
  readonly #troubles = new Map<string, string>();

  static create(options: PrometheusSourceOptions): PrometheusSource {
    return new PrometheusSource(options);
  }

  private constructor(options: PrometheusSourceOptions) {
    this.#options = options;
    this.instance = options.instance;
    // Alerts are whole without their notifications, which are `unknown` then, and without what is scraped.
    this.supplementaryScopes = [
      TARGETS_SCOPE,
      ...(options.alertmanagers.length > 0 ? [NOTIFICATIONS_SCOPE] : []),
    ];
    this.scopes = ['alerts', 'rules', ...this.supplementaryScopes];
    this.staleAfterMs = Math.max(MIN_STALE_MS, 4 * options.pollIntervalMs);
    this.#logger = options.logger.child({
      source: this.source,
      instance: this.instance,
    });
  }

  async run(options: {
    sink: ObservationSink;
    signal: AbortSignal;
  }): Promise<void> {
    const { sink, signal } = options;
    const poller = Poller.create({
      intervalMs: this.#options.pollIntervalMs,
      random: this.#options.random,
    });
    await poller.run({
      signal,
      poll: ({ retryMs }) => this.#poll(sink, signal, retryMs),
    });
  }

  async #poll(
    sink: ObservationSink,
    signal: AbortSignal,
    retryMs: number,
  ): Promise<boolean> {
    const { prometheus, alertmanagers } = this.#options;
    const [[rules, targets], peers] = await Promise.all([
      Promise.allSettled([
        prometheus.getRules(signal),
        prometheus.countTargets(signal),
      ]),
      Promise.allSettled(alertmanagers.map(peer => peer.getAnswer(signal))),
    ]);
    if (signal.aborted) {
      return false;
    }
    const retryAt = new Date(Date.now() + retryMs);
    this.#takeTargets(sink, targets, retryAt);
    const answers = this.#takeAnswers(sink, peers, retryAt);
    if (rules.status === 'rejected') {
      const failure = toSourceFailure(rules.reason, {
        instance: this.instance,
        path: this.#options.path,
        api: 'Prometheus',
      });
      this.#tell('alerts', failure.reason, rules.reason);
      for (const scope of ['alerts', 'rules']) {
        sink.fail(scope, { ...failure, retryAt });
      }
      return false;
    }

    const { alerts, observedRules, notices } = this.#project(
      rules.value,
      answers,
    );
    sink.replace('alerts', alerts);
    sink.replace('rules', observedRules);
    if (notices.length === 0) {
      this.#tell('alerts', undefined);
      return true;
    }
    // Part of the truth is shown, and said to be a part: what is missing must not look like silence.
    const reason = `Prometheus '${
      this.instance
    }' answered only in part: ${notices.join('; ')}.`;
    this.#tell('alerts', reason);
    sink.fail('alerts', { reason, retryAt });
    return true;
  }

  #takeTargets(
    sink: ObservationSink,
    targets: PromiseSettledResult<JsonRecord[]>,
    retryAt: Date,
  ): void {
    if (targets.status === 'fulfilled') {
      const { instance } = this;
      sink.replace(
        TARGETS_SCOPE,
        projectScrapeTargets(targets.value, { instance }),
      );
      this.#tell(TARGETS_SCOPE, undefined);
      return;
    }
    const failure = toSourceFailure(targets.reason, {
      instance: this.instance,
      path: this.#options.path,
      api: 'Prometheus',
      what: 'scrape targets',
    });
    this.#tell(TARGETS_SCOPE, failure.reason, targets.reason);
    sink.fail(TARGETS_SCOPE, { ...failure, retryAt });
  }

  /** Peers share what they know, so one that answers is enough. */
  #takeAnswers(
    sink: ObservationSink,
    peers: readonly PromiseSettledResult<AlertmanagerAnswer>[],
    retryAt: Date,
  ): AlertmanagerAnswer[] {
    const answers: AlertmanagerAnswer[] = [];
    let firstFailure: ReturnType<typeof toSourceFailure> | undefined;
    for (const [index, peer] of peers.entries()) {
      const { path } = this.#options.alertmanagers[index];
      if (peer.status === 'fulfilled') {
        answers.push(peer.value);
        this.#tell(path, undefined);
        continue;
      }
      const failure = toSourceFailure(peer.reason, {
        instance: this.instance,
        path,
        api: 'Alertmanager',
      });
      this.#tell(path, failure.reason, peer.reason);
      firstFailure ??= failure;
    }
    if (answers.length > 0) {
      sink.bookmark(NOTIFICATIONS_SCOPE);
    } else if (firstFailure) {
      sink.fail(NOTIFICATIONS_SCOPE, { ...firstFailure, retryAt });
    }
    return answers;
  }

  #project(
    { groups, date, warnings }: RulesAnswer,
    answers: AlertmanagerAnswer[],
  ): {
    alerts: AlertObservation[];
    observedRules: AlertRuleObservation[];
    notices: string[];
  } {
    const { instance } = this;
    const now = date ?? new Date();
    const notificationOf = createNotificationLookup({ answers });
    const alerts = new Map<string, AlertObservation>();
    const rules = new Map<string, AlertRuleObservation>();
    let dropped = false;
    for (const group of groups) {
      for (const rule of asRecords(group.rules)) {
        const observed = projectRule(rule, { instance, group, now });
        if (!observed) {
          continue;
        }
        if (rules.size < MAX_RULES) {
          rules.set(observed.key, observed);
        } else {
          dropped = true;
        }
        for (const raw of asRecords(rule.alerts)) {
          if (alerts.size === MAX_ALERTS) {
            dropped = true;
            break;
          }
          const alert = projectAlert(raw, { instance, notificationOf });
          // Two rules may raise the same labels; the one that fires is the one that matters.
          if (alert && alerts.get(alert.key)?.data.state !== 'firing') {
            alerts.set(alert.key, alert);
          }
        }
      }
    }
    return {
      alerts: [...alerts.values()],
      observedRules: [...rules.values()],
      notices: dropped
        ? [...warnings, 'it has more alerts or rules than the portal keeps']
        : warnings,
    };
  }

  /** Logs a trouble when it begins, changes or ends, and not at each poll. */
  #tell(what: string, reason: string | undefined, error?: unknown): void {
    const before = this.#troubles.get(what);
    if (reason === before) {
      return;
    }
    if (reason === undefined) {
      this.#troubles.delete(what);
      this.#logger.info(`Reads again: ${what}`);
      return;
    }
    this.#troubles.set(what, reason);
    this.#logger.warn(reason, {
      ...(error instanceof Error ? { error: error.name } : {}),
    });
  }
}
