/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { readdirSync, readFileSync } from 'node:fs';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { KubeObject } from '../cluster/KubeClient';
import { temporaryFolder } from '../testUtils';
import { RulesBridge } from './RulesBridge';

const makeRule = (name: string, expr = 'up == 0'): KubeObject => ({
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'PrometheusRule',
  metadata: { name, namespace: 'shop' },
  spec: { groups: [{ name, rules: [{ alert: 'Down', expr, for: '1m' }] }] },
});

describe('RulesBridge', () => {
  let server: Server;
  let reloads: string[];
  let status: number;
  let folder: string;
  let bridge: RulesBridge;
  const logs: string[] = [];

  beforeEach(async () => {
    reloads = [];
    status = 200;
    server = createServer((req, res) => {
      reloads.push(`${req.method} ${req.url}`);
      res.writeHead(status).end('bad rule');
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    folder = temporaryFolder();
    bridge = RulesBridge.create({
      folder,
      prometheus: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      speed: 30,
      log: text => logs.push(text),
    });
  });

  afterEach(() => new Promise(resolve => server.close(resolve)));

  it('writes a file an object and reloads Prometheus once', async () => {
    await bridge.update([makeRule('a'), makeRule('b')]);
    await bridge.update([makeRule('a'), makeRule('b')]);
    expect(readdirSync(folder).sort()).toEqual(['shop-a.yaml', 'shop-b.yaml']);
    expect(readFileSync(join(folder, 'shop-a.yaml'), 'utf8')).toContain(
      'for: 2s',
    );
    expect(reloads).toEqual(['POST /-/reload']);
  });

  it('removes the file of an object that is gone', async () => {
    await bridge.update([makeRule('a'), makeRule('b')]);
    await bridge.update([makeRule('b')]);
    expect(readdirSync(folder)).toEqual(['shop-b.yaml']);
    expect(reloads).toHaveLength(2);
  });

  it('tries again after Prometheus has refused, and says why', async () => {
    status = 500;
    await bridge.update([makeRule('a')]);
    expect(logs.at(-1)).toBe('Prometheus refused the rules: bad rule');
    status = 200;
    await bridge.update([makeRule('a')]);
    await bridge.update([makeRule('a')]);
    expect(reloads).toHaveLength(2);
  });
});
