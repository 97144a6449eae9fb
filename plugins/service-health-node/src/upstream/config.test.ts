/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ConfigReader } from '@backstage/config';
import { createMockDirectory } from '@backstage/backend-test-utils';
import {
  ConfigPlace,
  readConfigCertificateData,
  readConfigCertificateFile,
  readConfigText,
  readConfigUrl,
} from './config';

const PEM = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';

const placeOf = (key: string, value?: unknown): ConfigPlace => ({
  config: new ConfigReader(
    value === undefined ? {} : { [key]: value as string },
  ),
  path: 'mine.instances[0]',
  faults: [],
});

describe('readConfigText', () => {
  it('reads a string without the white space around it', () => {
    const place = placeOf('token', ' abc\n');
    expect(readConfigText(place, 'token', { required: true })).toBe('abc');
    expect(place.faults).toEqual([]);
  });

  it.each([
    ['is missing', undefined],
    ['is empty', ' '],
    ['is not a string', 17],
  ])('tells that a key %s, and no value', (fault, value) => {
    const place = placeOf('token', value);
    expect(readConfigText(place, 'token', { required: true })).toBeUndefined();
    expect(place.faults).toEqual([`'mine.instances[0].token' ${fault}`]);
  });

  it('takes a key that may be missing for no fault', () => {
    const place = placeOf('token');
    expect(readConfigText(place, 'token')).toBeUndefined();
    expect(place.faults).toEqual([]);
  });
});

describe('readConfigUrl', () => {
  it.each([
    ['https://a.example.com', 'https://a.example.com'],
    ['http://a.example.com:8080/prefix//', 'http://a.example.com:8080/prefix'],
  ])('reads %s', (value, expected) => {
    expect(readConfigUrl(placeOf('url', value), 'url')).toBe(expected);
  });

  it.each([
    ['a.example.com', 'is not an http(s) URL'],
    ['file:///etc/passwd', 'is not an http(s) URL'],
    ['https://u:CANARY@a.example.com', 'must have no credentials'],
    ['https://a.example.com/?b=c', 'must have no credentials'],
    ['https://a.example.com/#b', 'must have no credentials'],
  ])('refuses %s', (value, fault) => {
    const place = placeOf('url', value);
    expect(readConfigUrl(place, 'url')).toBeUndefined();
    expect(place.faults).toEqual([
      expect.stringContaining(`'mine.instances[0].url' ${fault}`),
    ]);
    expect(place.faults[0]).not.toContain('CANARY');
  });
});

describe('certificates', () => {
  const directory = createMockDirectory({
    content: { 'ca.pem': PEM, 'other.pem': 'no' },
  });
  const fileFault = (name: string) => {
    const place = placeOf('caFile', directory.resolve(name));
    expect(readConfigCertificateFile(place, 'caFile')).toBeUndefined();
    return place.faults;
  };

  it('come from a file', () => {
    const place = placeOf('caFile', directory.resolve('ca.pem'));
    expect(readConfigCertificateFile(place, 'caFile')).toBe(PEM);
    expect(readConfigCertificateFile(place, 'other')).toBeUndefined();
    expect(place.faults).toEqual([]);
  });

  it('are missed in a file that has none, or is none', () => {
    expect(fileFault('other.pem')).toEqual([
      "'mine.instances[0].caFile' holds no PEM certificate",
    ]);
    expect(fileFault('absent.pem')).toEqual([
      "'mine.instances[0].caFile' names a file that cannot be read (ENOENT)",
    ]);
  });

  it.each([
    ['PEM', PEM],
    ['base64 of it', Buffer.from(PEM).toString('base64')],
  ])('come as %s', (_what, value) => {
    const place = placeOf('caData', value);
    expect(readConfigCertificateData(place, 'caData')?.trim()).toBe(PEM.trim());
  });

  it('are missed in data that has none', () => {
    const place = placeOf('caData', 'AAAA');
    expect(readConfigCertificateData(place, 'caData')).toBeUndefined();
    expect(place.faults).toEqual([
      "'mine.instances[0].caData' holds no PEM certificate",
    ]);
  });
});
