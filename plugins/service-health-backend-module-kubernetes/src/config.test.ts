/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { readKubernetesConfig } from './config';

const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
const TOKEN = 'very-secret-token';

const cluster = (overrides: object = {}) => ({
  name: 'lab',
  url: 'https://127.0.0.1:6443',
  authProvider: 'serviceAccount',
  serviceAccountToken: TOKEN,
  ...overrides,
});

const withClusters = (clusters: object[], own?: object) =>
  new ConfigReader({
    kubernetes: {
      serviceLocatorMethod: { type: 'multiTenant' },
      clusterLocatorMethods: [{ type: 'config', clusters }],
    },
    ...(own ? { serviceHealth: { kubernetes: own } } : {}),
  });

describe('readKubernetesConfig', () => {
  it('reads clusters as they stand there for the stock plugin', () => {
    expect(
      readKubernetesConfig(
        withClusters([
          cluster({
            caData: Buffer.from(PEM).toString('base64'),
            skipMetricsLookup: true,
          }),
        ]),
      ),
    ).toEqual({
      clusters: [
        {
          name: 'lab',
          url: 'https://127.0.0.1:6443',
          serviceAccountToken: TOKEN,
          tokenKey:
            'kubernetes.clusterLocatorMethods[0].clusters[0].serviceAccountToken',
          ca: PEM,
          skipTLSVerify: false,
        },
      ],
      namespaces: undefined,
      labelSelector: undefined,
      warnings: [],
    });
  });

  it('reads nothing where nothing is configured', () => {
    expect(readKubernetesConfig(new ConfigReader({}))).toMatchObject({
      clusters: [],
      warnings: [],
    });
  });

  it('reads the authority from a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'kubernetes-config-'));
    const caFile = join(folder, 'ca.crt');
    writeFileSync(caFile, PEM);
    expect(
      readKubernetesConfig(withClusters([cluster({ caFile })])).clusters[0].ca,
    ).toBe(PEM);
    rmSync(folder, { recursive: true });
  });

  it('takes the auth provider from authMetadata too', () => {
    const { warnings } = readKubernetesConfig(
      withClusters([
        cluster({
          authProvider: undefined,
          authMetadata: { 'kubernetes.io/auth-provider': 'aws' },
        }),
      ]),
    );
    expect(warnings[0]).toContain("'aws'");
  });

  it('narrows to the clusters, namespaces and labels of its own keys', () => {
    expect(
      readKubernetesConfig(
        withClusters([cluster(), cluster({ name: 'other' })], {
          clusters: ['other'],
          namespaces: ['team-a', 'team-b', 'team-a'],
          labelSelector: 'backstage.io/kubernetes-id',
        }),
      ),
    ).toMatchObject({
      clusters: [{ name: 'other' }],
      namespaces: ['team-a', 'team-b'],
      labelSelector: 'backstage.io/kubernetes-id',
    });
  });

  it('does not ask for a token of a cluster that it leaves out', () => {
    const { clusters } = readKubernetesConfig(
      withClusters(
        [cluster(), cluster({ name: 'x', serviceAccountToken: '' })],
        {
          clusters: ['lab'],
        },
      ),
    );
    expect(clusters).toHaveLength(1);
  });

  it('warns of locators that it cannot use and goes on', () => {
    const { clusters, warnings } = readKubernetesConfig(
      new ConfigReader({
        kubernetes: {
          clusterLocatorMethods: [
            { type: 'gke', projectId: 'p' },
            { type: 'config', clusters: [cluster()] },
          ],
        },
      }),
    );
    expect(clusters).toHaveLength(1);
    expect(warnings).toEqual([
      expect.stringMatching(/clusterLocatorMethods\[0\].*'gke'.*type 'config'/),
    ]);
  });

  it('warns of auth providers that it cannot use and names what works', () => {
    const { clusters, warnings } = readKubernetesConfig(
      withClusters([
        cluster({ name: 'cloud', authProvider: 'google' }),
        cluster(),
      ]),
    );
    expect(clusters.map(({ name }) => name)).toEqual(['lab']);
    expect(warnings).toEqual([
      expect.stringMatching(/'cloud'.*'google'.*'serviceAccount'/),
    ]);
  });

  const path = 'kubernetes\\.clusterLocatorMethods\\[0\\]\\.clusters\\[0\\]';
  it.each([
    [
      'a missing token',
      { serviceAccountToken: undefined },
      `${path}\\.serviceAccountToken of the cluster 'lab' is missing`,
    ],
    [
      'a token with a line break inside',
      { serviceAccountToken: 'very-secret\ntoken' },
      'serviceAccountToken .* has characters that no token has',
    ],
    [
      'a token of the wrong type',
      { serviceAccountToken: { very: 'secret' } },
      'serviceAccountToken .* has the wrong type',
    ],
    ['a missing address', { url: undefined }, `${path}\\.url`],
    [
      'an address with a password',
      { url: 'https://a:very-secret@h' },
      'url of',
    ],
    ['an address of another protocol', { url: 'file:///etc' }, 'url of'],
    ['an authority that is none', { caData: 'bm8=' }, 'caData of'],
    ['a missing file', { caFile: '/no/such/ca.crt' }, '/no/such/ca.crt'],
    ['a switch that is a text', { skipTLSVerify: 'often' }, 'skipTLSVerify'],
    ['a name with a slash', { name: 'a/b' }, 'name .* must not'],
    ['a missing name', { name: undefined }, 'name'],
  ])('names the key of %s and not its value', (_name, overrides, message) => {
    const read = () => readKubernetesConfig(withClusters([cluster(overrides)]));
    expect(read).toThrow(new RegExp(message));
    expect(read).not.toThrow(/very-secret/);
  });

  it.each([
    [{ clusters: ['lba'] }, "clusters names 'lba', which is no cluster"],
    [{ namespaces: ['../secrets'] }, "has '../secrets', which is no namespace"],
    [{ namespaces: ['a/b'] }, 'which is no namespace'],
    [{ namespaces: [] }, 'namespaces is empty'],
    [{ namespaces: 'team-a' }, 'serviceHealth.kubernetes.namespaces'],
    [{ labelSelector: 5 }, 'serviceHealth.kubernetes.labelSelector'],
  ])('refuses %p', (own, message) => {
    expect(() => readKubernetesConfig(withClusters([cluster()], own))).toThrow(
      message,
    );
  });

  it('reports all faults at once', () => {
    expect(() =>
      readKubernetesConfig(
        withClusters(
          [
            cluster({ serviceAccountToken: undefined, caData: 'bm8=' }),
            cluster({ url: 'nonsense' }),
          ],
          { clusters: ['lab', 'missing'] },
        ),
      ),
    ).toThrow(
      /serviceAccountToken.*caData.*'lab' is used twice.*url.*'missing'/,
    );
  });
});
