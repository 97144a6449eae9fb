/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { IncomingMessage } from 'node:http';
import { createServer, Server } from 'node:https';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const RESOURCES: Record<string, Record<string, string>> = {
  'api/v1': {
    Service: 'services',
    ConfigMap: 'configmaps',
    ServiceAccount: 'serviceaccounts',
  },
  'apis/apps/v1': { Deployment: 'deployments' },
  'apis/policy/v1': { PodDisruptionBudget: 'poddisruptionbudgets' },
  'apis/autoscaling/v2': {
    HorizontalPodAutoscaler: 'horizontalpodautoscalers',
  },
  'apis/networking.k8s.io/v1': {
    NetworkPolicy: 'networkpolicies',
    Ingress: 'ingresses',
  },
  'apis/networking.istio.io/v1': {
    VirtualService: 'virtualservices',
    DestinationRule: 'destinationrules',
    Sidecar: 'sidecars',
  },
  'apis/security.istio.io/v1': { AuthorizationPolicy: 'authorizationpolicies' },
  'apis/monitoring.coreos.com/v1': {
    PrometheusRule: 'prometheusrules',
    ServiceMonitor: 'servicemonitors',
  },
  'apis/argoproj.io/v1alpha1': { Application: 'applications' },
};

interface StoredObject {
  metadata: { name: string; namespace: string };
  [key: string]: unknown;
}

/**
 * Speaks HTTPS as a Kubernetes API server does to an account that may only ask with dryRun=All: discovery, gets, lists, and server-side
 * apply. Its certificate is of an authority of its own.
 */
export class ApiServer {
  readonly token = 'token-4711';
  readonly namespaces = new Set(['shop-platform', 'argocd']);
  /** Groups that it does not have. */
  readonly missingGroups = new Set<string>();
  /** By kind: an admission refuses it with these words. */
  readonly refusals = new Map<string, string>();
  /** By kind: judging it ends with these words and the status of an internal error, as at a field of a wrong type. */
  readonly typeFaults = new Map<string, string>();
  readonly requests: string[] = [];
  /** Calls under way at a time, at most. */
  busiest = 0;
  /** Answers nothing from now on. */
  isSilent = false;
  /** Answers everything with this status. */
  failWith?: number;
  /** Stores what is applied, as the account of Argo CD would. */
  isStoring = false;
  ca = '';
  readonly #objects = new Map<string, StoredObject>();
  #server!: Server;
  #running = 0;

  static async start(): Promise<ApiServer> {
    const apiServer = new ApiServer();
    const { key, cert } = await makeCertificate();
    apiServer.ca = cert;
    apiServer.#server = createServer({ key, cert }, async (req, res) => {
      const { pathname, search } = new URL(req.url ?? '/', 'https://x');
      apiServer.requests.push(`${req.method} ${pathname}${search}`);
      apiServer.busiest = Math.max(apiServer.busiest, ++apiServer.#running);
      res.on('close', () => apiServer.#running--);
      const body = await readBody(req);
      if (apiServer.isSilent) {
        return;
      }
      const [status, answer] = apiServer.#answer(req, body);
      res.writeHead(status, { 'content-type': 'application/json' });
      res.end(JSON.stringify(answer));
    });
    await new Promise<void>(resolve =>
      apiServer.#server.listen(0, '127.0.0.1', resolve),
    );
    return apiServer;
  }

  get config() {
    const { port } = this.#server.address() as AddressInfo;
    return {
      name: 'stage-1',
      url: `https://127.0.0.1:${port}`,
      token: this.token,
      caData: Buffer.from(this.ca).toString('base64'),
    };
  }

  /** @param path - as `api/v1/namespaces/shop-platform/services/cart` */
  put(path: string, object: Omit<StoredObject, 'metadata'>): void {
    const [name, , namespace] = path.split('/').reverse();
    this.#objects.set(path, { ...object, metadata: { name, namespace } });
  }

  get stored(): number {
    return this.#objects.size;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }

  #answer(req: IncomingMessage, body: string): [number, unknown] {
    if (req.headers.authorization !== `Bearer ${this.token}`) {
      return failure(401, 'Unauthorized');
    }
    if (this.failWith) {
      return failure(this.failWith, 'broken');
    }
    const url = new URL(req.url ?? '/', 'https://x');
    const path = url.pathname.slice(1);
    const match =
      /^(apis?\/.+?)(?:\/namespaces\/([^/]+)\/([^/]+)(?:\/([^/]+))?)?$/.exec(
        path,
      );
    const [, group, namespace, plural, name] = match ?? [];
    const kinds = this.missingGroups.has(group) ? undefined : RESOURCES[group];
    if (!kinds) {
      return failure(404, 'the server could not find the requested resource');
    }
    if (!plural) {
      return [
        200,
        {
          kind: 'APIResourceList',
          resources: Object.entries(kinds).flatMap(([kind, resource]) => [
            { name: resource, kind, namespaced: true },
            { name: `${resource}/status`, kind, namespaced: true },
          ]),
        },
      ];
    }
    if (!name) {
      const items = [...this.#objects]
        .filter(([key]) =>
          key.startsWith(`${group}/namespaces/${namespace}/${plural}/`),
        )
        .map(([, object]) => object);
      return [200, { kind: 'List', items }];
    }
    const known = this.#objects.get(path);
    if (req.method === 'GET') {
      return known
        ? [200, known]
        : failure(404, `${plural} "${name}" not found`, { name, kind: plural });
    }
    return this.#apply(req, url, JSON.parse(body), { namespace, known });
  }

  #apply(
    req: IncomingMessage,
    url: URL,
    object: any,
    { namespace, known }: { namespace: string; known?: StoredObject },
  ): [number, unknown] {
    if (
      req.method !== 'PATCH' ||
      req.headers['content-type'] !== 'application/apply-patch+yaml'
    ) {
      return failure(415, 'the body of the request was in an unknown format');
    }
    if (url.searchParams.get('dryRun') !== 'All') {
      return failure(403, 'This account may only ask with dryRun=All.');
    }
    if (!url.searchParams.get('fieldManager')) {
      return failure(400, 'fieldManager is required for apply patch');
    }
    if (!this.namespaces.has(namespace)) {
      return failure(404, `namespaces "${namespace}" not found`, {
        name: namespace,
        kind: 'namespaces',
      });
    }
    const refusal = this.refusals.get(object.kind);
    if (refusal) {
      return failure(422, refusal);
    }
    const fault = this.typeFaults.get(object.kind);
    if (fault) {
      return failure(500, fault);
    }
    if (this.isStoring) {
      this.#objects.set(url.pathname.slice(1), object);
    }
    return [
      known ? 200 : 201,
      {
        ...known,
        ...object,
        metadata: {
          ...known?.metadata,
          ...object.metadata,
          managedFields: [{ manager: url.searchParams.get('fieldManager') }],
        },
      },
    ];
  }
}

function failure(
  code: number,
  message: string,
  details?: object,
): [number, unknown] {
  return [code, { kind: 'Status', status: 'Failure', message, code, details }];
}

async function readBody(req: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of req) {
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

async function makeCertificate(): Promise<{ key: string; cert: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'test-api-server-'));
  const file = (name: string) => join(folder, name);
  try {
    await run('openssl', [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '2',
      '-subj',
      '/CN=test',
      '-addext',
      'subjectAltName=IP:127.0.0.1',
      '-keyout',
      file('key'),
      '-out',
      file('cert'),
    ]);
    return {
      key: await readFile(file('key'), 'utf8'),
      cert: await readFile(file('cert'), 'utf8'),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
