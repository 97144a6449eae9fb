import { createServer, type Server } from 'node:http';
import {
  Counter,
  collectDefaultMetrics,
  Histogram,
  Registry,
} from 'prom-client';

export interface Metrics {
  registry: Registry;
  requests: Histogram<'method' | 'route' | 'status'>;
  errorReports: Counter<'outcome'>;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    requests: new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time from the first byte of a request to the end of the answer.',
      // The route, never the path: a label with an id in it has no end.
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2, 5, 10],
      registers: [registry],
    }),
    errorReports: new Counter({
      name: 'error_reports_total',
      help: 'Errors that were sent to the platform, failed to be, or were dropped.',
      labelNames: ['outcome'],
      registers: [registry],
    }),
  };
}

/** Prometheus has a port of its own, which the gateway does not know. */
export function createMetricsServer(registry: Registry, path: string): Server {
  return createServer(async (request, response) => {
    if (request.method !== 'GET' || request.url?.split('?')[0] !== path) {
      response.writeHead(404).end();
      return;
    }
    try {
      const text = await registry.metrics();
      response.writeHead(200, { 'content-type': registry.contentType });
      response.end(text);
    } catch {
      response.writeHead(500).end();
    }
  });
}
