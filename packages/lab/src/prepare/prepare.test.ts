/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { createHmac, X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { labPaths } from '../paths';
import { requireState } from '../state';
import { fixedState, temporaryFolder } from '../testUtils';
import { mintArgoToken, storedPartOf } from './argoTokens';
import { renderAppConfig, renderKubeconfig } from './configFiles';
import { prepareLab } from './prepareLab';

describe('mintArgoToken', () => {
  it('makes the token that Argo CD would, and what it stores about it', () => {
    const token = mintArgoToken('portal-view', 'secret', 1_700_000_000, 'id-1');
    const [head, claims, signature] = token.jwt.split('.');
    const decode = (part: string) =>
      JSON.parse(Buffer.from(part, 'base64url').toString());
    expect(decode(head)).toEqual({ alg: 'HS256', typ: 'JWT' });
    expect(decode(claims)).toEqual({
      iss: 'argocd',
      sub: 'portal-view:apiKey',
      iat: 1_700_000_000,
      nbf: 1_700_000_000,
      jti: 'id-1',
    });
    expect(signature).toBe(
      createHmac('sha256', 'secret')
        .update(`${head}.${claims}`)
        .digest('base64url'),
    );
    expect(storedPartOf(token.jwt)).toEqual({ id: 'id-1', iat: 1_700_000_000 });
  });
});

describe('renderAppConfig', () => {
  it('gives the portal the keys of a real cluster', () => {
    const config = parse(renderAppConfig(fixedState(), 'pem'));
    expect(config.kubernetes.clusterLocatorMethods[0].clusters[0]).toEqual({
      name: 'lab',
      url: 'https://127.0.0.1:20003',
      authProvider: 'serviceAccount',
      serviceAccountToken: 'portal-token-00000000000',
      caData: Buffer.from('pem').toString('base64'),
      skipMetricsLookup: false,
    });
    expect(config.argocd.appLocatorMethods[0].instances[0]).toMatchObject({
      name: 'lab',
      token: 'view-token-0000000000000',
      syncToken: 'sync-token-0000000000000',
    });
    expect(config.prometheus.instances[0].alertmanagers).toHaveLength(1);
  });

  it('gives the golden path its Git server, its cluster and its catalog', () => {
    const { goldenPath, catalog } = parse(renderAppConfig(fixedState(), 'pem'));
    const git = 'http://127.0.0.1:20009';
    expect(goldenPath).toEqual({
      git: {
        servers: [
          {
            baseUrl: git,
            username: 'portal',
            token: 'git-token-00000000000000',
          },
        ],
      },
      repositories: { url: git },
      delivery: {
        environments: [
          {
            system: 'system:default/openpolicy-platform',
            environment: 'dev',
            repository: `${git}/deploy.git`,
            cluster: 'lab',
          },
        ],
      },
      clusters: [
        {
          name: 'lab',
          url: 'https://127.0.0.1:20003',
          token: 'dry-run-token-0000000000',
          caData: Buffer.from('pem').toString('base64'),
        },
      ],
    });
    expect(catalog.providers.goldenPath.lab).toMatchObject({
      repository: `${git}/deploy.git`,
      branch: 'main',
      path: 'catalog',
    });
  });
});

describe('renderKubeconfig', () => {
  it('carries the namespace that Argo CD takes for its own', () => {
    const config = parse(
      renderKubeconfig({
        server: 'https://127.0.0.1:1',
        caPem: 'pem',
        token: 't',
        namespace: 'argocd',
      }),
    );
    expect(config.contexts[0].context.namespace).toBe('argocd');
  });
});

describe('prepareLab', () => {
  const paths = labPaths({ run: join(temporaryFolder(), 'lab') });

  it('writes private files and certificates that fit together', async () => {
    const state = await prepareLab(paths);
    for (const file of [paths.state, paths.kubeconfig, paths.appConfig]) {
      expect(statSync(file).mode & 0o777).toBe(0o600);
    }
    const read = (name: string) =>
      new X509Certificate(readFileSync(join(paths.pki, `${name}.crt`)));
    expect(read('apiserver').verify(read('ca').publicKey)).toBe(true);
    expect(
      read('front-proxy-client').verify(read('front-proxy-ca').publicKey),
    ).toBe(true);
    expect(read('metrics-server').subjectAltName).toContain(
      'metrics-server.kube-system.svc',
    );
    expect(await requireState(paths)).toEqual(state);
  });

  it('keeps ports and tokens when it is called again', async () => {
    const before = await requireState(paths);
    expect(await prepareLab(paths, { alertSpeed: 1 })).toEqual({
      ...before,
      alertSpeed: 1,
    });
    expect((await prepareLab(paths)).alertSpeed).toBe(1);
  });

  it('makes everything anew when it is asked to', async () => {
    const before = await requireState(paths);
    const after = await prepareLab(paths, { fresh: true });
    expect(after.tokens.kubernetesPortal).not.toBe(
      before.tokens.kubernetesPortal,
    );
  });

  it('says to prepare when there is no state', async () => {
    const none = labPaths({ run: temporaryFolder() });
    await expect(requireState(none)).rejects.toThrow("Run 'lab prepare'");
  });
});
