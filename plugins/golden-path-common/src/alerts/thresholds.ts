/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ServiceSpec } from '../spec/serviceSpec';

/**
 * The four conditions that a service is watched for, in the order of the seed
 * document's list. They are the keys of `alerts.overrides`.
 *
 * @public
 */
export const ALERT_SIGNALS = [
  'down',
  'errors',
  'latency',
  'resources',
] as const;

/** @public */
export type AlertSignal = (typeof ALERT_SIGNALS)[number];

/** @public */
export type AlertSeverity = 'critical' | 'warning';

/**
 * When one alert fires: strictly above the threshold, for that long. `down` has
 * no threshold.
 *
 * @public
 */
export interface AlertLevel {
  /** Ratio for errors and resources, seconds for latency. */
  threshold?: number;
  /** Prometheus duration. */
  for: string;
}

type Levels = Record<AlertSignal, Record<AlertSeverity, AlertLevel>>;

/** The preset `standard`: the eight lines of the seed document's alert list. */
const STANDARD: Levels = {
  down: { critical: { for: '1m' }, warning: { for: '30s' } },
  errors: {
    critical: { threshold: 0.05, for: '5m' },
    warning: { threshold: 0.02, for: '5m' },
  },
  latency: {
    critical: { threshold: 2, for: '5m' },
    warning: { threshold: 1, for: '5m' },
  },
  resources: {
    critical: { threshold: 0.9, for: '10m' },
    warning: { threshold: 0.8, for: '10m' },
  },
};

/**
 * The levels of a service: the preset with its overrides.
 *
 * @public
 */
export function alertLevels(spec: ServiceSpec): Levels {
  const { overrides } = spec.alerts;
  const level = (signal: AlertSignal, severity: AlertSeverity): AlertLevel => ({
    ...STANDARD[signal][severity],
    ...withoutUndefined(overrides[signal][severity]),
  });
  const both = (signal: AlertSignal) => ({
    critical: level(signal, 'critical'),
    warning: level(signal, 'warning'),
  });
  return {
    down: both('down'),
    errors: both('errors'),
    latency: both('latency'),
    resources: both('resources'),
  };
}

function withoutUndefined<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(value).filter(([, entry]) => entry !== undefined),
  ) as Partial<T>;
}
