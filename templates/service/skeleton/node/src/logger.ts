import { currentContext } from './requestContext.ts';
import { LOG_LEVELS, type LogLevel } from './settings.ts';

type Fields = Record<string, unknown>;
export type Logger = Record<
  LogLevel,
  (message: string, fields?: Fields) => void
>;

/**
 * Writes a line of JSON an event. The message is always the same for the same
 * event; what differs is in the fields, so that events can be counted.
 */
export function createLogger(options: {
  level: LogLevel;
  /** Of every line. */
  fields: Fields;
  write?: (line: string) => void;
}): Logger {
  const write = options.write ?? (line => process.stdout.write(line));
  const lowest = LOG_LEVELS.indexOf(options.level);
  const logger = {} as Logger;
  for (const [index, level] of LOG_LEVELS.entries()) {
    logger[level] = (message, fields = {}) => {
      if (index < lowest) return;
      const context = currentContext();
      const line = {
        time: new Date().toISOString(),
        level,
        message,
        ...options.fields,
        requestId: context?.requestId,
        traceId: context?.traceId,
        ...fields,
      };
      write(`${JSON.stringify(line, plainErrors)}\n`);
    };
  }
  return logger;
}

/** An error has no fields of its own that JSON would write. */
function plainErrors(_key: string, value: unknown): unknown {
  return value instanceof Error
    ? { name: value.name, message: value.message, stack: value.stack }
    : value;
}
