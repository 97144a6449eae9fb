/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { SECRETS_PATH } from '../../conventions';
import { ManifestValue } from '../../types';
import { placeholderOf } from './placeholders';

/**
 * How a kind of Resource runs in a cluster of one's own: an image and what it
 * needs to run as any user, on a root file system that it cannot write.
 *
 * @internal
 */
export interface LocalResourceKind {
  /** As people call it. */
  title: string;
  image: string;
  /** Name of its port; the prefix tells the mesh not to look into it. */
  portName: string;
  args?: string[];
  env?: Record<string, string>;
  /** Where the volume is mounted that is kept. */
  dataPath: string;
  /** Where it writes what may be lost. */
  scratchPaths: string[];
  /** Commands that succeed once clients are served. */
  readinessCommand: string[];
  memory: { request: string; limit: string };
  /** Files of its Secret, which it reads from SECRETS_PATH. */
  secret: Record<string, string>;
}

/** User and database of the services, and their user at the broker. */
const USER = 'openpolicy';

/**
 * By the scheme of a Resource's endpoint. A scheme that is not here has no local
 * stand-in. Tag and digest belong together; both were taken from public uses of
 * the official images.
 *
 * @internal
 */
export const LOCAL_RESOURCE_KINDS: Record<string, LocalResourceKind> = {
  postgresql: {
    title: 'PostgreSQL',
    image:
      'docker.io/library/postgres:17.11@sha256:d74eeac9a635390a49bc21bd49fccd973de707e2a53a76ac49b552b8712ec46f',
    portName: 'tcp-postgresql',
    env: {
      PGDATA: '/var/lib/postgresql/data/pgdata',
      POSTGRES_DB: USER,
      POSTGRES_PASSWORD_FILE: `${SECRETS_PATH}/db-password`,
      POSTGRES_USER: USER,
    },
    dataPath: '/var/lib/postgresql/data',
    scratchPaths: ['/tmp', '/var/run/postgresql'],
    // By TCP: the server that only initialises the database has just a socket.
    readinessCommand: ['pg_isready', '--quiet', '--host=127.0.0.1'],
    memory: { request: '256Mi', limit: '512Mi' },
    secret: { 'db-password': placeholderOf('db-password') },
  },
  redis: {
    title: 'Redis',
    image:
      'docker.io/library/redis:8.2.1@sha256:5fa2edb1e408fa8235e6db8fab01d1afaaae96c9403ba67b70feceb8661e8621',
    portName: 'tcp-redis',
    args: [
      'redis-server',
      '--dir',
      '/data',
      '--appendonly',
      'yes',
      '--aclfile',
      `${SECRETS_PATH}/users.acl`,
    ],
    dataPath: '/data',
    scratchPaths: ['/tmp'],
    // As a user of its own, so that the password stands in no command line. An
    // error, such as one of a server that still loads its data, is exit code 1.
    readinessCommand: [
      'redis-cli',
      '-e',
      '--no-auth-warning',
      '--user',
      'probe',
      '--pass',
      'probe',
      'PING',
    ],
    memory: { request: '128Mi', limit: '256Mi' },
    secret: {
      'users.acl': [
        `user default on >${placeholderOf('redis-password')} ~* &* +@all`,
        'user probe on >probe -@all +ping',
        '',
      ].join('\n'),
    },
  },
  amqp: {
    title: 'RabbitMQ',
    image:
      'docker.io/library/rabbitmq:4.2.0@sha256:8b31dd492c1f97d48127326dd07519f8aa854b6e75cb7ebf76878daba1c57259',
    portName: 'tcp-amqp',
    env: {
      // A directory of configuration files, in place of the image's own one.
      RABBITMQ_CONFIG_FILES: SECRETS_PATH,
    },
    dataPath: '/var/lib/rabbitmq/mnesia',
    // The home directory holds the cookie of Erlang. On the volume, the kubelet
    // would open it to the group at each start, and Erlang refuses such a cookie.
    scratchPaths: ['/tmp', '/var/lib/rabbitmq'],
    readinessCommand: ['rabbitmq-diagnostics', '--quiet', 'check_running'],
    memory: { request: '512Mi', limit: '1Gi' },
    secret: {
      '10-credentials.conf': [
        `default_user = ${USER}`,
        `default_pass = ${placeholderOf('rabbitmq-password')}`,
        'log.console = true',
        '',
      ].join('\n'),
    },
  },
};

/** Environment variables as a container has them. */
export function containerEnv(
  env: Record<string, string> | undefined,
): ManifestValue {
  return env && Object.entries(env).map(([name, value]) => ({ name, value }));
}
