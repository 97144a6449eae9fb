/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  labPaths,
  LabPaths,
  prepareLab,
  Progress,
  startLab,
  stopLab,
} from '@openpolicy/lab';
import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DevPaths, devPaths } from '../paths';
import { startPortal, stopPortal } from '../portal';
import { ensureBrowser } from './browser';
import { readReport, runNode } from './commands';
import { CountingProxy, startCountingProxy } from './countingProxy';
import { playwrightCounts, SuiteResult } from './summary';

/**
 * The end-to-end tests: a lab and a portal of their own, beside whatever the developer runs, and a real Chromium. Between portal and
 * upstreams stand proxies that count.
 */
export async function runEndToEnd(
  paths: DevPaths,
  progress: Progress,
): Promise<SuiteResult> {
  const begun = performance.now();
  const run = join(paths.repository, '.run/e2e');
  const browser = await ensureBrowser(progress);
  const portalPaths = devPaths(join(run, 'portal'));
  const location = { repository: paths.repository, run: join(run, 'lab') };
  const lab = labPaths(location);
  const report = join(run, 'report.json');

  // What an earlier run that was cut off left behind.
  await stopPortal(portalPaths);
  await stopLab(location);
  await rm(run, { recursive: true, force: true });
  await mkdir(run, { recursive: true });

  const closers: (() => Promise<unknown>)[] = [];
  const release = async () => {
    for (const close of closers.reverse()) await close();
  };
  const interrupted = () => {
    void release().then(() => process.exit(130));
  };
  process.once('SIGINT', interrupted);
  process.once('SIGTERM', interrupted);
  try {
    await prepareLab(lab);
    // The tests break entities: in a copy.
    const catalog = join(run, 'catalog-info');
    await cp(join(paths.repository, 'catalog-info'), catalog, {
      recursive: true,
    });
    const { proxies, overrides } = await startProxies(lab);
    closers.push(() => Promise.all(proxies.map(proxy => proxy.close())));
    const startOwnPortal = () =>
      startPortal({
        paths: portalPaths,
        progress,
        configs: [lab.appConfig],
        overrides: {
          ...overrides,
          ...catalogOverrides(
            catalog,
            join(paths.repository, 'templates/all.yaml'),
          ),
        },
      });
    const control = await serveControl(proxies, async () => {
      await stopPortal(portalPaths);
      await startOwnPortal();
    });
    closers.push(control.close);

    closers.push(() => stopLab(location));
    closers.push(() => stopPortal(portalPaths));
    const [portal] = await Promise.all([
      startOwnPortal(),
      startLab({ ...location, progress }),
    ]);
    const log = join(paths.repository, '.run/test/logs/e2e.log');
    const code = await runNode({
      paths,
      log,
      args: [
        'node_modules/@playwright/test/cli.js',
        'test',
        // Some of the files only, while one writes them.
        ...(process.env.E2E_TESTS?.split(' ') ?? []),
      ],
      env: {
        OPENPOLICY_BROWSER: browser,
        PLAYWRIGHT_JSON_OUTPUT_NAME: report,
        E2E_PORTAL_URL: portal.url,
        E2E_PORTAL_LOG: portal.log,
        E2E_CONTROL_URL: control.url,
        E2E_CATALOG: catalog,
        E2E_PICTURES: join(run, 'pictures'),
        OPENPOLICY_LAB_DIR: lab.run,
      },
      show: line =>
        /^\s+([✓✘✔]|ok|-|x)\s/.test(line) || /flaky|Error:/.test(line),
    });
    const counts = await readReport(report, playwrightCounts);
    for (const line of await measured(report)) progress.line(line);
    return {
      name: 'e2e',
      ...counts,
      failed: counts.failed || (code === 0 ? 0 : 1),
      seconds: (performance.now() - begun) / 1000,
      hint: 'the whole output is .run/test/logs/e2e.log, pictures of what failed are in test-results/',
    };
  } finally {
    process.off('SIGINT', interrupted);
    process.off('SIGTERM', interrupted);
    await release();
  }
}

/** What the tests measured, as they annotated it. */
async function measured(report: string): Promise<string[]> {
  const text = await readFile(report, 'utf8').catch(() => '{}');
  const lines: string[] = [];
  JSON.parse(text, (key, value) => {
    if (key === 'annotations' && Array.isArray(value)) {
      for (const { type, description } of value) {
        if (type === 'measured') lines.push(`measured: ${description}`);
      }
    }
    return value;
  });
  return [...new Set(lines)];
}

/** A catalog that is read from a folder of our own, and often. */
function catalogOverrides(folder: string, templates: string): object {
  const kinds = [
    'Component',
    'System',
    'Domain',
    'API',
    'Resource',
    'Location',
    'User',
    'Group',
  ];
  return {
    catalog: {
      processingInterval: { seconds: 5 },
      locations: [
        {
          type: 'file',
          target: join(folder, 'all.yaml'),
          rules: [{ allow: kinds }],
        },
        {
          type: 'file',
          target: templates,
          rules: [{ allow: ['Location', 'Template'] }],
        },
      ],
    },
    serviceHealth: { catalogRefresh: { seconds: 3 } },
  };
}

/** One proxy an upstream, and the configuration that makes the portal use them. */
async function startProxies(
  lab: LabPaths,
): Promise<{ proxies: CountingProxy[]; overrides: object }> {
  const { endpoints, tokens } = await prepareLab(lab);
  const pem = (name: string) => readFile(join(lab.pki, name), 'utf8');
  const ca = await pem('ca.crt');
  const kubernetes = await startCountingProxy({
    name: 'kubernetes',
    url: endpoints.kubernetes,
    // The lab's certificate is for 127.0.0.1 whatever the port.
    tls: {
      ca,
      cert: await pem('apiserver.crt'),
      key: await pem('apiserver.key'),
    },
  });
  const plain = (name: 'argocd' | 'prometheus' | 'alertmanager') =>
    startCountingProxy({ name, url: endpoints[name] });
  const argocd = await plain('argocd');
  const prometheus = await plain('prometheus');
  const alertmanager = await plain('alertmanager');
  return {
    proxies: [kubernetes, argocd, prometheus, alertmanager],
    overrides: {
      kubernetes: {
        clusterLocatorMethods: [
          {
            type: 'config',
            clusters: [
              {
                name: 'lab',
                url: kubernetes.url,
                authProvider: 'serviceAccount',
                serviceAccountToken: tokens.kubernetesPortal,
                caData: Buffer.from(ca).toString('base64'),
              },
            ],
          },
        ],
      },
      argocd: {
        appLocatorMethods: [
          {
            type: 'config',
            instances: [
              {
                name: 'lab',
                url: argocd.url,
                token: tokens.argocdView,
                syncToken: tokens.argocdSync,
              },
            ],
          },
        ],
      },
      prometheus: {
        instances: [
          {
            name: 'lab',
            url: prometheus.url,
            pollInterval: { seconds: 1 },
            alertmanagers: [{ url: alertmanager.url }],
          },
        ],
      },
    },
  };
}

/**
 * Lets the tests, which run in another process, read the counts (`GET /`), change an upstream's token
 * (`POST /token/<upstream>/<token>`, without a token to undo it), and restart the portal (`POST /restart`).
 */
async function serveControl(
  proxies: CountingProxy[],
  restartPortal: () => Promise<void>,
) {
  const server = createServer(async (incoming, answer) => {
    const [, verb, name, token] = (incoming.url ?? '/').split('/');
    if (incoming.method === 'POST' && verb === 'token') {
      proxies.find(proxy => proxy.name === name)?.overrideToken(token);
    }
    if (incoming.method === 'POST' && verb === 'restart') {
      try {
        await restartPortal();
      } catch (error) {
        answer.statusCode = 500;
        answer.end(String(error));
        return;
      }
    }
    answer.setHeader('content-type', 'application/json');
    answer.end(
      JSON.stringify(
        Object.fromEntries(proxies.map(proxy => [proxy.name, proxy.counts()])),
      ),
    );
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise(resolve => server.close(resolve)),
  };
}
