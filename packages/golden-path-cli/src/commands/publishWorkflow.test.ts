/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { spawn } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';
import { GitopsFolder } from '../__testUtils__/GitopsFolder';
import { REPOSITORY } from '../__testUtils__/runProgram';

const TOKEN = 'token-of-the-delivery';

/*
 * What the registry would give: this package, as it is here. It also plays somebody
 * who delivers while the workflow renders, as often as there are lines in `race`.
 */
const NPX = `#!/usr/bin/env bash
set -e
[[ "$(env)" != *DELIVERY_TOKEN* && -z "$GIT_CONFIG_COUNT" ]]
echo "$2" >> "$RUNNER_TEMP/npx.log"
if [[ -s "$RUNNER_TEMP/race" ]]; then
  sed --in-place 1d "$RUNNER_TEMP/race"
  cd "$RUNNER_TEMP/checkout"
  git -c user.name=x -c user.email=x@example.com commit --quiet --allow-empty --message Delivery
  git push --quiet origin trunk
  cd - > /dev/null
fi
exec node "${join(
  REPOSITORY,
  'packages/golden-path-cli/bin/golden-path',
)}" "\${@:3}"
`;

describe('the publish workflow', () => {
  let folder: GitopsFolder;

  /** What the runner does, with a Git repository on this disk. */
  async function runStep(): Promise<{ code: number | null; said: string }> {
    const { jobs } = parse(
      folder.read('deploy/ci/.github/workflows/publish.yaml'),
    );
    const step = jobs.stage.steps.at(-1);
    const child = spawn(
      'bash',
      ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run],
      {
        cwd: folder.path,
        env: {
          ...process.env,
          ...step.env,
          PATH: `${join(folder.path, 'bin')}${delimiter}${process.env.PATH}`,
          GIT_CONFIG_GLOBAL: '/dev/null',
          RUNNER_TEMP: folder.path,
          REPOSITORY: `file://${join(folder.path, 'origin.git')}`,
          DELIVERY_USER: 'release-bot',
          DELIVERY_TOKEN: TOKEN,
          GITHUB_REPOSITORY: 'shop/platform',
          GITHUB_SHA: '0123456789abcdef0123456789abcdef01234567',
        },
      },
    );
    let said = '';
    child.stdout.on('data', chunk => (said += chunk));
    child.stderr.on('data', chunk => (said += chunk));
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on('close', resolve);
      child.on('error', reject);
    });
    return { code, said };
  }

  const published = () => {
    folder.git('fetch', '--quiet', 'origin', 'trunk');
    return {
      subjects: folder
        .git('log', '--format=%s', '--max-count=9', 'FETCH_HEAD')
        .split('\n'),
      deployment: folder.git(
        'show',
        'FETCH_HEAD:services/coupons/deployment.yaml',
      ),
    };
  };

  beforeEach(() => {
    folder = new GitopsFolder();
    folder.write('bin/npx', NPX);
    chmodSync(join(folder.path, 'bin/npx'), 0o755);
    folder.git(
      'init',
      '--quiet',
      '--bare',
      '--initial-branch',
      'trunk',
      '../origin.git',
    );
    folder.git('remote', 'add', 'origin', '../origin.git');
    folder.git('push', '--quiet', 'origin', 'trunk');
    folder.moveRegistry();
    folder.run('render');
  });

  afterEach(() => folder.remove());

  it('pushes what a platform change makes of a delivered service, once', async () => {
    const first = await runStep();
    expect(first).toMatchObject({ code: 0 });
    expect(first.said).not.toContain(TOKEN);
    expect(published()).toEqual({
      subjects: ['Deliver shop/platform@0123456789ab', 'Test'],
      deployment: expect.stringContaining('registry.example.net/moved/coupons'),
    });
    expect(folder.read('npx.log')).toMatch(
      /^@openpolicy\/golden-path-cli@\d+\.\d+\.\d+\n$/,
    );
    expect((await runStep()).said).toContain('stage is up to date.');
    expect(published().subjects).toHaveLength(2);
  }, 60_000);

  it('renders again on top of a delivery that came between', async () => {
    folder.write('race', 'once\n');
    expect(await runStep()).toMatchObject({ code: 0 });
    expect(published().subjects).toEqual([
      'Deliver shop/platform@0123456789ab',
      'Delivery',
      'Test',
    ]);
  }, 60_000);

  it('gives up after three deliveries that came between', async () => {
    folder.write('race', 'once\ntwice\nthree times\n');
    const { code, said } = await runStep();
    expect({ code, said }).toMatchObject({
      code: 1,
      said: expect.stringContaining(
        '::error::stage was not published: three pushes were refused.',
      ),
    });
    expect(published().subjects).toEqual([
      'Delivery',
      'Delivery',
      'Delivery',
      'Test',
    ]);
  }, 60_000);

  it('pushes nothing if a delivered service is broken', async () => {
    folder.edit('checkout/catalog/coupons.yaml', text =>
      text.replace('name: coupons', 'name: vouchers'),
    );
    folder.commit();
    folder.git('push', '--quiet', 'origin', 'trunk');
    const { code, said } = await runStep();
    expect(code).toBe(3);
    expect(said).toMatch(
      /^golden-path: Failed to read .*nothing was published\.\n$/,
    );
    expect(published().subjects).toEqual(['Test', 'Test']);
  }, 60_000);
});
