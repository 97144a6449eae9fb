import { currentContext } from './requestContext.ts';

/** Reports that are under way at once; further ones are dropped. */
const MAX_PENDING = 10;
/** Time for one report, in milliseconds. */
const DEADLINE = 2_000;
const MAX_TEXT = 4_000;

/** Below the address that ERROR_REPORTING_URL names. */
const PATH = 'errors';

type Outcome = 'sent' | 'failed' | 'dropped';

export interface ErrorReporter {
  /** Returns at once and never throws. */
  report(error: unknown, details?: { route?: string }): void;
  /** Waits for reports that are under way. */
  flush(): Promise<void>;
}

/**
 * Tells the platform about errors that nobody expected. A platform that is slow or
 * down costs a request nothing.
 */
export function createErrorReporter(options: {
  url: URL | undefined;
  service: string;
  environment: string;
  version: string;
  onOutcome(outcome: Outcome): void;
}): ErrorReporter {
  const { url, service, environment, version, onOutcome } = options;
  const pending = new Set<Promise<void>>();

  async function send(target: URL, report: object): Promise<void> {
    try {
      const response = await fetch(target, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(report),
        redirect: 'error',
        signal: AbortSignal.timeout(DEADLINE),
      });
      await response.body?.cancel();
      onOutcome(response.ok ? 'sent' : 'failed');
    } catch {
      onOutcome('failed');
    }
  }

  return {
    report(error, details = {}) {
      if (!url) return;
      if (pending.size >= MAX_PENDING) {
        onOutcome('dropped');
        return;
      }
      const { name, message, stack } =
        error instanceof Error ? error : new Error(String(error));
      const context = currentContext();
      const sending = send(below(url, PATH), {
        time: new Date().toISOString(),
        service,
        environment,
        version,
        type: name,
        message: withoutSecrets(message),
        stack: withoutSecrets(stack ?? ''),
        requestId: context?.requestId,
        traceId: context?.traceId,
        ...details,
      }).finally(() => pending.delete(sending));
      pending.add(sending);
    },
    async flush() {
      await Promise.all(pending);
    },
  };
}

function below(base: URL, path: string): URL {
  const url = new URL(base);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/${path}`;
  return url;
}

/** Messages of drivers like to repeat the address that they could not reach. */
export function withoutSecrets(text: string): string {
  return text
    .slice(0, MAX_TEXT)
    .replace(/([a-z][\w+.-]*:\/\/)[^\s/@]*@/gi, '$1***@')
    .replace(/\b(bearer|basic)\s+[\w.~+/=-]+/gi, '$1 ***')
    .replace(
      /\b([\w-]*(?:password|passwd|secret|token|api[-_]?key))(["']?\s*[=:]\s*)("[^"]*"|'[^']*'|[^\s,;&}]+)/gi,
      '$1$2***',
    );
}
