/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ServiceSpec } from '../../spec/serviceSpec';

/** Time for a process to end what it does once its last request is answered. */
const END_SECONDS = 5;

/**
 * What a program does unless its environment says otherwise: the values of
 * `service.yaml` that it has to agree with. They are generated beside its static
 * sources, and a test of the skeleton compares them with `service.yaml`.
 *
 * @internal
 */
export interface ProgramDefaults {
  port: number;
  metricsPort: number;
  metricsPath: string;
  startupPath: string;
  livenessPath: string;
  readinessPath: string;
  /** From SIGTERM to the last answer. */
  shutdownSeconds: number;
}

/** @internal */
export function programDefaults(spec: ServiceSpec): ProgramDefaults {
  const { ports, metrics, health, rollout } = spec;
  const [{ port, targetPort }] = ports;
  return {
    port: targetPort ?? port,
    metricsPort: metrics.port,
    metricsPath: metrics.path,
    startupPath: health.startup ?? health.liveness,
    livenessPath: health.liveness,
    readinessPath: health.readiness,
    // The kubelet counts the pause before SIGTERM, too.
    shutdownSeconds: Math.max(
      1,
      rollout.graceSeconds - rollout.drainSeconds - END_SECONDS,
    ),
  };
}
