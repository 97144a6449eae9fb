/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { ExampleFolder, ProgramRun } from './runProgram';

/** A service with a repository of its own, which calls one of the example's. */
const COUPONS = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'coupons' },
  spec: {
    type: 'service',
    lifecycle: 'production',
    owner: 'group:default/shop-team',
    system: 'system:default/shop',
    runtime: {
      apiVersion: 'runtime.openpolicy.io/v1',
      tier: 3,
      image: { tag: '0.1.0' },
      ports: [{ port: 7099 }],
      resources: { memory: { request: '130Mi', limit: '250Mi' } },
      dependencies: [{ ref: 'component:default/pricing' }],
    },
  },
};

/**
 * The example, and in `checkout` a Git repository to which its catalog is published
 * and the service `coupons` delivered.
 */
export class GitopsFolder extends ExampleFolder {
  constructor() {
    super();
    this.write('checkout/README.md', 'Ours.\n');
    this.git('init', '--quiet', '--initial-branch', 'trunk');
    this.write('coupons/catalog-info.yaml', stringify(COUPONS));
    this.into('publish');
    this.into('deliver', '--service', 'coupons');
    this.commit();
  }

  /** Runs a command that writes into the checkout. */
  into(command: 'deliver' | 'publish', ...args: string[]): ProgramRun {
    return this.run(
      ...[command, '--environment', 'stage', '--to', 'checkout', ...args],
    );
  }

  /** The platform changes in a way that every image shows. */
  moveRegistry(): void {
    this.edit('catalog-info/shop.yaml', text =>
      text.replace('registry.example.com/shop', 'registry.example.net/moved'),
    );
  }

  commit(): void {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message', 'Test');
  }

  /** @returns what it says */
  git(...args: string[]): string {
    const who = { NAME: 'test', EMAIL: 'test@example.com' };
    const { status, stdout, stderr } = spawnSync('git', args, {
      cwd: join(this.path, 'checkout'),
      encoding: 'utf8',
      env: {
        ...process.env,
        GIT_CONFIG_GLOBAL: '/dev/null',
        ...Object.fromEntries(
          Object.entries(who).flatMap(([key, value]) => [
            [`GIT_AUTHOR_${key}`, value],
            [`GIT_COMMITTER_${key}`, value],
          ]),
        ),
      },
    });
    if (status !== 0) {
      throw new Error(`git ${args[0]}: ${stderr}`);
    }
    return stdout.trim();
  }
}
