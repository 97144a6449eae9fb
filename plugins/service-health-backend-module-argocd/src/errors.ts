/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  SourceFailure,
  SyncOutcomeUnknownError,
} from '@openpolicy/plugin-service-health-node';
import {
  UpstreamFault,
  asCount,
  asRecord,
  cleanText,
  isUnreachable,
} from '@openpolicy/plugin-service-health-node/upstream';

/**
 * gRPC status codes, as Argo CD's gateway puts them into `code` of an error body (grpc-gateway v1, `runtime/errors.go`).
 *
 * @internal
 */
export const GRPC_CODE = {
  Canceled: 1,
  Unknown: 2,
  InvalidArgument: 3,
  DeadlineExceeded: 4,
  NotFound: 5,
  AlreadyExists: 6,
  PermissionDenied: 7,
  ResourceExhausted: 8,
  FailedPrecondition: 9,
  Aborted: 10,
  OutOfRange: 11,
  Internal: 13,
  Unavailable: 14,
  Unauthenticated: 16,
} as const;

/**
 * Argo CD answered with an error. The message is upstream's, cleaned and short; it never reaches a page unmapped.
 *
 * @internal
 */
export class ArgoCdError extends Error {
  readonly name = 'ArgoCdError';

  constructor(
    readonly status: number,
    /** The gRPC code; undefined if the answer was not the gateway's, e.g. a proxy's page. */
    readonly code: number | undefined,
    message: string,
  ) {
    super(message);
  }

  /** Reads the gateway's error body `{error, code, message}`. */
  static fromAnswer(answer: { status: number; text: string }): ArgoCdError {
    let body: unknown;
    try {
      body = JSON.parse(answer.text.slice(0, 65_536));
    } catch {
      // A proxy's page or a plain text of net/http, told by its status alone.
    }
    const { code, message, error } = asRecord(body);
    const text = cleanText(message, 400) ?? cleanText(error, 400);
    return new ArgoCdError(
      answer.status,
      asCount(code),
      // Upstream text only if it is no markup.
      text && !/<[a-z!/]/i.test(text) ? text : `HTTP status ${answer.status}`,
    );
  }
}

/**
 * What was tried, for messages.
 *
 * @internal
 */
export interface FailureContext {
  instance: string;
  /** Configuration key of the credential that was used. */
  credentialKey: string;
}

/** Why, in words that complete a sentence, and what to do. */
interface Explanation {
  cause: string;
  nextStep?: string;
}

function explainAnswer(
  error: ArgoCdError,
  context: FailureContext & { action: 'read' | 'sync' },
): Explanation {
  const { code, status } = error;
  if (code === GRPC_CODE.Unauthenticated || status === 401) {
    return {
      cause: "it does not accept the portal's token",
      nextStep: `Check '${context.credentialKey}' in the portal's configuration: the token may be wrong, expired or revoked.`,
    };
  }
  if (code === GRPC_CODE.PermissionDenied || status === 403) {
    return {
      cause: "the portal's account has not the permission",
      nextStep: `Let the account of '${context.credentialKey}' '${
        context.action === 'sync' ? 'get and sync' : 'get'
      }' applications, in the policy of Argo CD.`,
    };
  }
  if (code === GRPC_CODE.ResourceExhausted || status === 429) {
    return { cause: 'it limits the rate of requests' };
  }
  if (status === 404) {
    return {
      cause: 'there is no Argo CD API at the configured URL',
      nextStep: `Check the URL of instance '${context.instance}' in 'argocd.appLocatorMethods'.`,
    };
  }
  return { cause: `it answered with an error: ${error.message}` };
}

function explainFault(
  fault: UpstreamFault,
  context: FailureContext,
): Explanation {
  switch (fault.kind) {
    case 'certificate':
      return {
        cause: fault.message,
        nextStep: `Name its certificate authority in 'caFile' or 'caData' of instance '${context.instance}', or correct the host name in its URL.`,
      };
    case 'notFound':
    case 'redirect':
    case 'contentType':
    case 'garbage':
      return {
        cause: fault.message,
        nextStep: `Check that the URL of instance '${context.instance}' is that of Argo CD's API server itself.`,
      };
    default:
      return {
        cause: fault.message,
        nextStep: 'Check that Argo CD runs and that the portal can reach it.',
      };
  }
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
  let explanation: Explanation;
  if (error instanceof ArgoCdError) {
    explanation = explainAnswer(error, { ...context, action: 'read' });
  } else if (error instanceof UpstreamFault) {
    explanation = explainFault(error, context);
  } else {
    explanation = { cause: 'of a fault in the portal; see its log' };
  }
  return {
    reason: `Failed to read applications from Argo CD '${context.instance}': ${explanation.cause}.`,
    nextStep: explanation.nextStep,
    unreachable: isUnreachable(error),
  };
}

/**
 * What a sync of one application ended in.
 *
 * @internal
 */
export interface SyncFailureContext extends FailureContext {
  application: string;
  /** `before`: while the application was read. `sent`: the request itself. */
  step: 'before' | 'sent';
}

/** What Argo CD refuses for the application's own state, by its words. Code and words together decide. */
const CONFLICTS: readonly [RegExp, string, string][] = [
  [
    /another operation is already in progress/i,
    'another operation is already in progress',
    'Wait until it has ended, then try again.',
  ],
  [
    /auto-sync (?:is )?currently set to|when auto-sync is enabled/i,
    'auto-sync holds it at another revision',
    'Change the target revision in Git instead.',
  ],
  [
    /application is deleting/i,
    'it is being deleted',
    'Wait until it is gone, or create it anew in Git.',
  ],
  [
    /sync with replace was disabled/i,
    "it asks for 'Replace=true', which the Argo CD server has switched off",
    "Remove that sync option from the application, or ask Argo CD's operator.",
  ],
];

/**
 * Maps whatever a sync ended in to the errors that {@link @openpolicy/plugin-service-health-node#DeliveryProvider} promises, by
 * code and message. Nothing else maps Argo CD's errors of a sync.
 *
 * Our own errors, as `verify` throws them, come back unchanged.
 *
 * @internal
 */
export function toSyncError(
  error: unknown,
  context: SyncFailureContext,
): unknown {
  const what = `Failed to sync application '${context.application}' on Argo CD '${context.instance}'`;
  const say = (cause: string, nextStep?: string) =>
    nextStep ? `${what}: ${cause}. ${nextStep}` : `${what}: ${cause}.`;
  const sayExplained = ({ cause, nextStep }: Explanation) =>
    say(cause, nextStep);
  const lost = (cause: string) =>
    new SyncOutcomeUnknownError(
      say(
        `the request was sent, and ${cause}`,
        'It may have started: look at its operation before you try again.',
      ),
    );

  if (error instanceof UpstreamFault) {
    if (error.kind === 'url') {
      return new InputError(say(error.message));
    }
    return context.step === 'sent' && error.mayHaveActed
      ? lost(error.message)
      : new ServiceUnavailableError(sayExplained(explainFault(error, context)));
  }
  if (!(error instanceof ArgoCdError)) {
    return error;
  }

  const { code, status, message } = error;
  switch (code) {
    case GRPC_CODE.FailedPrecondition:
    case GRPC_CODE.AlreadyExists:
    case GRPC_CODE.Aborted: {
      const known = CONFLICTS.find(([words]) => words.test(message));
      return new ConflictError(
        known ? say(known[1], known[2]) : say(`Argo CD refused it: ${message}`),
      );
    }
    case GRPC_CODE.InvalidArgument:
    case GRPC_CODE.OutOfRange:
      return new InputError(say(`Argo CD refused it: ${message}`));
    case GRPC_CODE.NotFound:
      return new NotFoundError(
        say(
          "it does not exist, is in another project, or is not visible to the portal's account",
        ),
      );
    case GRPC_CODE.PermissionDenied:
      if (/sync window/i.test(message)) {
        return new NotAllowedError(
          say(
            'blocked by sync window',
            'Wait until the window allows it, or ask the owner of the project.',
          ),
        );
      }
      return new NotAllowedError(
        sayExplained(explainAnswer(error, { ...context, action: 'sync' })),
      );
    case GRPC_CODE.Unauthenticated:
    case GRPC_CODE.ResourceExhausted:
      return new ServiceUnavailableError(
        sayExplained(explainAnswer(error, { ...context, action: 'sync' })),
      );
    default:
  }
  // No code of the gateway: a proxy spoke. What it says of a request that it may have passed on proves nothing.
  const isRefusal = code === undefined && status >= 400 && status < 500;
  if (context.step === 'before' || (isRefusal && status !== 408)) {
    return new ServiceUnavailableError(
      sayExplained(explainAnswer(error, { ...context, action: 'sync' })),
    );
  }
  return lost(`Argo CD answered with an error: ${message}`);
}
