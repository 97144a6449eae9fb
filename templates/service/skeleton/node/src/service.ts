import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createErrorReporter, type ErrorReporter } from './errorReporter.ts';
import type { Logger } from './logger.ts';
import { createMetrics, createMetricsServer } from './metrics.ts';
import type { Route } from './router.ts';
import { createApiServer } from './server.ts';
import type { Settings } from './settings.ts';

/**
 * Time for which a service that ends says so before it closes its door, in
 * milliseconds: for callers outside Kubernetes, which has waited already.
 */
const NOTICE = 1_000;

export interface Service {
  port: number;
  metricsPort: number;
  errors: ErrorReporter;
  /** Answers what is under way, then ends; a second call waits for the first. */
  stop(): Promise<void>;
}

/**
 * Starts the service.
 *
 * @throws Error if a port cannot be had
 */
export async function startService(options: {
  settings: Settings;
  routes: readonly Route[];
  log: Logger;
  handlerTimeout?: number;
}): Promise<Service> {
  const { settings, log } = options;
  let isReady = false;
  const metrics = createMetrics();
  const errors = createErrorReporter({
    url: settings.errorReportingUrl,
    service: settings.name,
    environment: settings.environment,
    version: settings.version,
    onOutcome: outcome => metrics.errorReports.inc({ outcome }),
  });
  const api = createApiServer({
    ...options,
    metrics,
    errors,
    routes: [...probes(settings, () => isReady), ...options.routes],
    isClosing: () => !isReady,
  });
  const prometheus = createMetricsServer(
    metrics.registry,
    settings.metricsPath,
  );

  const metricsPort = await listen(prometheus, settings.metricsPort);
  const port = await listen(api, settings.port).catch(error => {
    prometheus.close();
    throw error;
  });
  isReady = true;

  async function stop(): Promise<void> {
    const limit = settings.shutdownSeconds * 1000;
    log.info('stopping', { limitMs: limit });
    isReady = false;
    const end = setTimeout(() => {
      log.warn('requests were cut off', { limitMs: limit });
      api.closeAllConnections();
    }, limit);
    await sleep(Math.min(NOTICE, limit / 2));
    await close(api);
    clearTimeout(end);
    await errors.flush();
    await close(prometheus);
    log.info('stopped');
  }
  let stopping: Promise<void> | undefined;
  return {
    port,
    metricsPort,
    errors,
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}

/** Liveness never asks another service; readiness may, where one is needed. */
function probes(settings: Settings, isReady: () => boolean): Route[] {
  const alive = new Set([settings.livenessPath, settings.startupPath]);
  return [
    ...[...alive].map(path => ({
      method: 'GET',
      path,
      quiet: true,
      handle: () => ({ body: { status: 'ok' } }),
    })),
    {
      method: 'GET',
      path: settings.readinessPath,
      quiet: true,
      handle: () =>
        isReady()
          ? { body: { status: 'ready' } }
          : { status: 503, body: { status: 'stopping' } },
    },
  ];
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
  return (server.address() as AddressInfo).port;
}

function close(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}
