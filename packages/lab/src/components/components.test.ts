/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parse } from 'yaml';
import { setupSteps } from '../setupSteps';
import { fixedContext } from '../testUtils';
import { buildComponents } from './index';

const components = buildComponents(fixedContext());
const find = (name: string) => components.find(entry => entry.name === name)!;

describe('buildComponents', () => {
  it('gives each program its own name and port', () => {
    expect(new Set(components.map(entry => entry.name)).size).toBe(15);
    expect(new Set(components.map(entry => entry.port)).size).toBe(15);
  });

  it('needs only programs and steps that there are', () => {
    const steps = setupSteps(fixedContext(), {} as never, {} as never);
    const known = [...components, ...steps].map(entry => entry.name);
    for (const { needs } of [...components, ...steps]) {
      expect(known).toEqual(expect.arrayContaining(needs));
    }
  });

  const withoutAddressFlag = [
    // Their listeners can't be told an address; the README says so.
    'argocd-application-controller',
    'rollouts-controller',
    // Ours: they listen on 127.0.0.1 only.
    'git-server',
    'traffic',
  ];

  it.each(
    components
      .filter(entry => !withoutAddressFlag.includes(entry.name))
      .map(entry => [entry.name, entry] as const),
  )('binds %s to loopback', (_, { args }) => {
    expect(args.join(' ')).toContain('127.0.0.1');
    expect(args.join(' ')).not.toContain('0.0.0.0');
  });

  it('keeps tokens out of command lines and environments', () => {
    const { tokens } = fixedContext().state;
    const visible = JSON.stringify(
      components.map(({ args, env }) => ({ args, env })),
    );
    for (const token of Object.values(tokens)) {
      expect(visible).not.toContain(token);
    }
  });

  it('writes the token file for its owner only', () => {
    const [file] = find('kube-apiserver').files!;
    expect(file.mode).toBe(0o600);
    expect(file.content).toContain(
      'portal-token-00000000000,backstage-portal,backstage-portal\n',
    );
    const account =
      'system:serviceaccount:openpolicy-portal:golden-path-dry-run';
    expect(file.content).toContain(
      `dry-run-token-0000000000,${account},${account}\n`,
    );
  });

  it('waits for the CRDs that kwok stages name before it starts kwok', () => {
    expect(find('kwok').needs).toContain('openapi-external-secrets');
  });

  it("takes the platform's routes and inhibitions, and sends nothing", () => {
    const inhibition = {
      source_matchers: ['severity = critical'],
      target_matchers: ['severity = warning'],
      equal: ['namespace', 'service', 'signal'],
    };
    const shopTeam = {
      name: 'shop-team',
      email_configs: [{ to: 'shop@example.com' }],
    };
    const withAlerting = buildComponents({
      ...fixedContext(),
      alerting: {
        route: { receiver: 'shop-team', group_wait: '30s' },
        receivers: [shopTeam],
        inhibit_rules: [inhibition],
      },
    });
    const { files } = withAlerting.find(({ name }) => name === 'alertmanager')!;
    const config = parse(files![0].content);
    expect(config.route).toMatchObject({
      receiver: 'shop-team',
      group_wait: '1s',
    });
    expect(config.receivers).toEqual([{ name: 'shop-team' }]);
    expect(config.inhibit_rules).toEqual([inhibition]);
  });

  it('starts Alertmanager where no platform is rendered', () => {
    const config = parse(find('alertmanager').files![0].content);
    expect(config.receivers).toEqual([{ name: config.route.receiver }]);
  });

  it('has Prometheus scrape every node, the mesh and the pods', () => {
    const config = parse(find('prometheus').files![0].content);
    const jobs = config.scrape_configs.map((job: any) => job.job_name);
    expect(jobs).toEqual([
      'mesh',
      'kubelet-resource',
      'pods',
      'argocd',
      'argo-rollouts',
    ]);
    expect(
      config.scrape_configs[1].static_configs.map(
        (entry: any) => entry.labels.node,
      ),
    ).toEqual(['lab-node-1', 'lab-node-2', 'lab-node-3']);
  });
});
