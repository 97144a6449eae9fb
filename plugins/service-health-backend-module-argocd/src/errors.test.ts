/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { UpstreamFault } from '@openpolicy/plugin-service-health-node/upstream';
import { ArgoCdError, toSourceFailure, toSyncError } from './errors';

const context = { instance: 'lab', credentialKey: 'argocd.x.token' };

describe('ArgoCdError', () => {
  it.each([
    [
      'the message of the gateway',
      '{"error":"e","code":7,"message":"permission denied"}',
      7,
      'permission denied',
    ],
    [
      'only the status of a page',
      '<html>no</html>',
      undefined,
      'HTTP status 502',
    ],
    [
      'only the status of markup in JSON',
      '{"code":2,"message":"<script>alert(1)</script>"}',
      2,
      'HTTP status 502',
    ],
    [
      'one line of several',
      '{"code":2,"message":"a\\nb\\u001b[31m"}',
      2,
      'a b [31m',
    ],
    [
      'no credential',
      '{"code":2,"message":"clone https://bot:s3cr3t@git.example.com failed, token=abcdefgh"}',
      2,
      'clone https://***@git.example.com failed, token=***',
    ],
  ])('keeps %s', (_what, text, code, message) => {
    expect(ArgoCdError.fromAnswer({ status: 502, text })).toMatchObject({
      code,
      message,
      status: 502,
    });
  });
});

describe('toSourceFailure', () => {
  it.each([
    [
      new ArgoCdError(401, 16, 'invalid session'),
      "Failed to read applications from Argo CD 'lab': it does not accept the portal's token.",
      /'argocd\.x\.token'/,
    ],
    [
      new ArgoCdError(403, 7, 'permission denied'),
      "Failed to read applications from Argo CD 'lab': the portal's account has not the permission.",
      /'get' applications/,
    ],
    [
      new ArgoCdError(404, undefined, 'HTTP status 404'),
      "Failed to read applications from Argo CD 'lab': there is no Argo CD API at the configured URL.",
      /URL of instance 'lab'/,
    ],
    [
      new ArgoCdError(503, 14, 'unavailable'),
      "Failed to read applications from Argo CD 'lab': it answered with an error: unavailable.",
      undefined,
    ],
    [
      new UpstreamFault('certificate', 'its certificate was not accepted (X)'),
      "Failed to read applications from Argo CD 'lab': its certificate was not accepted (X).",
      /'caFile' or 'caData'/,
    ],
    [
      new UpstreamFault('timeout', 'no answer within 5 s'),
      "Failed to read applications from Argo CD 'lab': no answer within 5 s.",
      /portal can reach it/,
    ],
    [
      new TypeError('CANARY is not a function'),
      "Failed to read applications from Argo CD 'lab': of a fault in the portal; see its log.",
      undefined,
    ],
  ])('explains %s', (error, reason, nextStep) => {
    const failure = toSourceFailure(error, context);
    expect(failure.reason).toBe(reason);
    expect(failure.nextStep ?? '').toMatch(nextStep ?? /^$/);
  });
});

describe('toSyncError', () => {
  const gateway = (code: number, message: string) =>
    new ArgoCdError(400, code, message);

  it.each([
    [
      gateway(9, 'another operation is already in progress'),
      'ConflictError',
      'another operation is already in progress. Wait until',
    ],
    [
      gateway(
        9,
        'error setting app operation: rpc error: code = FailedPrecondition desc = another operation is already in progress',
      ),
      'ConflictError',
      ': another operation is already in progress. Wait',
    ],
    [
      gateway(9, 'Cannot sync to v2: auto-sync currently set to main'),
      'ConflictError',
      'auto-sync holds it at another revision',
    ],
    [gateway(9, 'application is deleting'), 'ConflictError', 'being deleted'],
    [
      gateway(9, 'sync with replace was disabled on the API Server level'),
      'ConflictError',
      'Replace=true',
    ],
    [gateway(9, 'something new'), 'ConflictError', 'refused it: something new'],
    [
      gateway(7, 'cannot sync: blocked by sync window'),
      'NotAllowedError',
      'blocked by sync window',
    ],
    [
      gateway(7, 'permission denied: applications, sync, x/y'),
      'NotAllowedError',
      "'argocd.x.token'",
    ],
    [gateway(5, 'not found'), 'NotFoundError', 'not visible'],
    [gateway(3, 'bad field'), 'InputError', 'bad field'],
    [gateway(16, 'expired'), 'ServiceUnavailableError', "portal's token"],
    [gateway(8, 'slow down'), 'ServiceUnavailableError', 'rate of requests'],
    [gateway(4, 'deadline'), 'SyncOutcomeUnknownError', 'may have started'],
    [gateway(14, 'closing'), 'SyncOutcomeUnknownError', 'may have started'],
    [gateway(2, 'odd'), 'SyncOutcomeUnknownError', 'may have started'],
    [
      new ArgoCdError(502, undefined, 'HTTP status 502'),
      'SyncOutcomeUnknownError',
      'HTTP status 502',
    ],
    [
      new ArgoCdError(415, undefined, 'HTTP status 415'),
      'ServiceUnavailableError',
      'HTTP status 415',
    ],
    [
      new UpstreamFault('refused', 'the connection was refused'),
      'ServiceUnavailableError',
      'the connection was refused',
    ],
    [
      new UpstreamFault('timeout', 'no answer within 15 s', {
        mayHaveActed: true,
      }),
      'SyncOutcomeUnknownError',
      'no answer within 15 s',
    ],
  ])('maps %s to %s', (error, name, text) => {
    const mapped = toSyncError(error, {
      ...context,
      application: 'checkout',
      step: 'sent',
    }) as Error;
    expect(mapped.name).toBe(name);
    expect(mapped.message).toContain(
      "Failed to sync application 'checkout' on Argo CD 'lab': ",
    );
    expect(mapped.message).toContain(text);
  });

  it.each([
    gateway(14, 'closing'),
    new ArgoCdError(502, undefined, 'HTTP status 502'),
    new UpstreamFault('timeout', 'no answer', { mayHaveActed: true }),
  ])('knows that nothing was sent while the application was read', error => {
    expect(
      toSyncError(error, {
        ...context,
        application: 'checkout',
        step: 'before',
      }),
    ).toMatchObject({ name: 'ServiceUnavailableError' });
  });

  it('leaves errors that are not of Argo CD as they are', () => {
    const own = new Error('the binding has changed');
    expect(
      toSyncError(own, { ...context, application: 'a', step: 'before' }),
    ).toBe(own);
  });
});
