/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { SourceFailure } from '@openpolicy/plugin-service-health-node';
import {
  UpstreamFault,
  asRecord,
  cleanText,
  isUnreachable,
} from '@openpolicy/plugin-service-health-node/upstream';

/**
 * Prometheus or Alertmanager answered with an error. The message is upstream's, cleaned and short.
 *
 * @internal
 */
export class AlertApiError extends Error {
  readonly name = 'AlertApiError';

  constructor(readonly status: number, message: string) {
    super(message);
  }

  /**
   * Reads the error body of Prometheus (`{status: 'error', errorType, error}`) or Alertmanager (`{code, message}` or a JSON
   * string).
   */
  static fromAnswer(answer: { status: number; text: string }): AlertApiError {
    let body: unknown;
    try {
      body = JSON.parse(answer.text.slice(0, 65_536));
    } catch {
      // A proxy's page, told by its status alone.
    }
    const { error, message } = asRecord(body);
    const text =
      cleanText(error, 300) ?? cleanText(message, 300) ?? cleanText(body, 300);
    return new AlertApiError(
      answer.status,
      // Upstream text only if it is no markup.
      text && !/<[a-z!/]/i.test(text) ? text : `HTTP status ${answer.status}`,
    );
  }
}

/**
 * What was asked, for messages.
 *
 * @internal
 */
export interface FailureContext {
  /** The name of the Prometheus instance in the configuration. */
  instance: string;
  /** Configuration path of the endpoint that was asked. */
  path: string;
  api: 'Prometheus' | 'Alertmanager';
  /** What was to be read of Prometheus. Default: alerts. */
  what?: string;
}

function explain(
  error: unknown,
  { path, api }: FailureContext,
): { cause: string; nextStep?: string } {
  const checkUrl = `Check that '${path}.url' is the URL of ${api} itself.`;
  if (error instanceof AlertApiError) {
    switch (error.status) {
      case 401:
        return {
          cause: "it does not accept the portal's credentials",
          nextStep: `Check the token, or the user name and password, of '${path}'.`,
        };
      case 403:
        return {
          cause: "the portal's account has not the permission",
          nextStep: `Let the account of '${path}' read alerts and rules${
            api === 'Alertmanager' ? ', and silences' : ''
          }.`,
        };
      case 404:
      case 405:
        return {
          cause: `there is no ${api} API at the configured URL`,
          nextStep: checkUrl,
        };
      case 429:
        return {
          cause: 'it limits the rate of requests',
          nextStep: `Raise 'pollInterval', or the limit.`,
        };
      default:
        return { cause: `it answered with an error: ${error.message}` };
    }
  }
  if (error instanceof UpstreamFault) {
    switch (error.kind) {
      case 'certificate':
        return {
          cause: error.message,
          nextStep: `Name its certificate authority in '${path}.caFile', or correct the host name in its URL.`,
        };
      case 'notFound':
      case 'redirect':
      case 'contentType':
      case 'garbage':
        return { cause: error.message, nextStep: checkUrl };
      case 'tooLarge':
        return {
          cause: error.message,
          nextStep: 'Split the rules over several Prometheus instances.',
        };
      default:
        return {
          cause: error.message,
          nextStep: `Check that ${api} runs and that the portal can reach it.`,
        };
    }
  }
  return { cause: 'of a fault in the portal; see its log' };
}

/**
 * Says why a source has no fresh data.
 *
 * @internal
 */
export function toSourceFailure(
  error: unknown,
  context: FailureContext,
): SourceFailure {
  const { cause, nextStep } = explain(error, context);
  const { api, instance, what = 'alerts' } = context;
  const reason =
    api === 'Prometheus'
      ? `Failed to read ${what} from Prometheus '${instance}': ${cause}.`
      : `Failed to read from the Alertmanager of Prometheus '${instance}' who is told of alerts: ${cause}; nobody knows whether alerts notify.`;
  return { reason, nextStep, unreachable: isUnreachable(error) };
}
