/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import fc from './fc';
import { compact, maybe, nastyText, whole } from './texts';

/** Memory or disk of at least 16 MiB, and its limit of at most twice that. */
const amounts = () =>
  fc
    .record({ request: whole(16, 4096), more: whole(0, 100) })
    .map(({ request, more }) => ({
      request: `${request}Mi`,
      limit:
        more === 100 && request % 512 === 0
          ? `${(request * 2) / 1024}Gi`
          : `${Math.floor(request * (1 + more / 100))}Mi`,
    }));

const cpu = () =>
  fc
    .record({ request: whole(10, 4000), times: whole(1, 4) })
    .map(({ request, times }) => ({
      request: request % 1000 === 0 ? `${request / 1000}` : `${request}m`,
      limit:
        request % 500 === 0
          ? `${(request * times) / 1000}`
          : `${request * times}m`,
    }));

export const resources = () =>
  fc
    .record({
      cpu: maybe(cpu()),
      memory: amounts(),
      ephemeral: maybe(amounts()),
    })
    .map(compact);

/** A range or a fixed number, as a tier allows it. */
export const scale = (least: number) =>
  fc.oneof(
    fc.constant({}),
    whole(least, 9).map(replicas => ({ replicas })),
    fc
      .record({
        min: whole(least, 9),
        more: whole(1, 90),
        cpu: maybe(whole(10, 95)),
        memory: maybe(whole(10, 95)),
        behavior: maybe(fc.constantFrom('steady', 'spiky')),
      })
      .map(({ min, more, ...rest }) => ({
        scale: compact({ min, max: min + more, ...rest }),
      })),
  );

/** Variables whose names say nothing of secrets. */
export const variables = () =>
  fc.dictionary(
    fc.constantFrom('A', 'Y', 'ON', 'NULL', 'LOG_LEVEL', 'FEATURE_2', 'X_1_Y'),
    nastyText(),
    { maxKeys: 5, noNullPrototype: true },
  );

export const secrets = () =>
  fc.uniqueArray(
    fc.record({
      key: fc.constantFrom('jwt', 'card-key', 'tls.crt', 'y', 'A_1'),
      path: fc.constantFrom('shop/a', 'shop/till/card-key', 'a/b.c/d_e'),
    }),
    { maxLength: 3, selector: ({ key }) => key },
  );

export const security = () =>
  fc
    .record({
      runAsUser: maybe(fc.oneof(whole(10000, 99999), fc.constant(2147483647))),
      writablePaths: maybe(
        fc.subarray(['/tmp', '/var/cache/app', '/home/app', '/y'], {}),
      ),
      egressHosts: maybe(
        fc.uniqueArray(
          fc
            .record({
              host: fc.constantFrom('api.example.com', 'a.b-c.io', 'xn--a.de'),
              port: maybe(fc.constantFrom(25, 443, 8443)),
              tls: maybe(fc.boolean()),
            })
            .map(compact),
          {
            maxLength: 4,
            selector: ({ host, port = 443 }) => `${host}:${port}`,
          },
        ),
      ),
    })
    .map(compact);

export const rbac = () =>
  fc.array(
    fc.oneof(
      fc.record({
        resources: fc.subarray(['configmaps', 'pods', 'pods/log'], {
          minLength: 1,
        }),
        verbs: fc.subarray(['get', 'list', 'watch'], { minLength: 1 }),
      }),
      fc.constant({
        resources: ['secrets'],
        resourceNames: ['till-rotation'],
        verbs: ['get'],
      }),
      fc.constant({
        apiGroups: ['batch', 'apps'],
        resources: ['jobs', 'deployments'],
        verbs: ['get', 'create', 'delete'],
      }),
    ),
    { maxLength: 2 },
  );

export const storage = () =>
  fc
    .record({
      size: fc.constantFrom('10Gi', '900Mi', '1.5Gi'),
      path: maybe(fc.constantFrom('/data', '/var/lib/app')),
      className: maybe(fc.constantFrom('fast', 'y')),
    })
    .map(compact);

/** What a job is, besides its kind. */
export const run = () =>
  fc
    .record({
      timeZone: maybe(
        fc.constantFrom('Europe/Berlin', 'UTC', 'America/Argentina/Ushuaia'),
      ),
      concurrency: maybe(fc.constantFrom('Allow', 'Forbid', 'Replace')),
      deadlineSeconds: maybe(whole(1, 604800)),
      backoffLimit: maybe(whole(0, 10)),
      command: maybe(fc.array(nastyText(), { maxLength: 3 })),
      args: maybe(fc.array(nastyText(), { maxLength: 3 })),
    })
    .map(compact);

export const schedule = () =>
  fc.constantFrom(
    '15 3 * * *',
    '*/5 * * * *',
    '0 0 1 JAN-jun mon',
    '7/20 1,2,3 ? * 0-6/2',
  );
