import { createLogger } from '../src/logger.ts';
import type { Route } from '../src/router.ts';
import { type Service, startService } from '../src/service.ts';
import { readSettings, type Settings } from '../src/settings.ts';

export interface TestService extends Service {
  url: string;
  lines: Array<Record<string, unknown>>;
}

/** Starts the service on free ports, with its log lines kept. */
export async function startTestService(
  options: {
    routes?: readonly Route[];
    settings?: Partial<Settings>;
    handlerTimeout?: number;
  } = {},
): Promise<TestService> {
  const lines: Array<Record<string, unknown>> = [];
  const log = createLogger({
    level: 'debug',
    fields: {},
    write: line => lines.push(JSON.parse(line)),
  });
  const service = await startService({
    settings: {
      ...readSettings({ PORT: '0', METRICS_PORT: '0' }),
      ...options.settings,
    },
    routes: options.routes ?? [],
    log,
    ...(options.handlerTimeout && { handlerTimeout: options.handlerTimeout }),
  });
  return { ...service, url: `http://127.0.0.1:${service.port}`, lines };
}
