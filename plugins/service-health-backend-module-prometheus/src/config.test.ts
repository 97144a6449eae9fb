/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ConfigReader } from '@backstage/config';
import { mockServices } from '@backstage/backend-test-utils';
import { readPrometheusConfig } from './config';

const logger = mockServices.logger.mock();
const lab = { name: 'lab', url: 'http://prometheus.example.com/' };

function read(prometheus: object) {
  return readPrometheusConfig(
    new ConfigReader({ prometheus } as never),
    logger,
  );
}

function messageOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return (error as Error).message;
  }
  return 'no error';
}

describe('readPrometheusConfig', () => {
  beforeEach(() => jest.clearAllMocks());

  it('has no instance without configuration', () => {
    expect(readPrometheusConfig(new ConfigReader({}), logger)).toEqual([]);
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('reads an instance with its Alertmanagers', () => {
    expect(
      read({
        instances: [
          {
            ...lab,
            token: 'CANARY',
            tenant: 'team-a',
            pollInterval: { seconds: 11 },
            alertmanagers: [
              { url: 'http://am-0.example.com' },
              {
                url: 'http://am-1.example.com/prefix/',
                username: 'portal',
                password: 'CANARY',
              },
            ],
          },
        ],
      }),
    ).toEqual([
      {
        name: 'lab',
        path: 'prometheus.instances[0]',
        url: 'http://prometheus.example.com',
        auth: { kind: 'bearer', token: 'CANARY' },
        tenant: 'team-a',
        ca: undefined,
        pollIntervalMs: 11_000,
        alertmanagers: [
          expect.objectContaining({ url: 'http://am-0.example.com' }),
          expect.objectContaining({
            path: 'prometheus.instances[0].alertmanagers[1]',
            url: 'http://am-1.example.com/prefix',
            auth: { kind: 'basic', username: 'portal', password: 'CANARY' },
          }),
        ],
      },
    ]);
  });

  it.each([
    [undefined, 5_000],
    [2_500, 2_500],
    ['13s', 13_000],
    ['PT12S', 12_000],
    [{ minutes: 1 }, 60_000],
  ])('reads the poll interval %j as %s ms', (pollInterval, expected) => {
    const [instance] = read({ instances: [{ ...lab, pollInterval }] });
    expect(instance.pollIntervalMs).toBe(expected);
  });

  it.each([
    ['no name', { url: lab.url }, "[0].name' is missing"],
    ['no url', { name: 'lab' }, "[0].url' is missing"],
    ['a url of files', { ...lab, url: 'file:///x' }, "[0].url' is not"],
    [
      'credentials in the url',
      { ...lab, url: 'https://u:CANARY@host' },
      "[0].url' must have no credentials",
    ],
    ['an empty token', { ...lab, token: '' }, "[0].token' is empty"],
    [
      'two ways to sign in',
      { ...lab, token: 'CANARY', username: 'u', password: 'CANARY' },
      "[0]' has both",
    ],
    [
      'a user name alone',
      { ...lab, username: 'u' },
      "[0].password' is missing",
    ],
    [
      'a tenant that would break the header',
      { ...lab, tenant: 'a\nb' },
      "[0].tenant' is no valid tenant",
    ],
    ['a poll storm', { ...lab, pollInterval: 10 }, "[0].pollInterval' must"],
    [
      'a poll interval of words',
      { ...lab, pollInterval: 'often' },
      "[0].pollInterval' must",
    ],
    [
      'a broken Alertmanager',
      { ...lab, alertmanagers: [{}] },
      "[0].alertmanagers[0].url' is missing",
    ],
    [
      'a certificate file that is not there',
      { ...lab, caFile: '/nonexistent/ca.pem' },
      "[0].caFile' names a file that cannot be read (ENOENT)",
    ],
  ])('refuses %s and names the key', (_what, instance, expected) => {
    const message = messageOf(() => read({ instances: [instance] }));
    expect(message).toContain(`'prometheus.instances${expected}`);
    expect(message).not.toContain('CANARY');
  });

  it('reports all faults at once', () => {
    const message = messageOf(() =>
      read({ instances: [{ url: 'x' }, lab, lab] }),
    );
    expect(message).toContain("instances[0].name' is missing");
    expect(message).toContain("instances[0].url' is not");
    expect(message).toContain("instances[2].name' repeats the name 'lab'");
  });

  it('says what to add where only the proxy is configured', () => {
    expect(read({ proxyPath: '/prometheus/api', uiUrl: 'http://x' })).toEqual(
      [],
    );
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining("Add 'prometheus.instances' with"),
    );
    expect(
      read({ instances: [{ name: 'old', proxyPath: '/p' }, lab] }),
    ).toHaveLength(1);
    expect(logger.warn).toHaveBeenLastCalledWith(
      expect.stringContaining("Ignoring 'prometheus.instances[0]'"),
    );
  });
});
