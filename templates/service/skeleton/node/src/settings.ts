import { readFileSync } from 'node:fs';

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What the service is told from outside, checked. */
export interface Settings {
  name: string;
  environment: string;
  version: string;
  port: number;
  metricsPort: number;
  metricsPath: string;
  startupPath: string;
  livenessPath: string;
  readinessPath: string;
  logLevel: LogLevel;
  /** Where errors are reported; undefined is nowhere. */
  errorReportingUrl: URL | undefined;
  /** Time from the signal to end to the last answer. */
  shutdownSeconds: number;
}

interface Manifest {
  name: string;
  version: string;
  config: {
    port: number;
    metricsPort: number;
    metricsPath: string;
    startupPath: string;
    livenessPath: string;
    readinessPath: string;
    shutdownSeconds: number;
  };
}

/** Beside src and dist alike. */
const manifest: Manifest = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
);

/**
 * Reads the environment; what it does not say comes from package.json.
 *
 * @throws Error that names every variable with a value that is none
 */
export function readSettings(
  env: Record<string, string | undefined> = process.env,
): Settings {
  const faults: string[] = [];
  const { config } = manifest;

  const port = (variable: string, fallback: number): number => {
    const text = env[variable];
    if (!text) return fallback;
    const value = Number(text);
    if (!Number.isInteger(value) || value < 0 || value > 65535) {
      faults.push(`${variable} is '${text}', which is no port`);
    }
    return value;
  };

  const logLevel = (): LogLevel => {
    const text = (env.LOG_LEVEL || 'info').toLowerCase();
    const level = LOG_LEVELS.find(known => known === text);
    if (!level) {
      faults.push(
        `LOG_LEVEL is '${text}', which is none of ${LOG_LEVELS.join(', ')}`,
      );
    }
    return level ?? 'info';
  };

  // Its value is not repeated: an address may hold a password.
  const address = (variable: string): URL | undefined => {
    const text = env[variable];
    if (!text) return undefined;
    const url = URL.parse(text);
    if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
      faults.push(`${variable} is no address of http or https`);
      return undefined;
    }
    return url;
  };

  const settings: Settings = {
    name: env.SERVICE_NAME || manifest.name,
    environment: env.ENVIRONMENT || 'local',
    version: manifest.version,
    port: port('PORT', config.port),
    metricsPort: port('METRICS_PORT', config.metricsPort),
    metricsPath: config.metricsPath,
    startupPath: config.startupPath,
    livenessPath: config.livenessPath,
    readinessPath: config.readinessPath,
    logLevel: logLevel(),
    errorReportingUrl: address('ERROR_REPORTING_URL'),
    shutdownSeconds: config.shutdownSeconds,
  };
  if (faults.length > 0) {
    throw new Error(`The environment cannot be used: ${faults.join('; ')}.`);
  }
  return settings;
}
