/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ConfigReader } from '@backstage/config';
import { readGoldenPathConfig } from './config';

const PEM = '-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----\n';
const cluster = { name: 'lab', url: 'https://127.0.0.1:6443/', token: 't' };
const read = (goldenPath: object) =>
  readGoldenPathConfig(new ConfigReader({ goldenPath } as any));

describe('readGoldenPathConfig', () => {
  it('has defaults', () => {
    expect(readGoldenPathConfig(new ConfigReader({}))).toEqual({
      clusters: [],
      reservationTtlMs: 3_600_000,
      ownersAreMembers: true,
      templateRef: 'template:default/service',
    });
  });

  it('reads what is set', () => {
    expect(
      read({
        clusters: [
          { ...cluster, caData: Buffer.from(PEM).toString('base64') },
          { ...cluster, name: 'other', caData: PEM },
        ],
        reservations: { ttl: { minutes: 7 } },
        creation: { owners: 'any', template: 'shop/New' },
      }),
    ).toEqual({
      clusters: [
        { name: 'lab', url: 'https://127.0.0.1:6443', token: 't', ca: PEM },
        { name: 'other', url: 'https://127.0.0.1:6443', token: 't', ca: PEM },
      ],
      reservationTtlMs: 420_000,
      ownersAreMembers: false,
      templateRef: 'template:shop/new',
    });
  });

  it.each([
    [{ creation: { owners: 'all' } }, "'goldenPath.creation.owners' is 'all'"],
    [{ creation: { template: 'a/b/c' } }, 'no reference of a Template'],
    [{ creation: { template: 'user:default/ada' } }, 'no reference of a Temp'],
    [{ reservations: { ttl: { milliseconds: 7 } } }, 'less than a second'],
    [{ clusters: [cluster, cluster] }, "has the name 'lab' twice"],
    [
      { clusters: [{ ...cluster, url: 'http://10.0.0.7:6443' }] },
      "'goldenPath.clusters[0].url' is no https address",
    ],
    [
      { clusters: [{ ...cluster, url: 'https://u:p@10.0.0.7' }] },
      "'goldenPath.clusters[0].url' is no https address",
    ],
    [
      { clusters: [{ ...cluster, caData: 'nonsense' }] },
      "'goldenPath.clusters[0].caData' is no certificate",
    ],
  ])('refuses %j', (value, message) => {
    expect(() => read(value)).toThrow(message);
  });
});
