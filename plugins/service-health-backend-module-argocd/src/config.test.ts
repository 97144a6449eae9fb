/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ConfigReader } from '@backstage/config';
import { mockServices } from '@backstage/backend-test-utils';
import { readArgoCdConfig } from './config';

const logger = mockServices.logger.mock();

function read(argocd: object) {
  return readArgoCdConfig(new ConfigReader({ argocd } as never), logger);
}

function withInstances(...instances: object[]) {
  return { appLocatorMethods: [{ type: 'config', instances }] };
}

const lab = {
  name: 'lab',
  url: 'https://argocd.example.com/',
  token: 'CANARY-VIEW',
};

function messageOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return (error as Error).message;
  }
  return 'no error';
}

describe('readArgoCdConfig', () => {
  beforeEach(() => jest.clearAllMocks());

  it('has no instance without configuration', () => {
    expect(readArgoCdConfig(new ConfigReader({}), logger)).toEqual([]);
    expect(read({})).toEqual([]);
  });

  it('reads an instance with both tokens', () => {
    expect(
      read(
        withInstances({
          ...lab,
          frontendUrl: 'https://argocd.example.com/ui/',
          syncToken: 'CANARY-SYNC',
        }),
      ),
    ).toEqual([
      {
        name: 'lab',
        url: 'https://argocd.example.com',
        frontendUrl: 'https://argocd.example.com/ui',
        read: {
          kind: 'token',
          token: 'CANARY-VIEW',
          key: 'argocd.appLocatorMethods[0].instances[0].token',
        },
        syncToken: 'CANARY-SYNC',
        syncTokenKey: 'argocd.appLocatorMethods[0].instances[0].syncToken',
        ca: undefined,
      },
    ]);
  });

  it('prefers a token, then the own user name, then the shared one', () => {
    const shared = { username: 'shared', password: 'CANARY' };
    const own = { username: 'own', password: 'CANARY' };
    const { name, url } = lab;
    const credentials = read({
      ...shared,
      ...withInstances(
        { ...lab, ...own },
        { name: 'b', url, ...own },
        { name: 'c', url },
      ),
    }).map(instance => instance.read);
    expect(credentials).toMatchObject([
      { kind: 'token' },
      { kind: 'password', username: 'own' },
      { kind: 'password', username: 'shared', key: 'argocd.password' },
    ]);
    expect(name).toBe('lab');
  });

  it('uses the shared base URL for links only when it can mean one instance', () => {
    const baseUrl = 'https://argocd.example.com';
    expect(read({ baseUrl, ...withInstances(lab) })[0].frontendUrl).toBe(
      baseUrl,
    );
    const two = read({
      baseUrl,
      ...withInstances(lab, { ...lab, name: 'other' }),
    });
    expect(two.map(({ frontendUrl }) => frontendUrl)).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('takes a certificate as PEM and as base64 of it', () => {
    const pem =
      '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
    const caData = Buffer.from(pem).toString('base64');
    expect(read(withInstances({ ...lab, caData }))[0].ca).toBe(pem);
    expect(read(withInstances({ ...lab, caData: pem }))[0].ca).toContain(
      'MIIB',
    );
  });

  const path = 'argocd.appLocatorMethods[0].instances[0]';
  it.each([
    ['no token', { ...lab, token: undefined }, `'${path}.token' is missing`],
    ['an empty token', { ...lab, token: '' }, `'${path}.token' is empty`],
    ['an empty sync token', { ...lab, syncToken: ' ' }, `'${path}.syncToken'`],
    [
      'a token that is a number',
      { ...lab, token: 7 },
      `'${path}.token' is not`,
    ],
    ['no name', { ...lab, name: undefined }, `'${path}.name' is missing`],
    ['no url', { ...lab, url: undefined }, `'${path}.url' is missing`],
    ['a url of files', { ...lab, url: 'file:///etc' }, `'${path}.url' is not`],
    [
      'a url with credentials',
      { ...lab, url: 'https://u:CANARY@host' },
      `'${path}.url' must have no credentials`,
    ],
    [
      'a certificate that is none',
      { ...lab, caData: 'Q0FOQVJZ' },
      `'${path}.caData' holds no PEM certificate`,
    ],
    [
      'a certificate file that is not there',
      { ...lab, caFile: '/nonexistent/ca.pem' },
      `'${path}.caFile' names a file that cannot be read (ENOENT)`,
    ],
  ])('refuses %s and names the key', (_what, instance, expected) => {
    const message = messageOf(() => read(withInstances(instance)));
    expect(message).toContain(expected);
    expect(message).not.toContain('CANARY');
  });

  it('reports all faults at once', () => {
    const message = messageOf(() =>
      read(withInstances({ name: 'a' }, { ...lab, token: '' }, lab, lab)),
    );
    expect(message).toContain('instances[0].url');
    expect(message).toContain('instances[1].token');
    expect(message).toContain("instances[3].name' repeats the name 'lab'");
  });

  it('warns of locators that it does not know and goes on', () => {
    const instances = read({
      appLocatorMethods: [
        { type: 'magic' },
        { type: 'config', instances: [lab] },
      ],
    });
    expect(instances).toHaveLength(1);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining("'argocd.appLocatorMethods[0]'"),
    );
  });

  it('never switches certificate checks off', () => {
    read({ localDevelopment: true, ...withInstances(lab) });
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining("Ignoring 'argocd.localDevelopment'"),
    );
    expect(process.env.NODE_TLS_REJECT_UNAUTHORIZED).toBeUndefined();
  });
});
