import { createLogger } from './logger.ts';
import { routes } from './routes.ts';
import { type Service, startService } from './service.ts';
import { readSettings } from './settings.ts';

async function main(): Promise<void> {
  const settings = readSettings();
  const log = createLogger({
    level: settings.logLevel,
    fields: { service: settings.name, environment: settings.environment },
  });
  let service: Service | undefined;

  // Before it starts: a signal that comes early ends it well, too.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, async () => {
      await service?.stop();
      process.exit(0);
    });
  }
  // Nobody knows what state the process is in: tell, then let it be replaced.
  process.on('uncaughtException', async error => {
    log.error('uncaught error', { error });
    service?.errors.report(error);
    await service?.errors.flush();
    process.exit(1);
  });

  service = await startService({ settings, routes, log });
  log.info('started', { port: service.port, metricsPort: service.metricsPort });
}

main().catch(error => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
});
