/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { rootCertificates } from 'node:tls';

const repository = resolve(__dirname, '../../..');
const POSTGRES =
  process.env.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING;

/** A start takes a few seconds where nothing else runs. */
const READY_MS = 120_000;

/** Starts the backend as it is shipped, with the shipped configuration, in a process of its own. */
describe('the shipped backend', () => {
  // Two starts in one test, and the end of the last.
  jest.setTimeout(2 * READY_MS + 60_000);

  let folder: string;
  let port: number;
  let child: ChildProcess | undefined;
  /** Resolves when the child has ended and all that it wrote is in `output`. */
  let closed: Promise<void>;
  let output = '';

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'openpolicy-backend-'));
    port = await freePort();
    output = '';
  });

  afterEach(async () => {
    if (child) {
      await stop();
    }
    child = undefined;
    await rm(folder, { recursive: true, force: true });
  });

  function collect(data: Buffer) {
    output += data;
  }

  async function start(options: {
    configs?: string[];
    override?: object;
    env?: Record<string, string>;
  }) {
    const override = join(folder, 'override.yaml');
    const base = `http://127.0.0.1:${port}`;
    // JSON is YAML.
    await writeFile(
      override,
      JSON.stringify({
        ...options.override,
        app: { baseUrl: base, ...(options.override as any)?.app },
        backend: {
          baseUrl: base,
          // A string, as in the production configuration: a layer below may not be of another type.
          listen: `127.0.0.1:${port}`,
          ...(options.override as any)?.backend,
        },
      }),
    );
    const files = ['app-config.yaml', ...(options.configs ?? [])].map(name =>
      join(repository, name),
    );
    child = spawn(
      process.execPath,
      [
        '--require',
        '@backstage/cli/config/nodeTransform.cjs',
        'src/index.ts',
        ...[...files, override].flatMap(file => ['--config', file]),
      ],
      {
        cwd: join(repository, 'packages/backend'),
        env: {
          PATH: process.env.PATH,
          HOME: process.env.HOME,
          NODE_ENV: 'development',
          OPENPOLICY_DATABASE_DIRECTORY: folder,
          ...options.env,
        },
      },
    );
    child.stdout!.on('data', collect);
    child.stderr!.on('data', collect);
    closed = new Promise(done => child!.once('close', () => done()));
  }

  /** Whether the backend became ready; false if it ended before. */
  async function becomesReady(): Promise<boolean> {
    const url = `http://127.0.0.1:${port}/.backstage/health/v1/readiness`;
    const isReady = async () => {
      const answer = await fetch(url).catch(() => undefined);
      return answer?.ok === true;
    };
    const deadline = performance.now() + READY_MS;
    while (child!.exitCode === null && child!.signalCode === null) {
      if (await isReady()) return true;
      if (performance.now() > deadline) {
        throw new Error(`The backend hangs: ${output.slice(-2_000)}`);
      }
      await sleep(200);
    }
    // It has ended, which is known before its last words are.
    await closed;
    return false;
  }

  it('starts on SQLite without any upstream, and keeps its data over a restart', async () => {
    await start({});
    expect(await becomesReady()).toBe(true);
    const first = await guestServices();
    expect(first.status).toBe(200);
    await stop();

    await start({});
    expect(await becomesReady()).toBe(true);
    // The session of the first run is signed by keys that only the database has.
    const again = await fetch(
      `http://127.0.0.1:${port}/api/service-health/services`,
      { headers: { authorization: `Bearer ${first.token}` } },
    );
    expect(again.status).toBe(200);
  });

  (POSTGRES ? describe : describe.skip)('on PostgreSQL', () => {
    it('starts with the production configuration, and lets no guest in', async () => {
      const postgres = new URL(POSTGRES!);
      await start({
        configs: ['app-config.production.yaml'],
        override: {
          backend: {
            database: {
              prefix: `portal_${port}_`,
              // The test's server speaks no TLS.
              connection: { ssl: false },
            },
            cache: { store: 'memory', connection: null },
          },
          catalog: { locations: [] },
        },
        env: {
          NODE_ENV: 'production',
          PORTAL_URL: `http://127.0.0.1:${port}`,
          POSTGRES_HOST: postgres.hostname,
          POSTGRES_PORT: postgres.port,
          POSTGRES_USER: postgres.username,
          POSTGRES_PASSWORD: postgres.password,
          REDIS_URL: 'redis://127.0.0.1:1',
          AUTH_SESSION_SECRET: 'only-for-this-test',
          OIDC_METADATA_URL: 'http://127.0.0.1:1/metadata',
          OIDC_CLIENT_ID: 'portal',
          OIDC_CLIENT_SECRET: 'only-for-this-test',
          K8S_URL: 'https://127.0.0.1:1',
          K8S_TOKEN: 'only-for-this-test',
          K8S_DRY_RUN_TOKEN: 'only-for-this-test',
          GITHUB_TOKEN: 'only-for-this-test',
          GITOPS_REPOSITORY: 'http://127.0.0.1:1/deploy.git',
          NEW_REPOSITORIES: 'https://github.com/openpolicy',
          K8S_CA_DATA: Buffer.from(rootCertificates[0]).toString('base64'),
          ARGOCD_URL: 'http://127.0.0.1:1',
          ARGOCD_VIEW_TOKEN: 'only-for-this-test',
          ARGOCD_SYNC_TOKEN: 'only-for-this-test',
          PROMETHEUS_URL: 'http://127.0.0.1:1',
          ALERTMANAGER_URL: 'http://127.0.0.1:1',
        },
      });
      const ready = await becomesReady();
      expect({ ready, output: ready ? '' : output.slice(-2_000) }).toEqual({
        ready: true,
        output: '',
      });
      const guest = await fetch(
        `http://127.0.0.1:${port}/api/auth/guest/refresh`,
        {
          method: 'POST',
          headers: { 'x-requested-with': 'XMLHttpRequest' },
        },
      );
      expect(guest.ok).toBe(false);
      expect(output).not.toContain('only-for-this-test');
    });
  });

  it.each<[string, object, RegExp]>([
    [
      'an Argo CD without a token',
      {
        argocd: {
          appLocatorMethods: [
            {
              type: 'config',
              instances: [{ name: 'main', url: 'http://127.0.0.1:1' }],
            },
          ],
        },
      },
      /argocd\.appLocatorMethods\[0\]\.instances\[0\]\.token/,
    ],
    [
      'a Prometheus whose address is none',
      { prometheus: { instances: [{ name: 'main', url: 'not an address' }] } },
      /prometheus\.instances\[0\]\.url/,
    ],
    [
      'a period that is none',
      { serviceHealth: { staleAfter: 'soon' } },
      /serviceHealth\.staleAfter/,
    ],
  ])('names the key of %s', async (_, override, key) => {
    await start({ override });
    const ready = await becomesReady();
    expect({ ready, named: key.test(output) }).toEqual({
      ready: false,
      named: true,
    });
  });

  async function stop() {
    child!.kill('SIGTERM');
    const late = setTimeout(() => child!.kill('SIGKILL'), 10_000);
    await closed;
    clearTimeout(late);
  }

  async function guestServices() {
    const base = `http://127.0.0.1:${port}/api`;
    const session = await fetch(`${base}/auth/guest/refresh`, {
      method: 'POST',
      headers: { 'x-requested-with': 'XMLHttpRequest' },
    });
    const token: string = (await session.json()).backstageIdentity.token;
    const { status } = await fetch(`${base}/service-health/services`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return { status, token };
  }
});

/**
 * Not one that the system picks: those are in the range of outgoing connections, and the seconds until the backend listens are enough
 * for another test to get the same one.
 */
async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(15_000, 32_000);
    const server = createServer();
    const isFree = await new Promise<boolean>(done => {
      server.once('error', () => done(false));
      server.listen(port, '127.0.0.1', () => server.close(() => done(true)));
    });
    if (isFree) return port;
  }
}
